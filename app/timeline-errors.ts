/** The rows of the error table for the stopwatch, and for what is logged in a terminal. */
import type { ErrorWords } from './error-words.ts';
import { failure, NOTHING_CHANGED, say, usage } from './error-words.ts';

export const timelineErrors = {
  'timeline.missing': failure(
    say('This draft has no timeline section.'),
    'What you typed was not logged.',
    'Add a heading called "Timeline" to the draft, then log again.',
  ),
  'entry.unknown': usage(
    (p) => `There is no timeline entry "${p['id']}".`,
    'It may have been removed; see the history.',
  ),
  'entry.endsFirst': usage(
    () => 'A moment cannot end before it begins.',
    'Give it a later end, or an earlier beginning.',
  ),
  'time.invalid': usage(
    (p) => `"${p['text']}" is not a time.`,
    'Write it as ISO 8601 with an offset, as in 2026-03-01T09:14:00Z.',
  ),
  'phase.unknown': usage(
    (p) => `"${p['phase']}" is not a phase.`,
    'The phases are started, detected, responded, mitigated and resolved.',
  ),
  'undo.nothing': usage(
    (p) => `Nothing in "${p['title']}" was logged on this machine.`,
    'Name the draft with --draft, or remove the entry in the window.',
  ),
  'redo.nothing': usage(
    (p) => `Nothing was removed from the timeline of "${p['title']}".`,
    'Name the draft with --draft.',
  ),
  'stopwatch.off': usage(
    (p) => `The stopwatch of "${p['title']}" does not run.`,
    'Name the draft, or start it: debrief start ID.',
  ),
  'lines.notKept': failure(
    (p) => `${p['count'] === 1 ? '1 line was' : `${p['count']} lines were`} not logged: ${p['reason']}`,
    'What was acknowledged is safe; the rest stands above, with its times.',
    'Log it again with --at once that is mended.',
  ),
  'section.changed': failure(
    (p) => `The section "${p['section']}" was changed since it was read.`,
    NOTHING_CHANGED,
    'Read it again.',
  ),
  'backfill.open': usage(
    (p) => `${p['count']} of the questions about these lines are open: ${p['keys']}.`,
    'Run the command without --yes to see them, and answer each with --answer KEY=VALUE.',
  ),
  'backfill.nothing': usage(
    say('No line begins with a time that was understood.'),
    'Begin each entry with its time, as in "2026-03-01 09:14 UTC Alert fires".',
  ),
} as const satisfies Record<string, ErrorWords>;
