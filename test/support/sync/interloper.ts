/** Somebody who acts in the very moment between a read and the write that relies on it. */

type Fetch = typeof globalThis.fetch;

/** Stands between a machine and the stand-in. Does nothing until it is told what. */
export class Interloper {
  private act: (() => unknown) | null = null;
  private method = '';

  /** What to do right before the next request with that method, once. */
  before(method: 'PATCH' | 'POST' | 'DELETE', act: () => unknown): void {
    this.method = method;
    this.act = act;
  }

  /** Nothing any more. */
  leave(): void {
    this.act = null;
  }

  /** For `network` of an installation. */
  readonly network =
    (through: Fetch): Fetch =>
    async (input, init) => {
      const { act } = this;
      if (act !== null && init?.method === this.method) {
        this.act = null;
        await act();
      }
      return through(input, init);
    };
}
