type Tls = Pick<typeof import('node:tls'), 'getCACertificates' | 'setDefaultCACertificates'>;

/**
 * Has Node trust whom the system trusts, a company's own certificate authority among them. A package does not heed
 * NODE_EXTRA_CA_CERTS, which goes with the fuse for NODE_OPTIONS: https://www.electronjs.org/docs/latest/tutorial/fuses
 */
export function trustSystem(tls: Tls): void {
  try {
    const trusted = new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]);
    tls.setDefaultCACertificates([...trusted]);
  } catch {
    // The system's store can't be read: what Node brings has to do.
  }
}

/** A fetch that has Node trust the system before its first request: reading the system's store takes a while. */
export function trustingFetch(fetch: typeof globalThis.fetch, tls: Tls): typeof globalThis.fetch {
  let trusts = false;
  return (input, init) => {
    if (!trusts) trustSystem(tls);
    trusts = true;
    return fetch(input, init);
  };
}
