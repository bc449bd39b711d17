/** Edits of whole sections, and finding the parts of a draft again in a text that came back from elsewhere. */
import type { ActionItem, Draft, Entry, Section } from './draft.ts';
import { DebriefError } from './errors.ts';
import type { NewId, SectionId } from './ids.ts';
import { parseBody } from './markdown/parse.ts';
import { lineEndOf, renderBody } from './markdown/render.ts';
import { shownTime } from './timeline/write-heading.ts';
import { rewriteZone } from './timeline/zone-line.ts';
import { checkZone } from './zones.ts';

/** Takes each old part at most once, by the first of several keys that agree. */
class Pool<Part> {
  private readonly left = new Set<Part>();
  private readonly byKey = new Map<string, Part[]>();
  private readonly keysOf: (part: Part) => readonly string[];

  constructor(parts: readonly Part[], keysOf: (part: Part) => readonly string[]) {
    this.keysOf = keysOf;
    for (const part of parts) {
      this.left.add(part);
      for (const key of keysOf(part)) this.byKey.set(key, [...(this.byKey.get(key) ?? []), part]);
    }
  }

  /** Pairs every new part with an old one: all that agree on the strongest key first. */
  pair(news: readonly Part[]): ReadonlyMap<Part, Part> {
    const pairs = new Map<Part, Part>();
    const ranks = Math.max(0, ...news.map((part) => this.keysOf(part).length));
    for (let rank = 0; rank < ranks; rank += 1) {
      for (const part of news) {
        if (pairs.has(part)) continue;
        const old = this.byKey.get(this.keysOf(part)[rank] ?? '')?.find((each) => this.left.has(each));
        if (old === undefined) continue;
        pairs.set(part, old);
        this.left.delete(old);
      }
    }
    return pairs;
  }
}

/** An entry's time as its heading shows it. */
function timeKey(entry: Entry, zone: string): string {
  if (entry.certainty.is === 'unknown') return 'unknown';
  const { atMs, certainty } = shownTime(entry, zone);
  return JSON.stringify([atMs, certainty]);
}

/** A heading shows minutes, and nothing of an unknown time: the rest is kept here as long as it shows the same. */
function carryTime(
  old: Entry,
  read: Entry,
  next: Entry | undefined,
  zone: string,
): Pick<Entry, 'atMs' | 'certainty'> {
  if (timeKey(old, zone) !== timeKey(read, zone)) return read;
  const isInPlace = old.atMs >= read.atMs && (next === undefined || old.atMs <= next.atMs);
  return old.certainty.is === 'unknown' && !isInPlace ? read : old;
}

function carryEntries(olds: readonly Entry[], news: readonly Entry[], zone: string): readonly Entry[] {
  const pairs = new Pool(olds, (entry) => [
    `1${timeKey(entry, zone)} ${entry.phase} ${entry.text}`,
    `2${entry.phase} ${entry.text}`,
    `3${timeKey(entry, zone)}`,
  ]).pair(news);
  return news.map((entry, index): Entry => {
    const old = pairs.get(entry);
    if (old === undefined) return entry;
    const { atMs, certainty } = carryTime(old, entry, news[index + 1], zone);
    return { ...entry, id: old.id, atMs, certainty };
  });
}

function carryActions(olds: readonly ActionItem[], news: readonly ActionItem[]): readonly ActionItem[] {
  const link = (item: ActionItem): string =>
    item.issue === null ? '' : `${item.issue.repo}#${item.issue.number}`;
  const pairs = new Pool(olds, (item) => [
    `1${link(item)} ${item.text}`,
    ...(item.issue === null ? [] : [`2${link(item)}`]),
    `3${item.text}`,
  ]).pair(news);
  return news.map((item): ActionItem => {
    const old = pairs.get(item);
    return old === undefined
      ? item
      : { ...item, id: old.id, repo: item.issue === null ? old.repo : item.repo };
  });
}

/**
 * Sections read from a text, with what the draft knows beyond the text: the ids of parts that are still there, the
 * milliseconds of entries, where an action item is to be filed, the guidance.
 */
export function carryOver(
  olds: readonly Section[],
  news: readonly Section[],
  zone: string,
): readonly Section[] {
  const pairs = new Pool(olds, (section) => [
    `1${section.level} ${section.name} ${section.text}`,
    `2${section.name}`,
  ]).pair(news);
  const entries = carryEntries(
    olds.flatMap((each) => each.entries),
    news.flatMap((each) => each.entries),
    zone,
  );
  const actions = carryActions(
    olds.flatMap((each) => each.actions),
    news.flatMap((each) => each.actions),
  );
  let entryAt = 0;
  let actionAt = 0;
  return news.map((section): Section => {
    const old = pairs.get(section);
    const carried = {
      ...section,
      id: old?.id ?? section.id,
      guidance: old?.guidance ?? section.guidance,
      entries: entries.slice(entryAt, entryAt + section.entries.length),
      actions: actions.slice(actionAt, actionAt + section.actions.length),
    };
    entryAt += section.entries.length;
    actionAt += section.actions.length;
    return carried;
  });
}

/** The zone for reading the draft's own text again: none as long as nobody has said which it is. */
export function readingZone(draft: Pick<Draft, 'zone' | 'zoneSource'>): string | null {
  return draft.zoneSource === 'assumed' ? null : draft.zone;
}

/** The draft with its whole body replaced by a text; parts that are still there keep their ids. */
export function replaceBody(draft: Draft, body: string, newId: NewId): Draft {
  const parsed = parseBody(body, { newId, zone: readingZone(draft) });
  const zone = parsed.declaredZone?.zone ?? draft.zone;
  const zoneSource = parsed.declaredZone === null ? draft.zoneSource : 'declared';
  return { ...draft, zone, zoneSource, sections: carryOver(draft.sections, parsed.sections, zone) };
}

/**
 * The draft with everything under one heading replaced by what a person wrote there. A heading in the text begins a
 * section of its own, a time heading in a timeline an entry, a list item in an action list an item.
 * @throws DebriefError section.unknown
 */
export function setSectionText(draft: Draft, id: SectionId, text: string, newId: NewId): Draft {
  const index = draft.sections.findIndex((each) => each.id === id);
  const section = draft.sections[index];
  if (section === undefined) throw new DebriefError('section.unknown', { section: id, names: '' });
  const eol = lineEndOf(draft.sections);
  const trimmed = text
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
    .replaceAll('\n', eol);
  const last = index === draft.sections.length - 1;
  const above = section.level === 0 ? '' : eol;
  const content = trimmed === '' ? (last ? '' : eol) : above + trimmed + eol + (last ? '' : eol);
  const cleared: Section = { ...section, text: content, entries: [], actions: [] };
  const sections = draft.sections.map((each, at) => (at === index ? cleared : each));
  return replaceBody(draft, renderBody({ ...draft, sections }), newId);
}

/**
 * The draft with its times shown and written in another zone: the instants stay, every heading follows, and the zone
 * line names the new one. Where the zone was not known before, times that could not be read are read now.
 * @throws DebriefError zone.unknown
 */
export function setZone(draft: Draft, zone: string, newId: NewId): Draft {
  const chosen = checkZone(zone);
  const sections = draft.sections.map((section): Section => {
    if (section.kind !== 'timeline') return section;
    const text = rewriteZone(section.text, chosen);
    return text === section.text ? section : { ...section, text };
  });
  const zoned: Draft = { ...draft, zone: chosen, zoneSource: 'chosen', sections };
  return draft.zoneSource === 'assumed' ? replaceBody(zoned, renderBody(draft), newId) : zoned;
}
