import type { IncomingMessage } from 'node:http';

/** What a guard looks at. */
export type Asked = Pick<IncomingMessage, 'headers' | 'headersDistinct' | 'method' | 'url'>;

/** The path of what is asked for, as it was sent. */
export function pathOf(asked: Asked): string {
  return asked.url?.split('?', 1)[0] ?? '';
}

/**
 * The host that the request names, where that is this host by its own name. A page of another site that has its name
 * resolve to 127.0.0.1 (DNS rebinding) reaches this port, but under its own name.
 */
export function ownHost(asked: Asked, port: number): string | undefined {
  const named = asked.headersDistinct['host'] ?? [];
  const [host] = named;
  return named.length === 1 && (host === `127.0.0.1:${port}` || host === `localhost:${port}`)
    ? host
    : undefined;
}

/**
 * Does the request come from a page of this host? Browsers name the origin on every POST and every WebSocket, so one
 * without is refused as well. https://fetch.spec.whatwg.org/#origin-header
 */
export function comesFromOwnPage(asked: Asked, host: string): boolean {
  const origins = asked.headersDistinct['origin'] ?? [];
  return origins.length === 1 && origins[0] === `http://${host}` && !isSentByOther(asked);
}

/**
 * May this be read? By our own page, by a person who typed or clicked the address, and by what is no browser. Not by the
 * page of another site, whether as a script, a picture or a frame. https://web.dev/articles/fetch-metadata
 */
export function mayRead(asked: Asked): boolean {
  const isWholePage =
    asked.headers['sec-fetch-mode'] === 'navigate' && asked.headers['sec-fetch-dest'] === 'document';
  return !isSentByOther(asked) || asked.headers['sec-fetch-site'] === 'none' || isWholePage;
}

/** `same-site` is another too: every port of 127.0.0.1 counts as one site. */
function isSentByOther(asked: Asked): boolean {
  const site = asked.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin';
}

/**
 * The name of the session's cookie. Cookies don't tell ports apart (RFC 6265, section 8.5), so two hosts on one machine
 * would otherwise overwrite each other's.
 */
export function cookieName(port: number): string {
  return `debrief-${port}`;
}

/** The cookie that opens the link for this browser and nobody else: no script reads it, no other site has it sent. */
export function sessionCookie(port: number, secret: string): string {
  return `${cookieName(port)}=${secret}; Path=/rpc; HttpOnly; SameSite=Strict`;
}

/** The values of all cookies with this name. */
export function cookiesNamed(name: string, asked: Asked): string[] {
  return (asked.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .filter(([each, value]) => each === name && value !== undefined)
    .map(([, ...value]) => value.join('='));
}
