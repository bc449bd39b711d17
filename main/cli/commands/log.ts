import { checkPhase } from '../../../app/draft.ts';
import { DebriefError } from '../../../app/errors.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import {
  asMoment,
  intoDraft,
  logAndAnswer,
  MOMENT_HELP,
  momentOptions,
  readMoment,
  settledPlace,
} from '../logging.ts';
import { logLines } from '../piped-lines.ts';
import type { Session } from '../terminal.ts';
import { readPart, STDIN } from '../texts.ts';

/** What only one moment can have. @throws DebriefError usage.invalid */
function checkLineWise(options: {
  readonly at: string | undefined;
  readonly phase: string | undefined;
}): void {
  if (options.at === undefined && options.phase === undefined) return;
  throw new DebriefError('usage.invalid', {
    reason:
      'Each line of standard input is a moment of its own, without --at and --phase; --whole makes it one',
  });
}

/** The draft is that of the first line: which one is the current one may change while lines arrive. */
async function logEach(
  into: { readonly draft?: string },
  isLiteral: boolean,
  session: Session,
): Promise<void> {
  await logLines(session, await settledPlace(into, session), isLiteral);
}

export const log = command({
  name: 'log',
  about: 'Keeps a moment: into the running incident, else the newest draft',
  words: [{ name: 'TEXT', needed: true, many: true }],
  options: {
    ...momentOptions,
    phase: { type: 'text', value: 'PHASE', about: 'started, detected, responded, mitigated or resolved' },
    whole: { type: 'flag', about: 'With - as the text: all of standard input is one moment' },
    json: JSON_OPTION,
  },
  details: [
    ...MOMENT_HELP,
    '"!detected Alert fires" marks a phase, as --phase does; a shell may want it in single quotes.',
    'With - as the text, every line of standard input is a moment, stamped when it arrives: "kubectl get events -w | debrief log -". All go into one draft. Empty lines are skipped; a line of a pipe is taken as it is, one typed at a terminal as words are. What can\'t be kept at once waits and is tried again. With --json there is one document a line.',
    'Exit code 0 says that all of it is in the draft, on disk; 3 that it is on disk, but waits for a database that can be written.',
  ],
  run: async ({ options, words, session }) => {
    const isStdin = words.length === 1 && words[0] === STDIN;
    const into = intoDraft(options.draft);
    if (options.whole && !isStdin)
      throw new DebriefError('usage.invalid', { reason: 'The option --whole is for - as the text' });
    if (isStdin && !options.whole) {
      checkLineWise(options);
      await logEach(into, options.literal, session);
      return undefined;
    }
    // Checked before standard input is read to its end.
    if (options.phase !== undefined) checkPhase(options.phase);
    const text = isStdin ? (await readPart(STDIN, session.terminal.stdin)).trimEnd() : words.join(' ');
    const moment = await readMoment(text, { ...options, literal: options.literal || isStdin }, session);
    await logAndAnswer({ ...into, ...asMoment(moment) }, session);
    return undefined;
  },
});
