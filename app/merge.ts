/**
 * Three-way merge of what an issue holds: the base both sides last agreed on, mine, and theirs.
 *
 * - A side that changed nothing takes the other side's text, byte for byte; both the same change is that change.
 * - No word that a side added is lost: it is in the merged text, or in a conflict.
 * - Which side is mine never decides anything, so two machines that merge the same three texts end up with the same one.
 * - Two additions to a timeline, list or table are never a conflict: both are kept. Lists count on, entries come in time
 *   order, and a heading gets its date where it would otherwise name another instant.
 * - A conflict is whole lines that both changed in different ways, or that one changed and the other deleted.
 */
import { lineEndOf, mergeSides } from './merge/body.ts';
import { proseLine } from './merge/lines.ts';
import type { WithConflicts } from './merge/numbering.ts';
import { renumberResolved } from './merge/numbering.ts';
import type { Clash, Piece } from './merge/pieces.ts';
import type { Span } from './merge/sequence.ts';
import { at } from './merge/sequence.ts';
import { byContent, pick } from './merge/three-way.ts';
import { mergeWords } from './merge/words.ts';

/** Whole lines that a person has to choose between. A side that deleted them has the empty text. */
export interface Conflict {
  /** The heading it lies under; empty before the first one. */
  readonly section: string;
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
  /** Offsets of `mine` in the merged text, in UTF-16 code units. */
  readonly from: number;
  readonly to: number;
}

/** A merged text. Where there are conflicts, in the order of the text, it holds mine; all else in it is merged. */
export type MergeResult =
  | { readonly clean: true; readonly text: string }
  | { readonly clean: false; readonly text: string; readonly conflicts: readonly Conflict[] };

/** What a person chose for a conflict. `both` puts the two texts one after the other, in the same order on every machine. */
export type ConflictChoice = 'mine' | 'theirs' | 'both' | { readonly text: string };

/**
 * Merges three versions of an issue's body. Total: there are no texts that it refuses. Lines keep the line ends that
 * they have; the merged text ends with a line end unless the side that changed this left it out.
 */
export function mergeBodies(base: string, mine: string, theirs: string): MergeResult {
  if (mine === theirs || theirs === base) return { clean: true, text: mine };
  if (mine === base) return { clean: true, text: theirs };
  const isMineLeft = mine < theirs;
  const pieces = isMineLeft ? mergeSides(base, mine, theirs) : mergeSides(base, theirs, mine);
  return layOut(pieces, isMineLeft);
}

function layOut(pieces: readonly Piece[], isMineLeft: boolean): MergeResult {
  const conflicts: Conflict[] = [];
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const { mine, theirs } = sidesOf(piece, isMineLeft);
    const from = text.length;
    text += mine;
    conflicts.push({ section: piece.section, base: piece.base, mine, theirs, from, to: text.length });
  }
  return conflicts.length === 0 ? { clean: true, text } : { clean: false, text, conflicts };
}

function sidesOf(clash: Clash, isMineLeft: boolean): { readonly mine: string; readonly theirs: string } {
  return isMineLeft ? { mine: clash.left, theirs: clash.right } : { mine: clash.right, theirs: clash.left };
}

/**
 * The final text: the merged one with what was chosen in the place of each conflict, on lines of its own. Numbered lists
 * with a conflict in them count on.
 * @param choices one for each conflict, in their order
 * @throws RangeError if there are more or fewer choices than conflicts
 */
export function resolveConflicts(result: MergeResult, choices: readonly ConflictChoice[]): string {
  const conflicts = result.clean ? [] : result.conflicts;
  if (choices.length !== conflicts.length) {
    throw new RangeError(`${choices.length} choices for ${conflicts.length} conflicts`);
  }
  if (conflicts.length === 0) return result.text;
  const eol = lineEndOf(result.text);
  const fill = (textFor: (conflict: Conflict, index: number) => string): WithConflicts =>
    fillConflicts(result.text, conflicts, conflicts.map(textFor), eol);
  const resolved = fill((conflict, index) => chosenText(conflict, at(choices, index), eol));
  return renumberResolved(resolved, [fill((conflict) => conflict.mine), fill((conflict) => conflict.theirs)]);
}

/** A merged text with other texts in the place of its conflicts, each on lines of its own. */
function fillConflicts(
  merged: string,
  conflicts: readonly Conflict[],
  texts: readonly string[],
  eol: string,
): WithConflicts {
  const spans: Span[] = [];
  let text = '';
  let done = 0;
  const append = (part: string): void => {
    if (part !== '' && text !== '' && !text.endsWith('\n')) text += eol;
    text += part;
  };
  conflicts.forEach((conflict, index) => {
    append(merged.slice(done, conflict.from));
    const from = text.length;
    append(at(texts, index));
    spans.push({ from, to: text.length });
    done = conflict.to;
  });
  append(merged.slice(done));
  return { text, spans };
}

function chosenText(conflict: Conflict, choice: ConflictChoice, eol: string): string {
  if (typeof choice === 'object') return choice.text;
  if (choice !== 'both') return conflict[choice];
  const texts = [conflict.mine, conflict.theirs].filter((text) => text !== '').sort(byContent);
  const [first, second] = texts;
  if (first === undefined || second === undefined) return first ?? '';
  const ended = first.endsWith('\n') ? first : first + eol;
  const areItems = texts.every((text) => /^\s*(?:(?:[-*+]|\d+[.)])\s|\|)/.test(text));
  const isApart = ended.slice(ended.trimEnd().length).split('\n').length > 2;
  return ended + (areItems || isApart ? '' : eol) + second;
}

/** A merged value of one field, or the three it would take a person to choose from. */
export type FieldMerge =
  | { readonly clean: true; readonly value: string }
  | { readonly clean: false; readonly base: string; readonly mine: string; readonly theirs: string };

/** Merges three versions of a title: word by word, as in a line of the body. */
export function mergeTitle(base: string, mine: string, theirs: string): FieldMerge {
  if (mine === theirs || theirs === base) return { clean: true, value: mine };
  if (mine === base) return { clean: true, value: theirs };
  const [left, right] = mine < theirs ? [mine, theirs] : [theirs, mine];
  const value = mergeWords([proseLine(base)], [proseLine(left)], [proseLine(right)]);
  return value === null ? { clean: false, base, mine, theirs } : { clean: true, value };
}

/**
 * Merges three sets of labels (or of assignees): what either side added is in, what either side took out is out. Names
 * that differ in case alone are one, as on GitHub. Never a conflict. In the base's order, then additions by name.
 */
export function mergeLabels(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const [old, one, other] = [byFoldedName(base), byFoldedName(mine), byFoldedName(theirs)];
  const kept = [...old].flatMap(([key, name]) => {
    const [left, right] = [one.get(key), other.get(key)];
    return left === undefined || right === undefined ? [] : [pick(name, left, right)];
  });
  const spelling = (key: string): string =>
    [one.get(key) ?? [], other.get(key) ?? []].flat().sort(byContent)[0] ?? key;
  const added = [...new Set([...one.keys(), ...other.keys()])].filter((key) => !old.has(key)).map(spelling);
  return [...kept, ...added.sort(byContent)];
}

function byFoldedName(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}
