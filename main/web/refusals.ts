/** Tells of requests that were refused, so that an attack is seen, and in few lines, so that it can't fill a disk. */

/** Paths that mean something here. Any other may be anything, a secret among it, and is not repeated. */
const known: ReadonlySet<string> = new Set(['/', '/rpc', '/session']);
const collectMs = 10_000;
/** Kinds of refusals told at once: there are few of ours. */
const mostKinds = 16;

/** Requests that were refused alike. */
export interface Refused {
  /** HTTP status. */
  readonly status: number;
  /** One of ours; null for any other. */
  readonly path: string | null;
  readonly count: number;
}

/** One line, without its end. */
export function refusalLine(refused: readonly Refused[]): string {
  const kinds = refused.map(({ status, path, count }) => {
    const kind = `${status} for ${path ?? 'another path'}`;
    return count === 1 ? kind : `${kind} (${count} times)`;
  });
  return `Refused: ${kinds.join(', ')}`;
}

export class Refusals {
  readonly #tellOf: (refused: readonly Refused[]) => void;
  readonly #kinds = new Map<string, Refused>();
  #timer: NodeJS.Timeout | undefined;

  constructor(tellOf: (refused: readonly Refused[]) => void) {
    this.#tellOf = tellOf;
  }

  /** The first is told at once, and then what came in ten seconds together. Nothing of what was sent but these two. */
  note(status: number, path: string): void {
    const told = known.has(path) ? path : null;
    const kind = `${status} ${told}`;
    if (this.#kinds.has(kind) || this.#kinds.size < mostKinds)
      this.#kinds.set(kind, { status, path: told, count: (this.#kinds.get(kind)?.count ?? 0) + 1 });
    if (this.#timer !== undefined) return;
    this.#tell();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#kinds.size > 0) this.#tell();
    }, collectMs);
    this.#timer.unref();
  }

  /** Tells what is left. */
  close(): void {
    clearTimeout(this.#timer);
    if (this.#kinds.size > 0) this.#tell();
  }

  #tell(): void {
    const refused = [...this.#kinds.values()];
    this.#kinds.clear();
    this.#tellOf(refused);
  }
}
