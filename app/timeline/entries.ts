/** The entries of a timeline in their order, and every edit of them. */
import type { Certainty, Draft, Entry, Phase, Section } from '../draft.ts';
import { EXACT, replaceSection } from '../draft.ts';
import { DebriefError } from '../errors.ts';
import type { EntryId, SectionId } from '../ids.ts';
import { readEntryText, trimText } from './entry-text.ts';

const secondOf = (ms: number): number => Math.floor(ms / 1000);

/**
 * What is known of a moment's time, as it is kept: a range that ends in the second in which it begins is that moment.
 * @throws DebriefError entry.endsFirst for a range that ends before it begins
 */
export function checkCertainty(certainty: Certainty, atMs: number): Certainty {
  if (certainty.is !== 'range') return certainty;
  if (certainty.untilMs < atMs) throw new DebriefError('entry.endsFirst');
  if (secondOf(certainty.untilMs) > secondOf(atMs)) return certainty;
  return certainty.about ? { is: 'about' } : EXACT;
}

function isSameCertainty(one: Certainty, other: Certainty): boolean {
  if (one.is !== 'range' || other.is !== 'range') return one.is === other.is;
  return one.untilMs === other.untilMs && one.about === other.about;
}

/**
 * A new entry as a person logged it. A phase in the text itself ("**Detected:** …") counts where none was given.
 * @throws DebriefError entry.endsFirst
 */
export function makeEntry(
  id: EntryId,
  atMs: number,
  text: string,
  phase: Phase | null,
  certainty: Certainty = EXACT,
): Entry {
  const read = phase === null ? readEntryText(text) : { phase, text: trimText(text) };
  return {
    id,
    atMs,
    certainty: checkCertainty(certainty, atMs),
    text: read.text,
    phase: read.phase,
    headingSource: null,
    textSource: null,
  };
}

/**
 * The order key (UTC milliseconds) of each entry: its instant, or that of an earlier neighbour which the document puts
 * before it. Sorting by it, then by arrival, gives the document's order back, also where a report is out of order.
 */
export function orderKeys(entries: readonly Pick<Entry, 'atMs'>[]): readonly number[] {
  let latest = -Infinity;
  return entries.map((entry) => (latest = Math.max(latest, entry.atMs)));
}

/** Entries with one more in its place: by instant, and after those that were made before it. */
export function insertEntry<Timed extends Pick<Entry, 'atMs'>>(
  entries: readonly Timed[],
  entry: Timed,
): readonly Timed[] {
  const keys = orderKeys(entries);
  const place = keys.findIndex((key) => key > entry.atMs);
  return place < 0 ? [...entries, entry] : [...entries.slice(0, place), entry, ...entries.slice(place)];
}

/** The section that entries are logged into: the first timeline. @throws DebriefError timeline.missing */
export function timelineOf(draft: Pick<Draft, 'sections'>): Section {
  const found = draft.sections.find((section) => section.kind === 'timeline');
  if (found === undefined) throw new DebriefError('timeline.missing');
  return found;
}

/** The draft with an entry added to a timeline (the first one, unless named). @throws DebriefError timeline.missing */
export function addEntry(draft: Draft, entry: Entry, into: SectionId = timelineOf(draft).id): Draft {
  return replaceSection(draft, into, (section) => ({
    ...section,
    entries: insertEntry(section.entries, entry),
  }));
}

/**
 * The draft with entries added to a timeline, each in its place by instant; those of one instant in the order given.
 * @throws DebriefError timeline.missing
 */
export function addEntries(draft: Draft, entries: readonly Entry[], into: SectionId): Draft {
  const added = entries.toSorted((one, other) => one.atMs - other.atMs);
  return replaceSection(draft, into, (section) => {
    const keys = orderKeys(section.entries);
    let next = 0;
    const merged = section.entries.flatMap((entry, at) => {
      const start = next;
      while (next < added.length && (added[next]?.atMs ?? Infinity) < (keys[at] ?? Infinity)) next += 1;
      return [...added.slice(start, next), entry];
    });
    return { ...section, entries: [...merged, ...added.slice(next)] };
  });
}

/** Where an entry is. @throws DebriefError entry.unknown */
function sectionOfEntry(draft: Draft, id: EntryId): { readonly section: Section; readonly entry: Entry } {
  for (const section of draft.sections) {
    const entry = section.entries.find((each) => each.id === id);
    if (entry !== undefined) return { section, entry };
  }
  throw new DebriefError('entry.unknown', { id });
}

/** What can be changed of an entry; what is left out stays. */
export interface EntryChange {
  readonly atMs?: number;
  readonly certainty?: Certainty;
  readonly text?: string;
  readonly phase?: Phase | null;
}

/**
 * The draft with an entry changed, and moved where its time changed. A range that is moved keeps its length.
 * @throws DebriefError entry.unknown, entry.endsFirst
 */
export function editEntry(draft: Draft, id: EntryId, change: EntryChange): Draft {
  const { section, entry } = sectionOfEntry(draft, id);
  const atMs = change.atMs ?? entry.atMs;
  const said = makeEntry(
    id,
    atMs,
    change.text ?? entry.text,
    change.phase === undefined ? entry.phase : change.phase,
    change.certainty ?? movedBy(entry.certainty, atMs - entry.atMs),
  );
  const sameWords = said.text === entry.text && said.phase === entry.phase;
  const moved = said.atMs !== entry.atMs;
  if (sameWords && !moved && isSameCertainty(said.certainty, entry.certainty)) return draft;
  const next: Entry = {
    ...said,
    textSource: sameWords ? entry.textSource : null,
    headingSource: entry.headingSource,
  };
  return replaceSection(draft, section.id, (each) => ({
    ...each,
    entries: moved
      ? insertEntry(
          each.entries.filter((one) => one.id !== id),
          next,
        )
      : each.entries.map((one) => (one.id === id ? next : one)),
  }));
}

function movedBy(certainty: Certainty, ms: number): Certainty {
  return certainty.is === 'range' ? { ...certainty, untilMs: certainty.untilMs + ms } : certainty;
}

/** The draft without an entry. @throws DebriefError entry.unknown */
export function removeEntry(draft: Draft, id: EntryId): Draft {
  const { section } = sectionOfEntry(draft, id);
  return replaceSection(draft, section.id, (each) => ({
    ...each,
    entries: each.entries.filter((one) => one.id !== id),
  }));
}
