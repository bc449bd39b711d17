/** What an editor completes, asked of the core once in a while and not at each key. */
import type { CoreClient } from '../../app/contract.ts';
import type { Seen } from '../../app/seen.ts';

/** What was seen elsewhere shows after so many milliseconds. */
const FRESH_MS = 60_000;
const NOTHING: Seen = { issues: [], repos: [], people: [] };

export class SeenReferences {
  readonly #client: CoreClient;
  readonly #draft: string;
  readonly #nowMs: () => number;
  #asked: { readonly atMs: number; readonly answer: Promise<Seen> } | null = null;

  constructor(client: CoreClient, draft: string, nowMs: () => number) {
    this.#client = client;
    this.#draft = draft;
    this.#nowMs = nowMs;
  }

  /** What was seen before; nothing where the core does not answer: nobody is kept from typing by that. */
  async read(): Promise<Seen> {
    const nowMs = this.#nowMs();
    const asked = this.#asked;
    if (asked !== null && Math.abs(nowMs - asked.atMs) < FRESH_MS) return asked.answer;
    const answer = this.#client.references.seen({ id: this.#draft }).catch(() => {
      this.#asked = null;
      return NOTHING;
    });
    this.#asked = { atMs: nowMs, answer };
    return answer;
  }
}
