/** The rows of the error table for what is logged while the database can't be written. */
import type { ErrorParams, ErrorWords } from './error-words.ts';
import { note } from './error-words.ts';

const KEPT = 'The entry is on disk, in the file debrief.journal of the data folder.';

/** An entry that waits in the journal: nothing is lost, but it is not in the draft yet. */
const inJournal = (what: ErrorWords['what'], remedy: string): ErrorWords => ({
  severity: 'waiting',
  what,
  kept: KEPT,
  help: () => `${remedy}; it then goes into the timeline by itself. It need not be logged again.`,
});

const counted = (p: ErrorParams, one: string, many: string): string =>
  p['count'] === 1 ? `1 ${one}` : `${p['count']} ${many}`;

export const journalErrors = {
  'journal.full': inJournal(() => 'The disk is full.', 'Free some space'),
  'journal.locked': inJournal(
    () => 'Another program holds the database.',
    'Close it (a backup or a database browser?)',
  ),
  'journal.readOnly': inJournal(() => 'The database is read-only.', 'Make it writable'),
  'journal.broken': inJournal(
    (p) => `The disk refused to read or write the database (${p['reason']}).`,
    'Check the disk, and start Debrief again',
  ),
  'journal.lines': {
    severity: 'waiting',
    what: (p) => `${counted(p, 'line is', 'lines are')} not in the timeline yet: ${p['reason']}`,
    kept: '',
    help: (p) => String(p['help']),
  },
  'journal.waiting': note(
    (p) =>
      `${counted(p, 'logged entry waits', 'logged entries wait')} in the file debrief.journal of the data folder, for a database that can be written, and a draft with a timeline.`,
    'Nothing needs to be logged again.',
  ),
  'journal.broughtIn': note(
    (p) =>
      `${counted(p, 'entry that waited in the journal is', 'entries that waited in the journal are')} in the timeline now.`,
    '',
  ),
} as const satisfies Record<string, ErrorWords>;
