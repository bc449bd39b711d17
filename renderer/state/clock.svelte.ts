/** The time of day as something that the page can show. It ticks, on the second, only while it is shown. */
import { createSubscriber } from 'svelte/reactivity';

export class Clock {
  readonly #readMs: () => number;
  readonly #subscribe: () => void;

  /** @param readMs the wall clock, in UTC milliseconds */
  constructor(readMs: () => number) {
    this.#readMs = readMs;
    this.#subscribe = createSubscriber((update) => {
      let timer: ReturnType<typeof setTimeout>;
      const tick = (): void => {
        timer = setTimeout(
          () => {
            update();
            tick();
          },
          1000 - (this.#readMs() % 1000),
        );
      };
      tick();
      return () => clearTimeout(timer);
    });
  }

  /** Now, in UTC milliseconds. What reads this is brought up to date every second. */
  get nowMs(): number {
    this.#subscribe();
    return this.#readMs();
  }

  /** Now, in UTC milliseconds, once. */
  readMs(): number {
    return this.#readMs();
  }
}
