/**
 * Whether a server can be reached, each by the root of its API: the last exchange with it is the proof, a cheap request
 * when there was none lately.
 */

/** Milliseconds for which the last proof is believed. */
const FRESH_MS = 30_000;
const PROBE_TIMEOUT_MS = 4_000;

export interface ConnectivityOptions {
  readonly nowMs: () => number;
  readonly fetch: typeof globalThis.fetch;
}

interface Proof {
  readonly online: boolean;
  readonly atMs: number;
}

export class Connectivity {
  private readonly options: ConnectivityOptions;
  private readonly proofs = new Map<string, Proof>();

  constructor(options: ConnectivityOptions) {
    this.options = options;
  }

  /** Any answer of a server, or that none came. */
  note(apiUrl: string, online: boolean): void {
    this.proofs.set(apiUrl, { online, atMs: this.options.nowMs() });
  }

  /** The network is another, or is back: no earlier proof says anything. */
  forget(): void {
    this.proofs.clear();
  }

  /**
   * Asks the server, unless the last proof is fresh. Any answer of it counts. Without a token: GitHub's docs say that this
   * address costs nothing of any quota.
   */
  async check(apiUrl: string): Promise<boolean> {
    const proof = this.proofs.get(apiUrl);
    if (proof !== undefined && this.options.nowMs() - proof.atMs < FRESH_MS) return proof.online;
    const online = await this.probe(apiUrl);
    this.note(apiUrl, online);
    return online;
  }

  private async probe(apiUrl: string): Promise<boolean> {
    try {
      const answer = await this.options.fetch(`${apiUrl}/rate_limit`, {
        redirect: 'manual',
        signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
      });
      // A network that asks to sign in answers with a page of its own.
      await answer.body?.cancel();
      return !(answer.headers.get('content-type') ?? '').startsWith('text/html');
    } catch {
      return false;
    }
  }
}
