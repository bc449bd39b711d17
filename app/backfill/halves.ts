/** Times without am or pm among times with one: "1:03" beside "5:10 AM" may be on a clock of twelve hours too. */
import type { WrittenPoint } from '../timeline/written-time.ts';

const minutesOf = ({ hour, minute }: { readonly hour: number; readonly minute: number }): number =>
  hour * 60 + minute;
const HALF_DAY = 12 * 60;

/**
 * Which of these times could be in either half of the day, by their index. None where a time shows that the clock has 24
 * hours, or where the next time that says its half, on the same day, leaves room in the morning only.
 */
export function unsureHalves(
  points: readonly (WrittenPoint | undefined)[],
  beginsDay: (index: number) => boolean,
): ReadonlySet<number> {
  const clocks = points.map((point) => point?.clock ?? null);
  const hasHalves = clocks.some((clock) => clock !== null && clock.half !== null);
  const has24 = clocks.some(
    (clock) => clock !== null && clock.half === null && (clock.hour > 12 || clock.hour === 0),
  );
  const unsure = new Set<number>();
  if (!hasHalves || has24) return unsure;
  let next: number | null = null;
  for (let at = points.length - 1; at >= 0; at -= 1) {
    const clock = clocks[at] ?? null;
    if (
      clock?.half === null &&
      (next === null || next >= minutesOf(clock) + HALF_DAY || next < minutesOf(clock))
    )
      unsure.add(at);
    if (clock !== null && clock.half !== null) next = minutesOf(clock);
    // What comes before is on an earlier day.
    if ((points[at]?.date ?? null) !== null || beginsDay(at)) next = null;
  }
  return unsure;
}
