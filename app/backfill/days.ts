/** Arithmetic with dates as YYYY-MM-DD, on the calendar alone. */

export const DAY_MS = 86_400_000;

/** Is it a day of the calendar, between the years 1 and 9999? */
export function isDate(date: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return false;
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}

export function addDays(date: string, days: number): string {
  const ms = Date.parse(`${date}T00:00:00Z`) + days * DAY_MS;
  return Number.isNaN(ms) || Math.abs(ms) > 8.64e15 ? date : new Date(ms).toISOString().slice(0, -14);
}

/** 0 for Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** The date of a month and day (MM-DD) nearest to another date; null if none of these years has such a day. */
export function nearestYear(monthDay: string, to: string): string | null {
  const year = Number(to.slice(0, -6));
  const distance = (date: string): number => Math.abs(Date.parse(date) - Date.parse(to));
  const [nearest] = [year - 1, year, year + 1]
    .map((each) => `${String(each).padStart(4, '0')}-${monthDay}`)
    .filter(isDate)
    .sort((one, other) => distance(one) - distance(other));
  return nearest ?? null;
}
