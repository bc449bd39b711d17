/** Whether GitHub can be reached: the last exchange is the proof, a cheap request when there was none lately. */

/** Milliseconds for which the last proof is believed. */
const FRESH_MS = 30_000;
const PROBE_TIMEOUT_MS = 4_000;

export interface ConnectivityOptions {
  readonly nowMs: () => number;
  readonly fetch: typeof globalThis.fetch;
}

export class Connectivity {
  private readonly options: ConnectivityOptions;
  private proof: { readonly online: boolean; readonly atMs: number } | null = null;

  constructor(options: ConnectivityOptions) {
    this.options = options;
  }

  /** What is known without asking. Nothing known counts as online, so that the first exchange is tried. */
  get online(): boolean {
    return this.proof?.online ?? true;
  }

  /** Any answer of GitHub, or that none came. */
  note(online: boolean): void {
    this.proof = { online, atMs: this.options.nowMs() };
  }

  /**
   * Asks GitHub, unless the last proof is fresh. Any answer of it counts. Without a token: GitHub's docs say that this
   * address costs nothing of any quota.
   */
  async check(apiUrl: string): Promise<boolean> {
    if (this.proof !== null && this.options.nowMs() - this.proof.atMs < FRESH_MS) return this.proof.online;
    try {
      const answer = await this.options.fetch(`${apiUrl}/rate_limit`, {
        redirect: 'manual',
        signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
      });
      // A network that asks to sign in answers with a page of its own.
      await answer.body?.cancel();
      this.note(!(answer.headers.get('content-type') ?? '').startsWith('text/html'));
    } catch {
      this.note(false);
    }
    return this.online;
  }
}
