/** Lines of a pasted text: where each begins, which are inside a fence, and which belong to a timeline. */

export interface Line {
  /** Counted from 1. */
  readonly number: number;
  /** Offsets of the line with its line end. */
  readonly from: number;
  readonly to: number;
  /** Without its line end. */
  readonly text: string;
  readonly isBlank: boolean;
  readonly isFenced: boolean;
  /** 1 to 6, or null if it is no heading. */
  readonly level: number | null;
}

const LINE = /[^\r\n]*(?:\r\n|\n|\r|$)/y;
const FENCE = /^[\s>]*(?<mark>`{3,}|~{3,})(?<info>.*)$/;
const HEADING = /^ {0,3}(#{1,6})(?:\s|$)/;

type Cut = Pick<Line, 'from' | 'to' | 'text'>;

function cutLines(text: string): readonly Cut[] {
  const cuts: Cut[] = [];
  for (let from = 0; from < text.length;) {
    LINE.lastIndex = from;
    const slice = LINE.exec(text)?.[0] ?? '';
    cuts.push({ from, to: from + slice.length, text: slice.replace(/[\r\n]+$/, '') });
    from += slice.length;
  }
  return cuts;
}

/** Which lines are fences or inside one. A fence that nothing closes is none: a stray mark in a chat hides nothing. */
function fenced(cuts: readonly Cut[]): ReadonlySet<number> {
  const inside = new Set<number>();
  let open: { readonly mark: string; readonly at: number } | null = null;
  cuts.forEach(({ text }, at) => {
    const groups = FENCE.exec(text)?.groups;
    const { mark = '', info = '' } = groups ?? {};
    if (open === null) {
      if (mark !== '' && !info.includes('`')) open = { mark, at };
    } else if (mark.startsWith(open.mark) && info.trim() === '') {
      for (let each = open.at; each <= at; each += 1) inside.add(each);
      open = null;
    }
  });
  return inside;
}

export function linesOf(text: string): readonly Line[] {
  const cuts = cutLines(text);
  const inside = fenced(cuts);
  return cuts.map((cut, at) => {
    const isFenced = inside.has(at);
    const isFirst = at === 0 || cuts[at - 1]?.text.trim() === '';
    const marks = isFenced ? undefined : HEADING.exec(cut.text)?.[1];
    // "# yum update" in the middle of lines is no heading.
    const level = marks === undefined || (marks.length === 1 && !isFirst) ? null : marks.length;
    return { ...cut, number: at + 1, isBlank: cut.text.trim() === '', isFenced, level };
  });
}

const TIMELINE = /\b(?:time ?line|chronology|sequence of events)\b/i;

/**
 * Which lines are looked at: those under headings that name a timeline, or all if there is none.
 * @param isTime whether a heading is a time, and so a part of the timeline before it, whatever its level
 */
export function timelineLines(lines: readonly Line[], isTime: (line: Line) => boolean): ReadonlySet<Line> {
  const found = new Set<Line>();
  let level: number | null = null;
  for (const line of lines) {
    const isTitle = line.level !== null && TIMELINE.test(line.text);
    if (isTitle && (level === null || line.level <= level)) level = line.level;
    else if (level !== null && line.level !== null && line.level <= level && !isTime(line)) level = null;
    if (level !== null) found.add(line);
  }
  return found.size > 0 ? found : new Set(lines);
}
