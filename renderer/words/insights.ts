/** The labels of the insights: a part of words.ts, in a file of its own for its length. */
import type { Spread } from '../../app/insights.ts';
import { durationWords, roughDuration } from '../../app/durations.ts';
import { plural } from '../words.ts';

export const insights = {
  name: 'Insights',
  back: 'Back to the draft',
  period: 'Period',
  periods: { quarter: '3 months', year: '12 months', all: 'All time' },
  about: (n: number) => `From ${plural(n, 'incident', 'incidents')}, all on this machine.`,
  empty: 'Nothing to compare yet',
  emptyHelp: 'Incidents from this period show here, as soon as there are some.',
  loading: 'Counting…',
  weeks: 'How often do incidents happen?',
  weeksSay: (perWeek: string, quiet: number) =>
    `${perWeek} a week on average, ${plural(quiet, 'week', 'weeks')} without any.`,
  week: 'Week of',
  incidents: 'Incidents',
  times: 'How soon do we notice, and how soon is it over for people?',
  timesSay: (detect: Spread | null, mitigate: Spread | null) =>
    [
      detect === null ? null : `Half are detected within ${roughDuration(detect.medianMs)}`,
      mitigate === null ? null : `half are mitigated within ${roughDuration(mitigate.medianMs)}`,
    ]
      .filter((each) => each !== null)
      .join(', ')
      .replace(/^h/, 'H')
      .concat('.'),
  timesNone: 'Mark entries as started, detected and mitigated, and the times in between show here.',
  quarter: 'Quarter',
  detect: 'To detect',
  mitigate: 'To mitigate',
  all: 'All',
  spread: (spread: Spread | null) =>
    spread === null
      ? '–'
      : spread.count === 1
        ? roughDuration(spread.medianMs)
        : `${roughDuration(spread.medianMs)} (${durationWords({ fromMs: spread.lowMs, untilMs: spread.highMs, aboutMs: null })})`,
  median: (spread: Spread | null) => (spread === null ? '–' : roughDuration(spread.medianMs)),
  actions: 'Do we do what we said we would?',
  actionsSay: (done: number, all: number, overdue: number) =>
    `${done} of ${plural(all, 'action item is', 'action items are')} done, ${plural(overdue, 'is', 'are')} open for more than 30 days.`,
  actionsNone: 'There are no action items yet.',
  state: 'Action items',
  number: 'Number',
  done: 'Done',
  open: ['Open, under 30 days', 'Open for 30 to 90 days', 'Open for more than 90 days'] as const,
  sharesSay: (name: string, incidents: number) =>
    `Most: ${name}, ${plural(incidents, 'incident', 'incidents')}.`,
  labels: 'Which kinds of incident are most common?',
  label: 'Label',
  labelsNone: 'No incident of this period has a label.',
  repos: 'Where do they happen?',
  repo: 'Repository',
  reposNone: 'No incident of this period has a repository.',
  actionsDone: 'Items done',
  ofAll: (done: number, all: number) => (all === 0 ? '–' : `${done} of ${all}`),
  anniversaries: 'What happened around this day in earlier years?',
  anniversariesNone: 'Nothing that is known here.',
  figures: (question: string) => `Figures: ${question}`,
};
