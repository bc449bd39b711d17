/** The time of an entry while a person edits it: in words how well it is known, and the clocks that go with that. */
import type { Certainty } from '../../app/draft.ts';
import type { EntryView } from '../../app/views.ts';
import { timeline } from '../words.ts';
import { preciseTime } from './times.ts';

export const KNOWN = ['exact', 'about', 'range', 'aboutRange', 'unknown'] as const;
export type Known = (typeof KNOWN)[number];

type Time = Pick<EntryView, 'atMs' | 'certainty'>;

const DAY_MS = 86_400_000;
const words = timeline.editing;

function knownOf(certainty: Certainty): Known {
  return certainty.is === 'range' && certainty.about ? 'aboutRange' : certainty.is;
}

export class EntryTime {
  readonly #before: Time;
  readonly #zone: string;
  #known = $state<Known>('exact');
  #typed = $state<string | null>(null);
  #typedUntil = $state<string | null>(null);
  #problem = $state<string | null>(null);
  #untilProblem = $state<string | null>(null);

  /** @param zone of the clocks that are shown and typed */
  constructor(before: Time, zone: string) {
    this.#before = before;
    this.#zone = zone;
    this.#known = knownOf(before.certainty);
  }

  get known(): Known {
    return this.#known;
  }

  choose(known: Known): void {
    this.#known = known;
    this.#untilProblem = null;
  }

  get isRange(): boolean {
    return this.#known === 'range' || this.#known === 'aboutRange';
  }

  get from(): string {
    return this.#typed ?? preciseTime(this.#before.atMs, this.#zone);
  }

  set from(typed: string) {
    this.#typed = typed;
  }

  get until(): string {
    return this.#typedUntil ?? preciseTime(this.#untilMs, this.#zone);
  }

  set until(typed: string) {
    this.#typedUntil = typed;
  }

  /** What is wrong with the beginning. */
  get problem(): string | null {
    return this.#problem;
  }

  /** What is wrong with the end. */
  get untilProblem(): string | null {
    return this.#untilProblem;
  }

  get #untilMs(): number {
    const { atMs, certainty } = this.#before;
    return certainty.is === 'range' ? certainty.untilMs : atMs;
  }

  /** What was typed and chosen; null, and a word on why beside the field, where it is no time. */
  async read(): Promise<Time | null> {
    this.#problem = null;
    this.#untilProblem = null;
    const atMs = await this.#readOne(this.from, this.#before.atMs);
    if (typeof atMs === 'string') {
      this.#problem = atMs;
      return null;
    }
    if (!this.isRange) return { atMs, certainty: { is: this.#known } as Certainty };
    const untilMs = await this.#readUntil(atMs);
    if (typeof untilMs === 'number')
      return { atMs, certainty: { is: 'range', untilMs, about: this.#known === 'aboutRange' } };
    this.#untilProblem = untilMs;
    return null;
  }

  /** The end of the range: on the day of its beginning if no date is typed, or after the midnight that follows. */
  async #readUntil(atMs: number): Promise<number | string> {
    const isUntouched = this.until.trim() === preciseTime(this.#untilMs, this.#zone);
    if (isUntouched && this.#before.certainty.is === 'range' && this.#untilMs >= atMs) return this.#untilMs;
    const sameDay = await this.#readOne(this.until, atMs);
    if (typeof sameDay === 'string' || sameDay > atMs) return sameDay;
    if (sameDay === atMs || this.until.includes('-')) return words.endsFirst;
    return this.#readOne(this.until, atMs + DAY_MS);
  }

  async #readOne(typed: string, beforeMs: number): Promise<number | string> {
    if (typed.trim() === preciseTime(beforeMs, this.#zone)) return beforeMs;
    // What knows the world's clocks is large, and only needed here.
    const { readTypedTime } = await import('./typed-time.ts');
    const read = readTypedTime(typed, beforeMs, this.#zone);
    if (typeof read === 'number') return read;
    return read === 'not-a-time' ? words.notATime : words.noSuchTime(this.#zone);
  }
}
