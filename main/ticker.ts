/** Something that a host which stays does again and again. */
export class Ticker {
  private readonly work: () => void;
  private readonly everyMs: number;
  private timer: NodeJS.Timeout | null = null;

  /** @param everyMs milliseconds from one time to the next */
  constructor(work: () => void, everyMs: number) {
    this.work = work;
    this.everyMs = everyMs;
  }

  start(): void {
    this.timer ??= setInterval(() => this.tick(), this.everyMs);
  }

  /** Does it now, too. */
  tick(): void {
    this.work();
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}
