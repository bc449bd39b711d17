/** What many incidents say together: how often, how soon noticed and mitigated, and whether what was promised was done. */
import { localTime } from './local-time.ts';
import type { Metric, Metrics } from './metrics.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** An action item that is open for longer than this is overdue, in days; and what is overdue for long. */
export const AGES_DAYS = [30, 90] as const;
/** How many days before and after this day of an earlier year still count as around it. */
const AROUND_DAYS = 3;

export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly labels: readonly string[];
  /** OWNER/NAME, with its server where that was said; null: none. */
  readonly repo: string | null;
  /** When it began, in UTC milliseconds. */
  readonly atMs: number;
  readonly metrics: Pick<Metrics, 'detect' | 'mitigate'>;
  readonly actions: readonly { readonly isDone: boolean }[];
}

/** How durations lie, in milliseconds: half of them between `lowMs` and `highMs`. */
export interface Spread {
  readonly count: number;
  readonly lowMs: number;
  readonly medianMs: number;
  readonly highMs: number;
}

/** Null where there is none to count. */
export interface Times {
  readonly detect: Spread | null;
  readonly mitigate: Spread | null;
}

export interface ActionCounts {
  readonly done: number;
  /** Open, by the age of the incident in days: under 30, under 90, and older. */
  readonly openByAge: readonly [fresh: number, overdue: number, old: number];
}

export interface Share extends Times {
  readonly name: string;
  readonly incidents: number;
  readonly actions: ActionCounts;
}

export interface Insights {
  readonly incidents: number;
  /** Every week from the first incident to now, by the date of its Monday (`2026-03-02`). */
  readonly weeks: readonly { readonly monday: string; readonly incidents: number }[];
  readonly times: Times;
  /** The same for each quarter that had an incident (`2026 Q1`). */
  readonly quarters: readonly (Times & { readonly name: string; readonly incidents: number })[];
  readonly actions: ActionCounts;
  /** The most incidents first; one with several labels counts for each. */
  readonly labels: readonly Share[];
  readonly repos: readonly Share[];
  /** Around this day of earlier years, the nearest year first. */
  readonly anniversaries: readonly Pick<Incident, 'id' | 'title' | 'atMs'>[];
}

export interface InsightOptions {
  readonly nowMs: number;
  /** IANA zone in which days and weeks begin. */
  readonly zone: string;
  /** Only incidents that began since then, in UTC milliseconds; null: all. Anniversaries are of all. */
  readonly sinceMs: number | null;
}

/** The value below which a part (0 to 1) of sorted values lie, between two neighbours in proportion. */
function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

/** How long it took as one number, in milliseconds; null where the times say too little, or what can't be. */
export function lengthOf(metric: Metric | null): number | null {
  if (metric === null || metric.isImpossible) return null;
  if (metric.aboutMs !== null) return metric.aboutMs;
  return metric.untilMs === null ? null : (metric.fromMs + metric.untilMs) / 2;
}

export function spreadOf(lengthsMs: readonly number[]): Spread | null {
  if (lengthsMs.length === 0) return null;
  const sorted = lengthsMs.toSorted((a, b) => a - b);
  return {
    count: sorted.length,
    lowMs: quantile(sorted, 0.25),
    medianMs: quantile(sorted, 0.5),
    highMs: quantile(sorted, 0.75),
  };
}

function timesOf(incidents: readonly Incident[]): Times {
  const spread = (name: 'detect' | 'mitigate'): Spread | null =>
    spreadOf(incidents.flatMap(({ metrics }) => lengthOf(metrics[name]) ?? []));
  return { detect: spread('detect'), mitigate: spread('mitigate') };
}

function actionsOf(incidents: readonly Incident[], nowMs: number): ActionCounts {
  let done = 0;
  const openByAge: [number, number, number] = [0, 0, 0];
  for (const { actions, atMs } of incidents) {
    const days = (nowMs - atMs) / DAY_MS;
    const age = days < AGES_DAYS[0] ? 0 : days < AGES_DAYS[1] ? 1 : 2;
    for (const { isDone } of actions) {
      if (isDone) done += 1;
      else openByAge[age] += 1;
    }
  }
  return { done, openByAge };
}

