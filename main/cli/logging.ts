/** A moment as the commands that log one take it and tell of it. */
import { checkPhase } from '../../app/draft.ts';
import { severityOf } from '../../app/errors.ts';
import type { LoggedLine } from '../../app/log-line.ts';
import { readLogged, readPhase } from '../../app/log-line.ts';
import type { EntryView } from '../../app/views.ts';
import type { LoggedMoment } from '../entry-log.ts';
import type { Values } from './arguments.ts';
import { isoTime, readInstant } from './clock.ts';
import { entryDocument } from './documents.ts';
import { draftId } from './draft-options.ts';
import { reportOf } from './failures.ts';
import { printable } from './printable.ts';
import type { Session } from './terminal.ts';
import { writeTo } from './terminal.ts';

export const intoOption = {
  draft: { type: 'text', value: 'ID', about: 'Log into this draft' },
} as const;

export const momentOptions = {
  ...intoOption,
  at: { type: 'text', value: 'ISO8601', about: 'When it was, as in 2026-03-01T09:14:00Z; otherwise now' },
  literal: { type: 'flag', about: 'Take the text as it is: no time and no phase are read from it' },
} as const;

/** What momentOptions mean to a person. */
export const MOMENT_HELP = [
  'Where nobody says otherwise, it goes into the running incident that was last logged into, else the newest draft.',
  'The text may say when it was, on the clocks of this machine: "-2m Rolled back", "-30s …", "14:05 …", "14:05 UTC …", "yesterday 23:50 …", "2026-03-01 09:14 …". Without a day it is the last time that the clocks showed it.',
  'A password or token on a command line is best not logged. What looks like one is held back before a draft is filed: see "debrief help mask".',
] as const;

/** The draft that was named, as the contract takes it. @throws DebriefError draft.unknown */
export function intoDraft(typed: string | undefined): { readonly draft?: string } {
  return typed === undefined ? {} : { draft: draftId(typed) };
}

/**
 * The draft as it is now: which one is the current one may be another later on. A store that can't be read now is no
 * reason to give up.
 * @throws DebriefError draft.none, draft.unknown, draft.ambiguous
 */
export async function settledPlace(
  into: { readonly draft?: string },
  session: Session,
): Promise<{ readonly draft?: string }> {
  try {
    const core = await session.core();
    const found =
      into.draft === undefined ? await core.timeline.current({}) : await core.drafts.get({ id: into.draft });
    return { draft: found.id };
  } catch (error) {
    if (severityOf(reportOf(error).code) === 'usage') throw error;
    return into;
  }
}

/**
 * What was typed with its instant and phase: those of the options, else those that the text begins with, else the
 * moment at which the command was started.
 * @throws DebriefError phase.unknown, time.invalid
 */
export async function readMoment(
  text: string,
  given: Omit<Values<typeof momentOptions>, 'draft'> & { readonly phase: string | undefined },
  session: Session,
): Promise<LoggedLine> {
  const { terminal } = session;
  const phase = given.phase === undefined ? null : checkPhase(given.phase);
  const atMs = given.at === undefined ? terminal.startedAtMs : await readInstant(given.at);
  const isNamed = given.at !== undefined;
  if (given.literal) return { text, phase, atMs, isNamed };
  const read = isNamed
    ? { ...readPhase(text), atMs, isNamed }
    : await readLogged(text, atMs, () => terminal.zone);
  return { ...read, phase: phase ?? read.phase };
}

/**
 * Logs a moment for a command that logs one: answers with its time. A text that is kept nowhere goes to standard error,
 * where a person can still take it from, unless the call was wrong.
 */
export async function logAndAnswer(moment: LoggedMoment, session: Session): Promise<void> {
  let entry: EntryView;
  try {
    entry = await session.log(moment);
  } catch (error) {
    const report = reportOf(error);
    const atMs = moment.atMs ?? moment.stampMs ?? session.terminal.startedAtMs;
    if (severityOf(report.code) === 'error') await tellNotKept({ atMs, text: moment.text }, session);
    throw error;
  }
  await session.answer(`Logged ${clockOf(entry.atMs, session)}.`, entryDocument(entry));
}

/** What was kept nowhere, with its time, for a person or a script to log it again. */
export async function tellNotKept(
  { atMs, text }: { readonly atMs: number; readonly text: string },
  session: Session,
): Promise<void> {
  const at = isoTime(atMs);
  const shown = session.json
    ? JSON.stringify({ notKept: { at, text } })
    : printable(`Not logged: ${at} ${text}`);
  await writeTo(session.terminal.stderr, `${shown}\n`);
}

/** A line as the contract takes it: what this machine's clock showed is counted over to the clock of the incident. */
export function asMoment({ atMs, isNamed, ...line }: LoggedLine): LoggedMoment {
  return isNamed ? { ...line, atMs } : { ...line, stampMs: atMs };
}

/** `09:14:03` on the clocks of this machine, with the date where that is not today's. */
export function clockOf(atMs: number, session: Session): string {
  const { startedAtMs, localTime } = session.terminal;
  const { date, clock } = localTime(atMs);
  return date === localTime(startedAtMs).date ? clock : `${date} ${clock}`;
}
