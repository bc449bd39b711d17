/** Tells of requests that were refused, so that an attack is seen, and in few lines, so that it can't fill a disk. */

/** Paths that mean something here. Any other may be anything, a secret among it, and is not repeated. */
const known: ReadonlySet<string> = new Set(['/', '/rpc', '/session']);
const collectMs = 10_000;
/** Kinds of refusals in one line: there are few of ours. */
const mostKinds = 16;

export class Refusals {
  readonly #write: (line: string) => void;
  readonly #counts = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  /** @param write is given one line, without its end */
  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  /** The first is told at once, and then what came in ten seconds together. Nothing of what was sent but these two. */
  note(status: number, path: string): void {
    const kind = `${status} for ${known.has(path) ? path : 'another path'}`;
    if (this.#counts.has(kind) || this.#counts.size < mostKinds)
      this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    if (this.#timer !== undefined) return;
    this.#tell();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#counts.size > 0) this.#tell();
    }, collectMs);
    this.#timer.unref();
  }

  /** Tells what is left. */
  close(): void {
    clearTimeout(this.#timer);
    if (this.#counts.size > 0) this.#tell();
  }

  #tell(): void {
    const kinds = [...this.#counts].map(([kind, count]) => (count === 1 ? kind : `${kind} (${count} times)`));
    this.#counts.clear();
    this.#write(`Refused: ${kinds.join(', ')}`);
  }
}
