/** What is said where pasted lines become entries. */
import { plural } from '../words.ts';

export const backfill = {
  paste: 'Paste a timeline…',
  ofSection: (section: string) => `Make entries of ${section}…`,
  ofTheseLines: 'Make entries of these lines…',
  offer: (n: number) => `${plural(n, 'line', 'lines')} pasted.`,
  offerGo: 'Make entries of them…',
  offerKeep: 'Keep as one',
  title: 'Paste a timeline',
  titleOf: (section: string) => `Make entries of ${section}`,
  lines: 'Lines',
  linesOf: (section: string) => `What ${section} says`,
  placeholder: 'Paste lines here: a chat, a log, an alert mail, a table, a report',
  clear: 'Clear',
  exampleTitle: 'Each line that begins with a time becomes an entry. For example:',
  example: `Fri 06 Mar 2026, all times in UTC
[14:02] alice: latency is up, looking
14:05:31 PagerDuty: Checkout 5xx above 5 %
| 14:20 | Rolled back to 1.4.2 |
about 14:30 - error rate back to normal`,
  tryExample: 'Try these',
  nothing: 'No line here has a time that can be read. An entry begins with one: 14:02 Rolled back',
  reading: 'Reading…',
  understood: 'Understood',
  shownIn: (zone: string) => `shown in ${zone}`,
  all: 'Add all of them',
  zoneWrong: 'Is the zone wrong?',
  zone: 'Zone of the times that name none',
  zoneHint: 'Empty: as the lines say. Otherwise this one, whatever they say.',
  zoneUnknown: 'That zone is not known here. Write it as Europe/London, or as +02:00.',
  questions: 'To be answered first',
  line: (n: number) => `Line ${n}`,
  more: (n: number) => (n === 0 ? '' : `and ${plural(n, 'more line', 'more lines')}`),
  means: (value: string, says: string) => (says === '' ? value : `${value}: ${says}`),
  noEntry: 'No entry begins on this line',
  other: {
    zone: 'Another zone',
    date: 'Another date',
    year: 'Another year',
    time: 'At',
  },
  alone: { zone: 'Zone', date: 'Date', year: 'Year', time: 'At' },
  hints: {
    zone: 'As in Europe/London or +02:00',
    date: '',
    year: 'As in 2026',
    time: 'As in 2026-03-01 09:14',
  },
  notUnderstood: {
    zone: 'That zone is not known here.',
    date: 'That is no date.',
    year: 'That is no year.',
    time: 'That is no time yet. Write it as 2026-03-01 09:14.',
  },
  answered: 'Answered',
  waits: 'waits',
  waitsLong: 'Its time waits for an answer',
  add: (time: string, text: string) => `Add ${time} ${text}`,
  edit: (time: string) => `Correct the entry of ${time}`,
  editWaiting: (line: number) => `Correct line ${line}`,
  asPasted: 'As it was pasted',
  asRead: 'As it was read',
  corrected: 'corrected',
  others: (n: number) => `${plural(n, 'part has', 'parts have')} no time and will not be added`,
  othersStay: (n: number, section: string) =>
    `${plural(n, 'part has', 'parts have')} no time and will stay in ${section}`,
  count: (entries: number) => plural(entries, 'entry', 'entries'),
  go: (n: number) => `Add ${plural(n, 'entry', 'entries')}`,
  goNone: 'Add entries',
  open: (n: number) => `${plural(n, 'question is', 'questions are')} open`,
  status: (entries: number, questions: number) =>
    `${plural(entries, 'entry', 'entries')} understood${questions === 0 ? '' : `, ${plural(questions, 'question', 'questions')} open`}`,
  showMore: (n: number, left: number) =>
    n === left ? `Show the last ${n}` : `Show ${n} more of ${left.toLocaleString('en-GB')}`,
  keys: [
    ['↑ ↓', 'other entry'],
    ['Space', 'add or not'],
    ['Enter', 'correct'],
  ] as const,
  added: (n: number) => `${plural(n, 'entry', 'entries')} added`,
  takenBack: (n: number) => `${plural(n, 'entry', 'entries')} taken back`,
  changedSince: (section: string) =>
    `The draft was changed since. The entries are out; ${section} stays as it is now, and the history has what it said.`,
};
