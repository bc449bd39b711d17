/** Who hears of a signal: what has to finish something first holds it, and the last holder hears of it. */

export const HELD_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
export type HeldSignal = (typeof HELD_SIGNALS)[number];

type Heard = (signal: HeldSignal) => void;

interface Source {
  on(signal: HeldSignal, heard: Heard): unknown;
  off(signal: HeldSignal, heard: Heard): unknown;
}

interface Holder {
  readonly signals: readonly HeldSignal[];
  readonly heard: Heard;
}

/** With nobody holding it, a signal does to the process what it does to any. */
export class SignalHolders {
  private readonly source: Source;
  private holders: readonly Holder[] = [];

  /** @param source the process */
  constructor(source: Source) {
    this.source = source;
  }

  /** Gives these signals to `heard`, until it is disposed of. */
  hold(signals: readonly HeldSignal[], heard: Heard): Disposable {
    const holder = { signals, heard };
    this.change([...this.holders, holder]);
    return { [Symbol.dispose]: () => this.change(this.holders.filter((each) => each !== holder)) };
  }

  private change(holders: readonly Holder[]): void {
    for (const signal of HELD_SIGNALS) {
      const was = this.isHeld(signal);
      const is = holders.some((each) => each.signals.includes(signal));
      if (is && !was) this.source.on(signal, this.tell);
      if (was && !is) this.source.off(signal, this.tell);
    }
    this.holders = holders;
  }

  private isHeld(signal: HeldSignal): boolean {
    return this.holders.some((each) => each.signals.includes(signal));
  }

  private readonly tell: Heard = (signal) => {
    this.holders.findLast((each) => each.signals.includes(signal))?.heard(signal);
  };
}
