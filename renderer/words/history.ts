/** What is said about the earlier versions of a draft. */
import { plural } from '../words.ts';

export const history = {
  open: 'History…',
  title: 'History',
  changes: 'Changes, the last one first',
  /** What happened, by the reason for which the version before it was kept. */
  reasons: {
    edit: 'Text written',
    details: 'Title, repository or labels changed',
    entry: 'An entry changed',
    backfill: 'Entries made of pasted lines',
    action: 'An action item added or changed',
    stopwatch: 'Stopwatch started or stopped',
    section: 'Sections arranged',
    zone: 'Another time zone',
    remove: 'Something removed',
    mask: 'Secrets masked',
    sync: 'Changes taken in from GitHub',
    resolve: 'Two versions made one',
    revert: 'An earlier version brought back',
  } as Readonly<Record<string, string>>,
  counts: (added: number, removed: number) =>
    `${plural(added, 'line', 'lines')} added, ${plural(removed, 'line', 'lines')} removed`,
  compare: 'Compare',
  modes: { change: 'What changed', now: 'All since then' },
  before: 'Before',
  after: 'After',
  now: 'Now',
  same: 'The text is the same: what changed is not a part of it, such as labels or the stopwatch.',
  titleOf: 'Title',
  beginning: 'At the beginning',
  nothing: 'Nothing was here',
  taken: 'Taken out',
  bringBack: (time: string) => `Go back to before ${time}`,
  broughtBack: (time: string) => `The draft is as it was before ${time}`,
  undone: 'The draft is as it was',
  none: 'No earlier versions yet. One is kept whenever something changes, and stays.',
  loading: 'Reading…',
};
