/** Writes the entries of a timeline: slices as they were read, and what was made or edited here in the shortest form. */
import type { Draft, Entry, Section } from '../draft.ts';
import { writeEntryText, writeTitledText } from '../timeline/entry-text.ts';
import type { HeadingContext, TimeReading } from '../timeline/read-heading.ts';
import { readTimeHeading, titleOf } from '../timeline/read-heading.ts';
import { saysTime, writeTimeHeading } from '../timeline/write-heading.ts';
import type { ZoneMeaning } from '../zones.ts';
import { headingsOf } from './blocks.ts';
import type { BodyWriter } from './body-writer.ts';
import { containEntry, hideTimes } from './contain.ts';
import { zoneDeclaredIn } from './parse.ts';

const BLANK = /^\s*$/;

type Title = Pick<TimeReading, 'title' | 'tail'>;
const NO_TITLE: Title = { title: '', tail: '' };

/** The zone in which someone else who reads this timeline would take its bare times; null if they could not know. */
function zoneForReaders(draft: Pick<Draft, 'zone' | 'zoneSource'>, section: Section): ZoneMeaning | null {
  const intro = section.text.slice(0, headingsOf(section.text)[0]?.from);
  const declared = zoneDeclaredIn(section.name, intro);
  if (declared !== null || draft.zoneSource === 'assumed') return declared;
  return { zone: draft.zone, offsetMinutes: null };
}

/** What stands in and under the heading of an entry. */
interface Layout {
  /** The title in the heading, with what stands between it and the time. */
  readonly tail: string;
  readonly under: string;
  /** What is under the heading is not as it was read. */
  readonly isOurs: boolean;
}

class TimelineWriter {
  private readonly draft: Pick<Draft, 'zone' | 'zoneSource'>;
  private readonly section: Section;
  private readonly zone: ZoneMeaning | null;
  private readonly eol: string;
  private previous: TimeReading | null = null;

  constructor(draft: Pick<Draft, 'zone' | 'zoneSource'>, section: Section, eol: string) {
    this.draft = draft;
    this.section = section;
    this.zone = zoneForReaders(draft, section);
    this.eol = eol;
  }

  write(writer: BodyWriter, entry: Entry): void {
    const names = entry.headingSource === null ? [] : headingsOf(entry.headingSource).map(({ name }) => name);
    const title = titleOf(names.at(-1) ?? '');
    const layout = this.layOut(entry, title);
    // Before another time heading a date alone is only the date of that one.
    const standsAlone = !BLANK.test(layout.under) || entry === this.section.entries.at(-1);
    const kept = layout.tail === title.tail ? this.readSlice(names, entry, standsAlone) : null;
    if (kept === null) this.writeAnew(writer, entry, layout, standsAlone);
    else {
      this.previous = kept;
      writer.heading(entry.headingSource, '');
      this.writeUnder(writer, layout, this.draft.zoneSource === 'chosen');
    }
  }

  /**
   * A heading in a slice that had more than one reading, and so is no entry, must not get one by the entry's new time or
   * the draft's new zone.
   */
  private writeUnder(writer: BodyWriter, { under, isOurs }: Layout, isMoved: boolean): void {
    writer.under(isOurs || !isMoved ? under : this.hideTimes(under), isOurs);
  }

  /** What stands before the first entry. */
  writeIntro(writer: BodyWriter): void {
    const { text } = this.section;
    writer.under(this.draft.zoneSource === 'chosen' ? this.hideTimes(text) : text, false);
  }

  private hideTimes(slice: string): string {
    return hideTimes(slice, (name) => readTimeHeading(name, this.context) !== null);
  }

  private writeAnew(writer: BodyWriter, entry: Entry, layout: Layout, standsAlone: boolean): void {
    const { atMs, certainty } = entry;
    const wanted = { atMs, certainty, zone: this.draft.zone, tail: layout.tail, standsAlone };
    const heading = writeTimeHeading(wanted, this.context);
    if (heading === null) {
      if (layout.tail === '') throw new RangeError(`no heading says ${JSON.stringify({ atMs, certainty })}`);
      // No form of the time goes with the title: it moves under the heading.
      const untitled = this.layOut({ ...entry, textSource: null }, NO_TITLE);
      this.writeAnew(writer, entry, untitled, standsAlone);
      return;
    }
    this.previous = heading.reading;
    writer.heading(null, `${'#'.repeat(Math.min(this.section.level + 1, 6))} ${heading.text}`);
    this.writeUnder(writer, layout, true);
  }

  /** An entry keeps its title in its heading as long as its text begins with it. */
  private layOut(entry: Entry, { title, tail }: Title): Layout {
    if (entry.textSource !== null) return { tail, under: entry.textSource, isOurs: false };
    const titled = writeTitledText(title, entry);
    const text = containEntry(titled ?? writeEntryText(entry), this.section.level).replaceAll('\n', this.eol);
    const under = text === '' ? '' : this.eol + text + this.eol;
    return { tail: titled === null ? '' : tail, under, isOurs: true };
  }

  /** What the slice of the heading says in its place, or null if it has to be written anew. */
  private readSlice(names: readonly string[], entry: Entry, standsAlone: boolean): TimeReading | null {
    let { previous } = this;
    let reading: TimeReading | null = null;
    for (const name of names) {
      reading = readTimeHeading(name, { zone: this.zone, previous });
      if (reading === null) return null;
      previous = reading;
    }
    if (reading === null || (reading.isDateOnly && !standsAlone)) return null;
    return saysTime(reading, entry, this.draft.zone) ? reading : null;
  }

  private get context(): HeadingContext {
    return { zone: this.zone, previous: this.previous };
  }
}

/** Writes what stands under the heading of a timeline. @param eol the document's line end */
export function writeTimeline(
  writer: BodyWriter,
  draft: Pick<Draft, 'zone' | 'zoneSource'>,
  section: Section,
  eol: string,
): void {
  const timeline = new TimelineWriter(draft, section, eol);
  timeline.writeIntro(writer);
  for (const entry of section.entries) timeline.write(writer, entry);
}
