/**
 * The draft: one post-mortem on this machine, as plain immutable values.
 *
 * Each part that was read from Markdown keeps the slice of text it was read from (`source`) until someone edits that
 * part. Rendering writes slices back as they stand, so that nothing a person wrote is ever reformatted.
 */
import { DebriefError } from './errors.ts';
import type { ActionId, DraftId, EntryId, SectionId } from './ids.ts';

/** What a moment meant, in the order in which an incident goes through them. */
export const PHASES = ['started', 'detected', 'responded', 'mitigated', 'resolved'] as const;
export type Phase = (typeof PHASES)[number];

export const ACTION_KINDS = ['process', 'documentation', 'technical'] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** An issue on GitHub. */
export interface IssueRef {
  /** OWNER/NAME */
  readonly repo: string;
  readonly number: number;
  readonly url: string;
}

/**
 * How well a moment is known.
 *
 * - `exact`: it was then.
 * - `about`: it was near then ("about 18:30").
 * - `range`: it went on, or happened, from then until `untilMs` ("8:20 - 8:24"); with `about`, near these two.
 * - `unknown`: some time between the entries around it ("time unknown").
 */
export type Certainty =
  | { readonly is: 'exact' }
  | { readonly is: 'about' }
  | { readonly is: 'range'; readonly untilMs: number; readonly about: boolean }
  | { readonly is: 'unknown' };

export const EXACT = { is: 'exact' } as const satisfies Certainty;

/** One moment of the timeline. */
export interface Entry {
  readonly id: EntryId;
  /** UTC milliseconds since the epoch. Where it is not known, an instant that only says where the entry stands. */
  readonly atMs: number;
  readonly certainty: Certainty;
  /** Markdown without the phase's lead-in; lines end in `\n`. Empty: a moment to be described later. */
  readonly text: string;
  readonly phase: Phase | null;
  /**
   * The slice its heading was read from: with the date's own heading before it, if there is one. Null if it was made
   * here. It is written again as long as it says the entry's time and, if it has a title, the beginning of its text.
   */
  readonly headingSource: string | null;
  /** The slice its text was read from, from its heading to the next one; null once edited here. */
  readonly textSource: string | null;
}

/** Something to do so that it does not happen again. */
export interface ActionItem {
  readonly id: ActionId;
  /** Markdown of the summary, without the link to its issue. */
  readonly text: string;
  /** Null where an imported report sorts its items in another way. */
  readonly kind: ActionKind | null;
  /** Where its issue is, or is to be filed: OWNER/NAME. */
  readonly repo: string | null;
  readonly issue: IssueRef | null;
  /** The slice of its own lines that it was read from; null once edited here. */
  readonly source: string | null;
  /** What stands between it and the next item, byte for byte: blank lines as a rule, prose at times. */
  readonly after: string;
}

export type SectionKind = 'prose' | 'timeline' | 'actions';

/** A heading of the draft and the Markdown under it. */
export interface Section {
  readonly id: SectionId;
  /** 1 to 6; 0 for what stands before the first heading. */
  readonly level: number;
  /** The heading's text, without its marks. */
  readonly name: string;
  readonly kind: SectionKind;
  /** For an action list: the kind of what is listed in it. */
  readonly actionKind: ActionKind | null;
  /** The slice of the heading, with its line end. Null for a heading made here: it is written from level and name. */
  readonly headingSource: string | null;
  /** What stands under the heading before its first entry or item, byte for byte. */
  readonly text: string;
  /** Guidance: shown greyed while the section is empty, never filed. */
  readonly guidance: string;
  readonly entries: readonly Entry[];
  readonly actions: readonly ActionItem[];
}

/** Where the draft's zone comes from; a report that names no zone has `assumed`, and its bare times are not read. */
export type ZoneSource = 'chosen' | 'declared' | 'assumed';

export interface Draft {
  readonly id: DraftId;
  readonly title: string;
  /** OWNER/NAME it is or will be filed in. */
  readonly repo: string | null;
  /**
   * The server that it will be filed on, by the host of its web addresses; null: that of whichever account is the default
   * one by then. Once it is filed, the issue's own address says where it is.
   */
  readonly host: string | null;
  readonly labels: readonly string[];
  /** IANA name (or a fixed offset as in +01:00) in which times are shown and written. */
  readonly zone: string;
  readonly zoneSource: ZoneSource;
  readonly sections: readonly Section[];
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** When the stopwatch was started; null if never. */
  readonly startedAtMs: number | null;
  /** When it was stopped; null while it runs. */
  readonly endedAtMs: number | null;
}

