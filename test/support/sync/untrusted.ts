/**
 * An https server that nobody has reason to trust: its certificate is signed by itself. The key guards nothing: it is for
 * tests on this machine, and made for nothing else.
 */
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghkR/Gw47sqh/f0l8
fXlpHm1QC91B69EOz20abM92uvqhRANCAAS5dDzc2twNeeeen+SCyhAt70Opu8Jh
arT8tYfhPVifgN9t5fIIivy0iEcW2lq5cG/MCOHGeZCTQHuEhrllz1mE
-----END PRIVATE KEY-----
`;

const cert = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUeuPl0vT9jQgOKelQtU8tRhn8DdgwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTAxMzQ0MVoYDzIxMjYxMTAx
MDEzNDQxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAS5dDzc2twNeeeen+SCyhAt70Opu8JharT8tYfhPVifgN9t5fIIivy0
iEcW2lq5cG/MCOHGeZCTQHuEhrllz1mEo28wbTAdBgNVHQ4EFgQUfubaN0jRf0Ku
fhZeNOgJBZmgGocwHwYDVR0jBBgwFoAUfubaN0jRf0KufhZeNOgJBZmgGocwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIhAIZtLooQrgHeqR1d1qrt+4Rx7OgoqRbYN058SwZTd5bEAiBS
mL6YH2W0zJRQ4SIaZXC9+5mzv6bxA6ZQSel3CQ6DLA==
-----END CERTIFICATE-----
`;

export interface Untrusted extends AsyncDisposable {
  readonly url: string;
  /** Requests that got through to it. */
  readonly requests: () => number;
}

/** Starts one on loopback, on a free port. */
export async function startUntrusted(): Promise<Untrusted> {
  let requests = 0;
  const server = createServer({ key, cert }, (_request, response) => {
    requests += 1;
    response.end('{}');
  });
  // A client that refuses the certificate breaks off: that is no failure here.
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    requests: () => requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
