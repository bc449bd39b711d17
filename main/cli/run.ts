/** One run of the command line: from its words to its exit code. */
import { DebriefError } from '../../app/errors.ts';
import { wantsHelp, wantsJson } from './arguments.ts';
import type { Command } from './command.ts';
import { log } from './commands/log.ts';
import { note } from './commands/note.ts';
import { phase } from './commands/phase.ts';
import { EXIT } from './exit-codes.ts';
import { exitCodeOf, failureLine, reportOf } from './failures.ts';
import type { Terminal } from './terminal.ts';
import { Interrupted, Session, writeTo } from './terminal.ts';

/**
 * Runs a command and gives its exit code. Whatever happens, the core is closed before.
 * @param argv the words after `debrief`
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const session = new Session(terminal, wantsJson(argv));
  const code = await orFailure(session, () =>
    Promise.race([dispatch(argv, session), untilInterrupted(terminal.interrupted)]),
  );
  const closed = await orFailure(session, () => session.close());
  return code === undefined || code === EXIT.ok ? (closed ?? EXIT.ok) : code;
}

async function dispatch(argv: readonly string[], session: Session): Promise<number | undefined> {
  const [first = 'help', ...rest] = argv;
  const name = first === '--help' || first === '-h' ? 'help' : first;
  if (name === '--version') {
    const { version } = await import('../diagnosis/version.ts');
    await session.write(`debrief ${version()}\n`);
    return undefined;
  }
  const found = await find(name);
  if (found === undefined)
    throw new DebriefError('usage.invalid', { reason: `There is no command "${name}"` });
  if (name === 'help' || !wantsHelp(rest)) return found.run(rest, session);
  const { commandHelp } = await import('./help-text.ts');
  await session.write(commandHelp(found));
  return undefined;
}

/** Commands that nobody should wait for: what the others need is not loaded for them. */
const QUICK: readonly Command[] = [log, note, phase];

async function find(name: string): Promise<Command | undefined> {
  const quick = QUICK.find((each) => each.name === name);
  if (quick !== undefined) return quick;
  const { commands } = await import('./commands.ts');
  return commands.find((each) => each.name === name);
}

/** Does the work; a failure is told, and becomes an exit code. */
async function orFailure<T>(session: Session, work: () => Promise<T>): Promise<T | number> {
  try {
    return await work();
  } catch (error) {
    return fail(error, session);
  }
}

async function fail(error: unknown, session: Session): Promise<number> {
  const { env, stderr } = session.terminal;
  if (error instanceof Interrupted) return error.exitCode;
  const report = reportOf(error);
  const debugged = env['DEBRIEF_DEBUG'] === '1' ? stacksOf(error) : '';
  // With standard error gone there is nobody left to tell.
  await writeTo(stderr, `${failureLine(report, session.json)}\n${debugged}`).catch(() => undefined);
  return exitCodeOf(report);
}

/** Where it happened, and where what caused it did. */
function stacksOf(error: unknown): string {
  return error instanceof Error ? `${error.stack ?? error.message}\n${stacksOf(error.cause)}` : '';
}

/** Rejects when the person stops the command. */
function untilInterrupted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal.reason instanceof Interrupted ? signal.reason : new Interrupted());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
