/** Lists and tables: additions of both sides are all kept, and numbered lists count on. */
import type { PlacedTime } from './heading-times.ts';
import { compareTimes, placeTime, readItemTime } from './heading-times.ts';
import type { Line } from './lines.ts';
import { joinLines, keysOf, saySame } from './lines.ts';
import { at } from './sequence.ts';
import { byContent } from './three-way.ts';

/** An item with its nested lines, or a row; and the blank lines after it, if another one follows. */
interface Item {
  readonly lines: readonly Line[];
  readonly gap: readonly Line[];
}

interface Addition {
  readonly lead: readonly Line[];
  readonly items: readonly Item[];
  readonly tail: readonly Line[];
}

/**
 * What both sides added to a list or table at one place: all of it, in an order that depends on content alone. Items
 * that begin with a time come in its order. Null if one of the two is something else.
 * @param continuesList whether the line before the place is in a list
 */
export function uniteAdditions(
  continuesList: boolean,
  left: readonly Line[],
  right: readonly Line[],
): readonly Line[] | null {
  const [one, other] = [readAddition(left), readAddition(right)];
  if (one === null || other === null || roleOf(one) !== roleOf(other)) return null;
  const gaps = [one.lead, other.lead, one.tail, other.tail].filter((gap) => gap.length > 0);
  const between = [...one.items, ...other.items].find((item) => item.gap.length > 0)?.gap ?? [];
  const separator = continuesList ? (gaps[0] ?? between) : between;
  const items = inOrder(one.items, other.items);
  return [
    ...longer(one.lead, other.lead),
    ...items.flatMap((item, index) => {
      if (index === items.length - 1) return item.lines;
      return [...item.lines, ...(item.gap.length > 0 ? item.gap : separator)];
    }),
    ...longer(one.tail, other.tail),
  ];
}

const longer = (a: readonly Line[], b: readonly Line[]): readonly Line[] => (b.length > a.length ? b : a);
const firstLine = (items: readonly Item[]): Line => at(at(items, 0).lines, 0);
const roleOf = (addition: Addition): Line['role'] => firstLine(addition.items).role;

function readAddition(lines: readonly Line[]): Addition | null {
  const from = lines.findIndex((line) => line.role !== 'blank');
  if (from < 0) return null;
  const to = lines.findLastIndex((line) => line.role !== 'blank') + 1;
  const core = lines.slice(from, to);
  const first = at(core, 0);
  const belongs = (line: Line): boolean =>
    first.role === 'row' ? line.role === 'row' : line.role !== 'text' && line.role !== 'row';
  if ((first.role !== 'item' && first.role !== 'row') || !core.every(belongs)) return null;
  return { lead: lines.slice(0, from), items: cutItems(core, first.depth), tail: lines.slice(to) };
}

function cutItems(lines: readonly Line[], depth: number): readonly Item[] {
  const begins = lines.flatMap((line, index) => {
    const begins = line.role === 'row' || (line.role === 'item' && line.depth <= depth);
    return begins ? [index] : [];
  });
  return begins.map((from, index): Item => {
    const own = lines.slice(from, begins[index + 1] ?? lines.length);
    const end = own.findLastIndex((line) => line.role !== 'blank') + 1;
    return { lines: own.slice(0, end), gap: own.slice(end) };
  });
}

function inOrder(left: readonly Item[], right: readonly Item[]): readonly Item[] {
  const [first, second] = firstRunFirst(left, right);
  const news = second.filter((item) => !first.some((known) => saySame(known.lines, item.lines)));
  return inTimeOrder(first, news) ?? [...first, ...news];
}

/** Nested items first: they belong to what stands before the place. */
function firstRunFirst(
  left: readonly Item[],
  right: readonly Item[],
): readonly [readonly Item[], readonly Item[]] {
  const text = (run: readonly Item[]): string => run.flatMap((item) => keysOf(item.lines)).join('\n');
  const raw = (run: readonly Item[]): string => run.map((item) => joinLines(item.lines)).join('');
  const order =
    firstLine(right).depth - firstLine(left).depth ||
    byContent(text(left), text(right)) ||
    byContent(raw(left), raw(right));
  return order <= 0 ? [left, right] : [right, left];
}

interface TimedItem {
  readonly item: Item;
  readonly time: PlacedTime;
}

function inTimeOrder(left: readonly Item[], right: readonly Item[]): readonly Item[] | null {
  const [one, other] = [timesOf(left), timesOf(right)];
  if (one === null || other === null) return null;
  const dated = new Set([...one, ...other].map(({ time }) => time.date !== null));
  if (dated.size > 1 || !isRising(one) || !isRising(other)) return null;
  return [...one, ...other].sort((a, b) => compareTimes(a.time, b.time)).map(({ item }) => item);
}

const isRising = (items: readonly TimedItem[]): boolean =>
  items.every((item, index) => index === 0 || compareTimes(at(items, index - 1).time, item.time) <= 0);

function timesOf(items: readonly Item[]): readonly TimedItem[] | null {
  const timed: TimedItem[] = [];
  for (const item of items) {
    const time = readItemTime(at(item.lines, 0).text.replace(/^\s*(?:\d+[.)]|\+)\s+/, ''));
    if (time === null) return null;
    timed.push({ item, time: placeTime(time, null) });
  }
  return timed;
}