/** GitHub refuses longer titles with a 422 (`title is too long (maximum is 256 characters)`). */
export const MAX_TITLE = 256;
/** GitHub's limit for a label's name. */
const MAX_LABEL = 50;

/** GitHub's own rules for names: an owner has letters, digits and single hyphens; a repository also `.` and `_`. */
const REPO = /^[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9]))*(?:_[A-Za-z0-9]+)?\/[A-Za-z0-9._-]{1,100}$/;

/** The title on one line, without surrounding space. @throws DebriefError title.tooLong */
export function checkTitle(title: string): string {
  const oneLine = title.replace(/\s+/g, ' ').trim();
  const length = Array.from(oneLine).length;
  if (length > MAX_TITLE) throw new DebriefError('title.tooLong', { length });
  return oneLine;
}

/** OWNER/NAME as given, or null for none. @throws DebriefError repo.invalid */
export function checkRepo(repo: string | null): string | null {
  const trimmed = repo?.trim() ?? '';
  if (trimmed === '') return null;
  if (!REPO.test(trimmed) || /\/\.{1,2}$/.test(trimmed))
    throw new DebriefError('repo.invalid', { repo: trimmed });
  return trimmed;
}

/** Labels without doubles and surrounding space, in the order given. @throws DebriefError labels.invalid */
export function checkLabels(labels: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  for (const label of labels.map((each) => each.trim())) {
    if (label === '') continue;
    if (Array.from(label).length > MAX_LABEL || /[\r\n,]/.test(label))
      throw new DebriefError('labels.invalid', { label });
    // GitHub compares label names without case.
    const key = label.toLowerCase();
    if (!seen.has(key)) seen.set(key, label);
  }
  return [...seen.values()];
}

/** @throws DebriefError phase.unknown */
export function checkPhase(phase: string): Phase {
  const found = PHASES.find((each) => each === phase.toLowerCase());
  if (found === undefined) throw new DebriefError('phase.unknown', { phase });
  return found;
}

/** @throws DebriefError kind.unknown */
export function checkActionKind(kind: string): ActionKind {
  const found = ACTION_KINDS.find((each) => each === kind.toLowerCase());
  if (found === undefined) throw new DebriefError('kind.unknown', { kind });
  return found;
}

/** Every entry of the draft, section by section, in the order of the document. */
export function entriesOf(draft: Pick<Draft, 'sections'>): readonly Entry[] {
  return draft.sections.flatMap((section) => section.entries);
}

/** The entry that was made last of those that were made here, not read from a report; null if there is none. */
export function lastMadeHere(draft: Pick<Draft, 'sections'>): Entry | null {
  // Ids are in the order in which they were made (UUIDv7).
  const made = entriesOf(draft).filter((entry) => entry.headingSource === null && entry.textSource === null);
  return made.toSorted((a, b) => (a.id < b.id ? -1 : 1)).at(-1) ?? null;
}

/** Every action item of the draft in the order of the document. */
export function actionsOf(draft: Pick<Draft, 'sections'>): readonly ActionItem[] {
  return draft.sections.flatMap((section) => section.actions);
}

/** The draft with one section changed. */
export function replaceSection(draft: Draft, id: SectionId, change: (section: Section) => Section): Draft {
  return { ...draft, sections: draft.sections.map((each) => (each.id === id ? change(each) : each)) };
}

/**
 * The section a person means: its whole name, else the only one that begins so, case aside.
 * "Timeline" finds "Timeline (if relevant)".
 * @throws DebriefError section.unknown, section.ambiguous
 */
export function findSection<Named extends Pick<Section, 'level' | 'name'>>(
  sections: readonly Named[],
  name: string,
): Named {
  const wanted = name.trim().toLowerCase();
  const named = sections.filter((each) => each.level > 0);
  const exact = named.filter((each) => each.name.toLowerCase() === wanted);
  const found =
    exact.length > 0 ? exact.slice(0, 1) : named.filter((each) => each.name.toLowerCase().startsWith(wanted));
  const names = (found.length > 0 ? found : named).map((each) => each.name).join(', ');
  const [first, second] = found;
  if (first === undefined || wanted === '')
    throw new DebriefError('section.unknown', { section: name, names });
  if (second !== undefined) throw new DebriefError('section.ambiguous', { section: name, names });
  return first;
}
