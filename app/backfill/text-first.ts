/** Texts in which the time stands below what it is of, as in the history of a status page. */
import type { Line } from './lines.ts';
import type { Mark, Stamped } from './stamps.ts';
import { isAlone } from './stamps.ts';

/** How entries of a status page begin. */
const STATUS =
  /^(?:resolved|monitoring|identified|investigating|update|completed|verifying|in progress|scheduled|postmortem)\s+[-–—]\s/i;

const isText = (line: Line | undefined): line is Line => line !== undefined && !line.isBlank;

/** The index of the first line of the text above a time, down to a limit. */
function beginOf({ line }: Stamped, lines: readonly Line[], limit: number): number {
  let first = line.number - 1;
  while (first > limit && isText(lines[first - 1])) {
    first -= 1;
    if (STATUS.test(lines[first]?.text ?? '')) break;
  }
  return first;
}

/** Does every time stand alone, right below the text that it is of? */
export function isTextFirst(found: readonly Stamped[], lines: readonly Line[]): boolean {
  const times = new Set(found.map(({ line }) => line));
  const isBelow = (each: Stamped): boolean => {
    const at = each.line.number - 1;
    const above = lines[at - 1];
    if (!isAlone(each.stamp) || each.stamp.dayWords !== null || !isText(above) || times.has(above))
      return false;
    const limit = found.findLast(({ line }) => line.number < each.line.number)?.line.number ?? 0;
    const begin = lines[beginOf(each, lines, limit)];
    return STATUS.test(begin?.text ?? '') || (found.length > 1 && !isText(lines[at + 1]));
  };
  return found.length > 0 && found.every(isBelow);
}

/** The entries of such a text. */
export function textFirstMarks(found: readonly Stamped[], lines: readonly Line[]): readonly Mark[] {
  return found.map((each, at) => ({
    ...each,
    first: beginOf(each, lines, found[at - 1]?.line.number ?? 0),
    end: each.line.number,
  }));
}
