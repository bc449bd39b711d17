/**
 * An entry that is logged is shown without the draft being read again, which takes long where it has thousands. What else
 * changed with it, as the text of the timeline and what waits for GitHub, is read once nobody is logging.
 */

/** How long after the last line that is, in milliseconds. */
export const CATCH_UP_MS = 2000;

export class CatchUp {
  readonly #isLogging: () => boolean;
  readonly #read: () => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param read reads the draft again */
  constructor(isLogging: () => boolean, read: () => Promise<void>) {
    this.#isLogging = isLogging;
    this.#read = read;
  }

  soon(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#isLogging()) this.soon();
      // If the core can't be reached, all is read again when it can.
      else void this.now().catch(() => undefined);
    }, CATCH_UP_MS);
  }

  /** Reads at once, if there is anything to catch up with. @throws what the core answers */
  async now(): Promise<void> {
    if (this.#timer === null) return;
    this.done();
    await this.#read();
  }

  /** All was read by other means. */
  done(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
