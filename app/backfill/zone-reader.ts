/** Which zone the times of a text are in: that of the time itself, that which was declared or chosen, or a question. */
import { DebriefError } from '../errors.ts';
import type { WrittenPoint } from '../timeline/written-time.ts';
import type { ZoneMeaning } from '../zones.ts';
import { checkZone, formatOffset, readZone, toInstants, toLocal } from '../zones.ts';
import type { LocalTime } from '../zones.ts';
import type { PossibleAnswer, ReadOptions } from './model.ts';
import type { Known, Questions } from './questions.ts';
import { zoneChoices } from './zones.ts';

/** What a zone is known by, and the key of the question about it. */
interface Zone {
  readonly meaning: ZoneMeaning;
  readonly key: string;
}

/** A zone as a person may answer it; null if it is none. */
function zoneAnswered(answer: string): ZoneMeaning | null {
  if (answer === '') return null;
  const meaning = readZone(answer);
  if (meaning !== null) return meaning;
  try {
    return { zone: checkZone(answer), offsetMinutes: null };
  } catch (error) {
    if (error instanceof DebriefError) return null;
    throw error;
  }
}

/** The name without brackets around it and marks behind it. */
function zoneName(written: string): string {
  return written
    .replace(/^\((.*)\)$/, '$1')
    .replace(/[.,;:*_]+$/, '')
    .trim();
}

const placeOption = (zone: string): PossibleAnswer => ({ value: zone, says: 'the clocks of this place' });

export class ZoneReader {
  private readonly questions: Questions;
  private readonly options: ReadOptions;
  private declared: string | null = null;
  private inherited: Zone | null = null;

  constructor(questions: Questions, options: ReadOptions) {
    this.questions = questions;
    this.options = options;
  }

  /** From here on the text's own times are in this zone. */
  declare(name: string): void {
    this.declared = name;
  }

  /** The zone of a time: its own for both ends of a range, unless each has one. */
  of(from: WrittenPoint, until: WrittenPoint | null): Known<Zone> {
    const own = from.zone ?? until?.zone ?? null;
    if (own === null) return this.ofBare();
    const zone = this.named(own);
    if ('is' in zone) this.inherited = zone.is;
    return zone;
  }

  /**
   * The zone of a time that a person gave for a line: it holds for that line alone.
   * @param written what the line names itself: that holds for the lines after it
   */
  ofTold(told: WrittenPoint, written: WrittenPoint | undefined): Known<Zone> {
    this.inherited = this.known(written?.zone ?? null) ?? this.inherited;
    return told.zone === null ? this.ofBare() : this.named(told.zone);
  }

  /** The zone of a time that names none, if nothing has to be asked first. */
  get ofNext(): Zone | null {
    const { zone } = this.options;
    if (zone !== undefined) return { meaning: { zone, offsetMinutes: null }, key: 'zone' };
    if (this.declared !== null) return this.known(this.declared);
    if (this.inherited !== null) return this.inherited;
    const answered = zoneAnswered(this.questions.answers['zone'] ?? '');
    return answered === null ? null : { meaning: answered, key: 'zone' };
  }

  private ofBare(): Known<Zone> {
    const known = this.ofNext;
    if (known !== null) return { is: known };
    if (this.declared !== null) return this.named(this.declared);
    const suggested = this.options.suggest?.zone;
    const key = this.questions.ask({
      key: 'zone',
      asks: 'No zone is named for these times. Which one are they in?',
      options: suggested === undefined ? [] : [{ value: suggested, says: 'the zone of the draft' }],
      takes: 'zone',
    });
    return { asks: [key] };
  }

  /** What a name of a zone means, if that needs no question. */
  private known(written: string | null): Zone | null {
    if (written === null) return null;
    const name = zoneName(written);
    const key = `zone:${name}`;
    const meaning = zoneAnswered(this.questions.answers[key] ?? '') ?? readZone(name);
    return meaning === null ? null : { meaning, key };
  }

  /** What a name of a zone means. */
  named(written: string): Known<Zone> {
    const known = this.known(written);
    if (known !== null) return { is: known };
    const name = zoneName(written);
    const key = `zone:${name}`;
    const options = zoneChoices(name).map(placeOption);
    const asks =
      options.length > 1
        ? `"${name}" has several meanings. Which one is meant?`
        : `"${name}" is not a zone that is known here. Which one is meant?`;
    const word = { value: 'word', says: 'no zone, but a word of the text' };
    const isWord = /^[A-Z]{3,5}$/.test(name) && written !== this.declared;
    this.questions.ask({ key, asks, options: isWord ? [...options, word] : options, takes: 'zone' });
    return { asks: [key] };
  }

  /**
   * The instants (UTC milliseconds) of a local time. PST in July is asked about: the name and the clocks of its place
   * don't agree then.
   */
  instants(local: LocalTime, { meaning, key }: Zone): Known<readonly number[]> {
    const { zone, offsetMinutes } = meaning;
    const all = toInstants(local, zone);
    const fitting = all.filter(
      (atMs) => offsetMinutes === null || toLocal(atMs, zone).offsetMinutes === offsetMinutes,
    );
    if (offsetMinutes === null || fitting.length > 0 || all.length === 0) return { is: fitting };
    const name = key.replace(/^zone:/, '');
    const offset = formatOffset(offsetMinutes);
    this.questions.ask({
      key,
      asks: `"${name}" is UTC${offset}, but clocks in ${zone} showed another time on ${local.date}. Which one is meant?`,
      options: [placeOption(zone), { value: offset, says: `always UTC${offset}, as the name says` }],
      takes: 'zone',
    });
    return { asks: [key] };
  }
}