/** The Monday of the week of a date, both as midnight UTC of that date, in milliseconds. */
function mondayOf(dateMs: number): number {
  // The epoch began on a Thursday.
  return dateMs - ((((dateMs / DAY_MS + 3) % 7) + 7) % 7) * DAY_MS;
}

function weeksOf(datesMs: readonly number[], todayMs: number): Insights['weeks'] {
  const counts = new Map<number, number>();
  for (const dateMs of datesMs) {
    const monday = mondayOf(dateMs);
    counts.set(monday, (counts.get(monday) ?? 0) + 1);
  }
  const mondays = [...counts.keys()];
  if (mondays.length === 0) return [];
  const last = mondays.reduce((a, b) => Math.max(a, b), mondayOf(todayMs));
  const weeks = [];
  for (let monday = mondays.reduce((a, b) => Math.min(a, b)); monday <= last; monday += WEEK_MS)
    weeks.push({ monday: new Date(monday).toISOString().slice(0, 10), incidents: counts.get(monday) ?? 0 });
  return weeks;
}

function sharesOf(
  incidents: readonly Incident[],
  namesOf: (incident: Incident) => readonly string[],
  nowMs: number,
): readonly Share[] {
  const byName = new Map<string, Incident[]>();
  for (const incident of incidents) {
    for (const name of new Set(namesOf(incident))) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [incident]);
      else known.push(incident);
    }
  }
  return [...byName]
    .map(([name, of]) => ({ name, incidents: of.length, ...timesOf(of), actions: actionsOf(of, nowMs) }))
    .sort((a, b) => b.incidents - a.incidents || (a.name < b.name ? -1 : 1));
}

function quarterOf(date: string): string {
  return `${date.slice(0, 4)} Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** Is a date, in an earlier year, within a few days of this day? */
function isAround(dateMs: number, todayMs: number): boolean {
  const [date, today] = [new Date(dateMs), new Date(todayMs)];
  const years = today.getUTCFullYear() - date.getUTCFullYear();
  // Around the turn of the year the same day may lie in the year before or after.
  return [years - 1, years, years + 1].some((back) => {
    const thatDay = Date.UTC(today.getUTCFullYear() - back, today.getUTCMonth(), today.getUTCDate());
    return back > 0 && Math.abs(dateMs - thatDay) <= AROUND_DAYS * DAY_MS;
  });
}

/** What the incidents say together. */
export function insightsOf(all: readonly Incident[], { nowMs, zone, sinceMs }: InsightOptions): Insights {
  const dates = new Map(all.map((incident) => [incident, localTime(incident.atMs, zone).date]));
  const dateOf = (incident: Incident): string => dates.get(incident) ?? '';
  const todayMs = Date.parse(localTime(nowMs, zone).date);
  const incidents = all.filter(({ atMs }) => sinceMs === null || atMs >= sinceMs);
  const byQuarter = [...Map.groupBy(incidents, (incident) => quarterOf(dateOf(incident)))];
  return {
    incidents: incidents.length,
    weeks: weeksOf(
      incidents.map((incident) => Date.parse(dateOf(incident))),
      todayMs,
    ),
    times: timesOf(incidents),
    quarters: byQuarter
      .map(([name, of]) => ({ name, incidents: of.length, ...timesOf(of) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    actions: actionsOf(incidents, nowMs),
    labels: sharesOf(incidents, ({ labels }) => labels, nowMs),
    repos: sharesOf(incidents, ({ repo }) => (repo === null ? [] : [repo]), nowMs),
    anniversaries: all
      .filter((incident) => isAround(Date.parse(dateOf(incident)), todayMs))
      .sort((a, b) => b.atMs - a.atMs)
      .map(({ id, title, atMs }) => ({ id, title, atMs })),
  };
}
