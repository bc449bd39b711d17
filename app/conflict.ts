/**
 * A conflict as a person meets it: the places where both sides changed the same words, each with its three texts, in a
 * draft that is merged everywhere else; and what becomes of the draft by their choices.
 */
import { diffLines } from 'diff';

import { checkTitle, MAX_TITLE } from './draft.ts';
import { lineEndOf } from './merge/body.ts';
import { compareTexts, joinMarks } from './merge/marks.ts';
import type { Run } from './merge/marks.ts';
import { parseText, pathTo } from './merge/outline.ts';
import { byContent } from './merge/three-way.ts';
import type { ConflictChoice } from './merge.ts';
import { mergeBodies, mergeTitle, resolveConflicts } from './merge.ts';
import type { Version } from './sync.ts';

/** What both sides came from, and what each made of it. A side that deleted it has the empty text. */
export interface ThreeTexts {
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

/** Whole lines of the body that a person has to choose between. */
export interface Clash extends ThreeTexts {
  /** The headings that it lies under, the outermost first, and its own where it begins with one. */
  readonly path: readonly string[];
  /** Offsets of `mine` in the merged body, in UTF-16 code units. */
  readonly from: number;
  readonly to: number;
}

export interface DraftConflict {
  /** Null where the titles merge by themselves. */
  readonly title: ThreeTexts | null;
  /** In the order of the body. */
  readonly clashes: readonly Clash[];
  /** All that is merged already; where there is something to choose, mine. */
  readonly merged: Pick<Version, 'title' | 'body'>;
}

/** One choice for each thing there is to choose. */
export interface Choices {
  readonly title: ConflictChoice | null;
  readonly clashes: readonly ConflictChoice[];
}

/**
 * What there is to choose between three versions: nothing, where they merge by themselves.
 * @param restored where a part of a long report was deleted on GitHub: the body there, with that part put back. What was
 * deleted is a place to choose then, though nobody here touched it
 */
export function conflictBetween(
  base: Version,
  mine: Version,
  theirs: Version,
  restored: string | null = null,
): DraftConflict {
  const title = mergeTitle(base.title, mine.title, theirs.title);
  const body = mergeBodies(base.body, mine.body, restored ?? theirs.body);
  const parsed = parseText(body.text, null);
  const found = (body.clean ? [] : body.conflicts).map(({ section: _section, ...place }) => place);
  const deleted = restored === null ? [] : deletedIn(body.text, restored, theirs.body);
  const clashes = [...found, ...deleted.filter((place) => !found.some((each) => overlap(each, place)))]
    .sort((a, b) => a.from - b.from)
    .map((clash): Clash => ({
      ...clash,
      path: pathTo(parsed, clash.from, clash.mine || clash.theirs || clash.base),
    }));
  return {
    title: title.clean ? null : { base: base.title, mine: mine.title, theirs: theirs.title },
    clashes,
    merged: { title: title.clean ? title.value : mine.title, body: body.text },
  };
}

type Place = Omit<Clash, 'path'>;

/** The places of a text whose lines were taken out between two others. Those that are not there word for word stay. */
function deletedIn(text: string, before: string, after: string): readonly Place[] {
  return diffLines(before, after)
    .filter(({ removed, value }) => removed && value.trim() !== '')
    .flatMap(({ value }): readonly Place[] => {
      const from = text.indexOf(value);
      return from < 0 ? [] : [{ base: value, mine: value, theirs: '', from, to: from + value.length }];
    });
}

function overlap(a: Place, b: Place): boolean {
  return a.from < b.to && b.from < a.to;
}

/** The same choice for everything. */
export function chooseAll(conflict: DraftConflict, choice: 'mine' | 'theirs' | 'both'): Choices {
  return {
    title: conflict.title === null ? null : choice,
    clashes: conflict.clashes.map(() => choice),
  };
}

/**
 * Title and body by a person's choices; what was merged already is in them whatever was chosen.
 * @throws RangeError if the choices are not one for each thing to choose; DebriefError title.tooLong
 */
export function settle(conflict: DraftConflict, choices: Choices): Pick<Version, 'title' | 'body'> {
  if ((conflict.title === null) !== (choices.title === null))
    throw new RangeError('a choice of title too many or too few');
  const { clashes, merged } = conflict;
  const conflicts = clashes.map((clash) => ({ ...clash, section: clash.path.at(-1) ?? '' }));
  return {
    title:
      conflict.title === null || choices.title === null
        ? merged.title
        : chosenTitle(conflict.title, choices.title),
    body: resolveConflicts(
      conflicts.length === 0
        ? { clean: true, text: merged.body }
        : { clean: false, text: merged.body, conflicts },
      choices.clashes,
    ),
  };
}

/**
 * What a choice makes of the title. Both are one after the other, in the order that every machine takes, as far as
 * GitHub takes them.
 * @throws DebriefError title.tooLong
 */
export function chosenTitle({ mine, theirs }: ThreeTexts, choice: ConflictChoice): string {
  if (choice === 'mine') return mine;
  if (choice === 'theirs') return theirs;
  if (typeof choice === 'object') return checkTitle(choice.text);
  const both = [mine, theirs].sort(byContent).join(' / ');
  return Array.from(both).slice(0, MAX_TITLE).join('');
}

/** What a choice makes of one clash, for a person to see before they take it. List numbers are put right by `settle`. */
export function chosenText({ base, mine, theirs }: ThreeTexts, choice: ConflictChoice): string {
  const conflict = { base, mine, theirs, section: '', from: 0, to: mine.length };
  return resolveConflicts({ clean: false, text: mine, conflicts: [conflict] }, [choice]);
}

/** A text without the blank lines around it: they part it from its neighbours, and say nothing to a person. */
export function withoutBlankEnds(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}

/**
 * What a person wrote in the place of a clash, as a choice: with the line ends of the body, and the blank lines that
 * part it from what is around it.
 */
export function ownWords(
  { merged }: DraftConflict,
  { mine, theirs }: ThreeTexts,
  written: string,
): ConflictChoice {
  const said = withoutBlankEnds(written.replace(/\r\n?/g, '\n'));
  if (said === '') return { text: '' };
  const like = mine || theirs;
  const before = /^(?:[^\S\n]*\n)*/.exec(like)?.[0] ?? '';
  const after = like.slice(like.trimEnd().length);
  return { text: before + said.replaceAll('\n', lineEndOf(merged.body)) + after };
}

/** Three texts with the words marked in which they differ. */
export interface MarkedTexts {
  readonly base: readonly Run[];
  readonly mine: readonly Run[];
  readonly theirs: readonly Run[];
}

/** Marks on each side what is not in the base, and in the base what either side took out. */
export function markTexts({ base, mine, theirs }: ThreeTexts): MarkedTexts {
  // Where there was nothing before, what the two have in common says more than that all of it is new.
  if (base.trim() === '') {
    const { base: left, side: right } = compareTexts(mine, theirs);
    return { base: plain(base), mine: left, theirs: right };
  }
  // A side that took it all out is told in words; all of the base being marked would hide what the other changed.
  const [one, other] = [mine, theirs].map((side) => (side.trim() === '' ? null : compareTexts(base, side)));
  const marked = [one, other].flatMap((each) => (each === null || each === undefined ? [] : [each.base]));
  return {
    base: marked.reduce<readonly Run[]>(joinMarks, plain(base)),
    mine: one?.side ?? plain(mine),
    theirs: other?.side ?? plain(theirs),
  };
}

function plain(text: string): readonly Run[] {
  return text === '' ? [] : [{ text, isMarked: false }];
}
