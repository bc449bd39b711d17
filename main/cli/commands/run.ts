import { constants } from 'node:os';

import { checkPhase } from '../../../app/draft.ts';
import { DebriefError } from '../../../app/errors.ts';
import type { LoggedMoment } from '../../entry-log.ts';
import { isoTime } from '../clock.ts';
import { command } from '../command.ts';
import { failureLine, isInJournal, reportOf } from '../failures.ts';
import { intoDraft, intoOption, settledPlace } from '../logging.ts';
import { OutputTail } from '../output-tail.ts';
import { printable } from '../printable.ts';
import type { Ending, ProgramRun } from '../program.ts';
import { runEntryText } from '../run-entry.ts';
import { HELD_SIGNALS } from '../signals.ts';
import type { Session } from '../terminal.ts';
import { writeTo } from '../terminal.ts';

const DEFAULT_LINES = 20;
const MAX_LINES = 1000;

/** @throws DebriefError usage.invalid */
function tailFrom(output: boolean, lines: string | undefined): OutputTail | null {
  if (lines !== undefined && !output)
    throw new DebriefError('usage.invalid', { reason: 'The option --lines needs --output' });
  const count = lines === undefined ? DEFAULT_LINES : /^\d{1,4}$/.test(lines) ? Number(lines) : NaN;
  if (!(count >= 1 && count <= MAX_LINES))
    throw new DebriefError('usage.invalid', {
      reason: `"${lines ?? ''}" is not a number of lines from 1 to ${MAX_LINES}`,
    });
  return output ? new OutputTail(count) : null;
}

/** Logs it; what can't be logged goes to standard error, and is no failure of the command that was run. */
async function logRun(moment: LoggedMoment & { readonly stampMs: number }, session: Session): Promise<void> {
  try {
    await session.log(moment);
  } catch (error) {
    const report = reportOf(error);
    if (isInJournal(report))
      return session.tell({ code: report.code, text: `${report.message} ${report.help}` });
    const lost = printable(`${isoTime(moment.stampMs)} ${moment.text}`);
    const told = `${failureLine(report, false)}\nNot logged:\n${lost}\n`;
    await writeTo(session.terminal.stderr, told);
  }
}

/** A shell that sees a program end by one of these ends its loop as well. */
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The exit code of a shell for such an end; a signal is passed on to whoever waits for this process. */
function exitCodeOf(ending: Ending, session: Session): number {
  if (ending.is !== 'killed') return ending.status;
  const passed = PASSED_ON.find((each) => each === ending.signal);
  if (passed !== undefined) session.terminal.endBy(passed);
  return 128 + constants.signals[ending.signal];
}

export const runCommand = command({
  name: 'run',
  about: 'Runs a command as it is, and logs it when it has ended',
  words: [{ name: 'COMMAND', needed: true, many: true, afterDashes: true }],
  options: {
    ...intoOption,
    phase: { type: 'text', value: 'PHASE', about: 'started, detected, responded, mitigated or resolved' },
    output: { type: 'flag', about: 'Log the last lines that it writes, too' },
    lines: { type: 'text', value: 'N', about: `So many of them; otherwise ${DEFAULT_LINES}` },
  },
  details: [
    'The moment is when the command was started; the text is the command, its exit status and how long it took. Debrief exits as the command did: with its status, or by its signal; 126 and 127 mean that it could not be started.',
    'The command has this terminal, and its keys, to itself. With --output it writes into sockets that Debrief copies from, and sees no terminal: it may leave out colours and progress, a script can not open /dev/stderr by its name, and what asks questions is better run without.',
    "What can't be logged is printed, and the exit status stays that of the command.",
    'A password or token among the words is logged with them. What looks like one is held back before a draft is filed: see "debrief help mask".',
  ],
  run: async ({ options, words, session }) => {
    const tail = tailFrom(options.output, options.lines);
    const phase = options.phase === undefined ? null : checkPhase(options.phase);
    const into = await settledPlace(intoDraft(options.draft), session);
    const ran = await runHeld(words, tail, session, async (run) => {
      const text = runEntryText(words, run, tail?.end() ?? null);
      await logRun({ ...into, stampMs: run.startedAtMs, text, phase }, session);
    });
    return exitCodeOf(ran.ending, session);
  },
});

/** Runs the program and what follows its end; no signal ends this process before both are done. */
async function runHeld(
  words: readonly string[],
  tail: OutputTail | null,
  session: Session,
  afterwards: (run: ProgramRun) => Promise<void>,
): Promise<ProgramRun> {
  // Loaded here: what starts processes takes time that "debrief log" does not have.
  const { Program } = await import('../program.ts');
  const heard = tail === null ? null : tail.push.bind(tail);
  let program: InstanceType<typeof Program> | null = null;
  const held = session.terminal.signals.hold(HELD_SIGNALS, (signal) => program?.pass(signal));
  try {
    program = new Program(words, session.terminal, heard);
    const run = await program.ended;
    if (run.ending.is === 'notStarted')
      await session.note(`debrief: ${words[0] ?? ''}: ${run.ending.reason}`);
    await afterwards(run);
    return run;
  } finally {
    held[Symbol.dispose]();
  }
}
