/**
 * The sync state machine: pure, total, without I/O. It decides what is to be done for one thing that is filed (a draft,
 * or the small issue of an action item) and what each answer means for it. `main/sync` performs what it decides.
 *
 * Two invariants carry it. *Create once*: after a create whose outcome is unknown nothing is sent again before the issue
 * was looked for. *Never overwrite*: a write goes out only against a base that GitHub was just seen to hold.
 */
import type { IssueRef } from './draft.ts';
import type { ErrorParams } from './error-words.ts';
import type { ErrorCode } from './errors.ts';
import { assertNever } from './errors.ts';
import type { SyncStateName } from './sync-states.ts';

/** An issue's content, as one side has it. */
export interface Version {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly state: 'open' | 'closed';
}

/** An error as it is kept: the row of the error table and what fills it in. */
export interface KeptError {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
}

/** Where one thing stands with regard to GitHub. Kept on disk; every change of it is one transaction. */
export interface SyncRow {
  readonly state: SyncStateName;
  /** There is something here that GitHub does not have, and that a person asked to be sent. */
  readonly owes: boolean;
  /** Failures in a row, for the backoff. */
  readonly attempt: number;
  /** UTC milliseconds before which nothing is asked for it; null: at once. */
  readonly notBeforeMs: number | null;
  /** When a create was sent whose answer is not known; null if there is none. It outlives `blocked`. */
  readonly unconfirmedSinceMs: number | null;
  /** How often the issue was looked for since then. */
  readonly looks: number;
  readonly error: KeptError | null;
}

/** Why nothing was sent at all: no need to look for anything. */
export type NotSentReason = 'offline' | 'refused' | 'name' | 'tls' | 'portal';

/** What an answer, or its absence, means. Every answer of GitHub becomes one of these in `main/github`. */
export type Outcome =
  /** A create was answered by an issue. */
  | { readonly is: 'created' }
  /** The issue of an unknown create was found by its marker. */
  | { readonly is: 'found' }
  /** It was looked for, and is not in the list. */
  | { readonly is: 'notFound' }
  /** Both sides hold the same now: after a write, a pull, or because nothing had changed. */
  | { readonly is: 'inStep' }
  /** Both sides changed the same words. */
  | { readonly is: 'conflict' }
  /** The request never left: no network, refused connection, failed name look-up, somebody else's sign-in page. */
  | { readonly is: 'notSent'; readonly reason: NotSentReason }
  /** It may have arrived: no answer, 5xx, an answer that is cut or can't be read. */
  | { readonly is: 'unknown'; readonly status: number }
  /** GitHub asks for a pause. It did nothing. */
  | { readonly is: 'pause'; readonly untilMs: number | null }
  /** Nobody is signed in, or the token is not accepted: nothing of the draft is wrong, and nothing was done. */
  | { readonly is: 'signIn'; readonly error: KeptError }
  /** GitHub says no, and will until a person does something. */
  | { readonly is: 'refused'; readonly error: KeptError };

/** What a person, or the draft's own change, asks of the machine. */
export type Request =
  /** File it, or bring it up to date. */
  | { readonly is: 'send' }
  /** Don't file it after all. */
  | { readonly is: 'cancel' }
  /** Something here changed that GitHub has. */
  | { readonly is: 'changed' }
  /** A conflict was resolved. */
  | { readonly is: 'resolved' }
  /** The end of a conflict was taken back. */
  | { readonly is: 'unresolved' }
  /** The issue was deleted there; what is here is to be filed anew. */
  | { readonly is: 'unlinked' };

/** What the runner does next for a row. */
export type Effect =
  | { readonly do: 'nothing'; readonly reason: string }
  | { readonly do: 'wait'; readonly untilMs: number; readonly reason: string }
  | { readonly do: 'create'; readonly reason: string }
  | { readonly do: 'look'; readonly reason: string }
  | { readonly do: 'compare'; readonly reason: string };

/** What comes from outside. */
export interface Pacing {
  /** The schedule of looks, in milliseconds after the create. */
  readonly lookAgainMs: readonly number[];
  /** A number from 0 to 1, for the jitter. */
  readonly random: number;
  /** What follows a last look in vain: the create is sent again, or a person is asked. */
  readonly repost: 'automatic' | 'ask';
}

export const NEW_ROW: SyncRow = {
  state: 'local',
  owes: false,
  attempt: 0,
  notBeforeMs: null,
  unconfirmedSinceMs: null,
  looks: 0,
  error: null,
};

const BACKOFF_FIRST_MS = 2_000;
const BACKOFF_MOST_MS = 5 * 60_000;
/** GitHub's docs, "Best practices": without `retry-after`, wait at least one minute after a secondary limit. */
const PAUSE_UNTOLD_MS = 60_000;

/** Milliseconds to wait after a number of failures in a row: doubling, with half of it at random, at most 5 minutes. */
export function backoffMs(attempt: number, random: number): number {
  const full = Math.min(BACKOFF_FIRST_MS * 2 ** Math.max(0, attempt - 1), BACKOFF_MOST_MS);
  return Math.round(full / 2 + (full / 2) * random);
}

/** Milliseconds of a pause whose length GitHub did not say, after a number of pauses in a row. */
export function untoldPauseMs(attempt: number): number {
  return PAUSE_UNTOLD_MS * 2 ** Math.min(attempt, 4);
}

/** The row after a start: a write that was under way when the program ended may have arrived. */
export function recover(row: SyncRow, linked: boolean, nowMs: number): SyncRow {
  if (row.state !== 'sending') return row;
  return linked ? { ...row, state: 'queued' } : unconfirmed(row, row.unconfirmedSinceMs ?? nowMs, 0, nowMs);
}

/** Looks so far of a row that is looked for just once more before it is sent: no schedule is as long. */
const ONE_LOOK = Number.MAX_SAFE_INTEGER - 1;

/** The row of something that may have been filed already, though this machine does not know of it: looked for first. */
export function lookFirst(row: SyncRow, sinceMs: number): SyncRow {
  return unconfirmed(row, sinceMs, ONE_LOOK, 0);
}

function unconfirmed(row: SyncRow, sinceMs: number, looks: number, notBeforeMs: number): SyncRow {
  return {
    ...row,
    state: 'unconfirmed',
    unconfirmedSinceMs: sinceMs,
    looks,
    notBeforeMs,
    error: { code: 'github.unconfirmed', params: {} },
  };
}

/** More than GitHub ever asks for, and than any back-off comes to. */
const MOST_WAIT_MS = 24 * 3_600_000;

/** Is a wait still on? One of more than a day was reckoned by a clock that has been set back since, and binds nobody. */
export function isToWait(untilMs: number | null, nowMs: number): untilMs is number {
  return untilMs !== null && untilMs > nowMs && untilMs - nowMs <= MOST_WAIT_MS;
}

/** The next thing to do for a row. `linked`: its issue is known. */
export function nextEffect(row: SyncRow, linked: boolean, nowMs: number): Effect {
  if (isToWait(row.notBeforeMs, nowMs) && (row.state === 'queued' || row.state === 'unconfirmed')) {
    return { do: 'wait', untilMs: row.notBeforeMs, reason: 'paused until then' };
  }
  switch (row.state) {
    case 'local':
      return { do: 'nothing', reason: 'kept on this machine only' };
    case 'queued':
      return linked
        ? { do: 'compare', reason: 'changed here since both sides agreed' }
        : { do: 'create', reason: 'not filed yet' };
    case 'unconfirmed':
      return { do: 'look', reason: 'the answer to filing it was lost' };
    case 'synced':
      return { do: 'nothing', reason: 'in step' };
    case 'sending':
      return { do: 'nothing', reason: 'a write is under way' };
    case 'conflict':
      return { do: 'nothing', reason: 'both sides changed the same words' };
    case 'blocked':
      return { do: 'nothing', reason: 'a person has to do something first' };
    default:
      return assertNever(row.state);
  }
}

/** The row with a write recorded as under way. Kept on disk before anything is sent. */
export function beginWrite(row: SyncRow, linked: boolean, nowMs: number): SyncRow {
  return { ...row, state: 'sending', owes: false, unconfirmedSinceMs: linked ? null : nowMs };
}

/** The row after an answer. `linked`: its issue is known (for a create: was known before it was sent). */
export function next(
  row: SyncRow,
  outcome: Outcome,
  linked: boolean,
  nowMs: number,
  pacing: Pacing,
): SyncRow {
  switch (outcome.is) {
    case 'created':
    case 'found':
    case 'inStep':
      return settled(row);
    case 'conflict':
      return { ...settled(row), state: 'conflict', owes: true };
    case 'notFound':
      return lookedInVain(row, nowMs, pacing);
    case 'notSent':
      return waiting(row, nowMs + backoffMs(row.attempt + 1, pacing.random), {
        code: 'github.offline',
        params: { reason: NOT_SENT[outcome.reason] },
      });
    case 'pause': {
      const untilMs = outcome.untilMs ?? nowMs + untoldPauseMs(row.attempt);
      return waiting(row, untilMs, {
        code: 'github.waiting',
        params: { until: new Date(untilMs).toISOString() },
      });
    }
    case 'signIn':
      // It stays in the queue, and goes by itself once somebody has signed in.
      return { ...waiting(row, nowMs, outcome.error), attempt: row.attempt };
    case 'unknown':
      return afterSilence(row, outcome.status, linked, nowMs, pacing);
    case 'refused':
      return {
        ...row,
        state: 'blocked',
        owes: row.owes || row.state !== 'unconfirmed',
        notBeforeMs: null,
        unconfirmedSinceMs: isToLookFor(row) ? row.unconfirmedSinceMs : null,
        error: outcome.error,
      };
    default:
      return assertNever(outcome);
  }
}

/** The words for each reason, for people. */
export const NOT_SENT: Readonly<Record<NotSentReason, string>> = {
  offline: 'this machine is offline',
  refused: 'the connection was refused',
  name: 'its name was not found',
  tls: 'the connection is not private',
  portal: 'another page answered: does this network ask to sign in?',
};

/** Both sides agree. If something changed here while the answer was under way, that is owed already. */
function settled(row: SyncRow): SyncRow {
  return { ...NEW_ROW, state: row.owes ? 'queued' : 'synced', owes: row.owes };
}

/** Nothing was done there: the same again later, in the state it was in before the write. */
function waiting(row: SyncRow, untilMs: number, error: KeptError): SyncRow {
  const wasCreate = isToLookFor(row);
  return {
    ...row,
    state: wasCreate ? 'unconfirmed' : 'queued',
    owes: row.owes || !wasCreate,
    attempt: row.attempt + 1,
    notBeforeMs: untilMs,
    unconfirmedSinceMs: wasCreate ? row.unconfirmedSinceMs : null,
    error,
  };
}

/** An answer that says nothing. A lost create is looked for; all else can be asked again, since it compares first. */
function afterSilence(row: SyncRow, status: number, linked: boolean, nowMs: number, pacing: Pacing): SyncRow {
  const attempt = row.attempt + 1;
  const later = nowMs + backoffMs(attempt, pacing.random);
  if (row.state === 'unconfirmed') return { ...row, attempt, notBeforeMs: later };
  if (row.state === 'sending' && !linked) {
    return unconfirmed(
      { ...row, attempt },
      row.unconfirmedSinceMs ?? nowMs,
      0,
      nowMs + (pacing.lookAgainMs[0] ?? 0),
    );
  }
  return waiting(row, later, { code: 'github.unavailable', params: { status } });
}

const NOT_ARRIVED: KeptError = { code: 'github.notArrived', params: {} };

/** Looked for in vain until a person was asked whether it is to be sent again? */
export function asksToRepost(row: SyncRow): boolean {
  return row.state === 'blocked' && row.error?.code === NOT_ARRIVED.code;
}

/** The issue that it is tied to is gone, as far as GitHub shows? */
export function isIssueGone({ state, error }: Pick<SyncRow, 'state' | 'error'>): boolean {
  return state === 'blocked' && (error?.code === 'github.issueGone' || error?.code === 'github.issueHidden');
}

/** Not in the list, which can lag: look again, and only after the last look create again. */
function lookedInVain(row: SyncRow, nowMs: number, pacing: Pacing): SyncRow {
  const looks = row.looks + 1;
  const sinceMs = row.unconfirmedSinceMs ?? nowMs;
  const wait = pacing.lookAgainMs[looks];
  if (wait !== undefined)
    return unconfirmed({ ...row, attempt: 0 }, sinceMs, looks, Math.max(nowMs, sinceMs + wait));
  if (pacing.repost === 'ask' && row.looks < ONE_LOOK)
    return { ...row, state: 'blocked', owes: true, notBeforeMs: null, attempt: 0, error: NOT_ARRIVED };
  return { ...NEW_ROW, state: 'queued', owes: true, looks };
}

/**
 * Could an earlier create still turn up? A look that got no answer says nothing about it. And where a create that was
 * looked for in vain could not be sent again, GitHub may have hidden it (a repository whose issues are switched off shows
 * none): it is looked for once more before the next try.
 */
function isToLookFor(row: SyncRow): boolean {
  return row.state === 'unconfirmed' || (row.state === 'sending' && row.looks > 0);
}

/** The row after a request. */
export function ask(row: SyncRow, request: Request): SyncRow {
  switch (request.is) {
    case 'send':
      return send(row);
    case 'changed':
      // While a write is under way or an answer is missing, what is owed is remembered and sent afterwards.
      if (row.state === 'synced') return { ...row, state: 'queued', owes: true };
      return row.state === 'local' ? row : { ...row, owes: true };
    case 'cancel':
      return row.state === 'queued' || (row.state === 'blocked' && row.unconfirmedSinceMs === null)
        ? NEW_ROW
        : row;
    case 'resolved':
      return row.state === 'conflict' ? { ...NEW_ROW, state: 'queued', owes: true } : row;
    case 'unresolved':
      return canUnresolve(row) ? { ...NEW_ROW, state: 'conflict', owes: true } : row;
    case 'unlinked':
      return NEW_ROW;
    default:
      return assertNever(request);
  }
}

/** What is on its way can't be called back: then the earlier text is a change like any other. */
function canUnresolve(row: SyncRow): boolean {
  const isAtRest = row.state === 'queued' || row.state === 'synced' || row.state === 'blocked';
  return isAtRest && row.unconfirmedSinceMs === null;
}

function send(row: SyncRow): SyncRow {
  switch (row.state) {
    case 'local':
      return { ...NEW_ROW, state: 'queued', owes: true };
    case 'blocked':
      // Whatever a person mended, a create whose fate is not known is looked for first.
      if (row.unconfirmedSinceMs === null) return { ...NEW_ROW, state: 'queued', owes: true };
      if (asksToRepost(row)) return lookFirst(row, row.unconfirmedSinceMs);
      return { ...row, state: 'unconfirmed', notBeforeMs: null, attempt: 0, error: null };
    case 'queued':
      // Asking again does not shorten a pause that GitHub asked for; it does end waiting for a network.
      return row.error?.code === 'github.waiting' ? row : { ...row, notBeforeMs: null };
    case 'unconfirmed':
    case 'sending':
    case 'synced':
    case 'conflict':
      return row;
    default:
      return assertNever(row.state);
  }
}

/** What to do with three versions of an issue, and why. */
export type Decision =
  | { readonly do: 'none'; readonly reason: string }
  | { readonly do: 'agree'; readonly reason: string }
  | { readonly do: 'pull'; readonly reason: string }
  | { readonly do: 'update'; readonly reason: string }
  | { readonly do: 'merge'; readonly reason: string };

/** The same issue content? Labels are a set, compared without case as GitHub does; line ends of a body don't count. */
export function sameVersion(a: Version, b: Version): boolean {
  return (
    a.title === b.title && a.state === b.state && sameBody(a.body, b.body) && sameLabels(a.labels, b.labels)
  );
}

/** GitHub's editor turns line ends into CRLF without anybody having changed a word. */
export function sameBody(a: string, b: string): boolean {
  return a === b || a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');
}

function sameLabels(a: readonly string[], b: readonly string[]): boolean {
  const key = (labels: readonly string[]): string =>
    JSON.stringify([...new Set(labels.map((each) => each.toLowerCase()))].sort());
  return key(a) === key(b);
}

/**
 * What to do for a linked issue.
 * @param mine what is here
 * @param base what both sides last agreed on
 * @param theirs what GitHub has now
 */
export function decide(mine: Version, base: Version, theirs: Version): Decision {
  const changedHere = !sameVersion(mine, base);
  const changedThere = !sameVersion(theirs, base);
  if (!changedHere && !changedThere) return { do: 'none', reason: 'nothing changed on either side' };
  if (!changedHere) return { do: 'pull', reason: 'changed on GitHub only' };
  if (!changedThere) return { do: 'update', reason: 'changed here only' };
  if (sameVersion(mine, theirs)) return { do: 'agree', reason: 'both sides changed to the same' };
  return { do: 'merge', reason: 'changed on both sides' };
}

/** Something that a person should know of an issue, though it keeps nothing from going on. */
export interface Note extends KeptError {
  /** A person has seen it: it is not shown any more, nor made again. */
  readonly isDismissed: boolean;
  /**
   * For a second issue of a draft that a person asked to be closed. `asked`: nothing was sent. `commenting`: the comment
   * was sent, and its answer is not known. `commented`: only the closing is left.
   */
  readonly closing: 'asked' | 'commenting' | 'commented' | null;
}

/** Notes with one more, unless it is among them already. */
export function addNote(notes: readonly Note[], note: KeptError): readonly Note[] {
  const isKnown = notes.some((each) => isSameNote(each, note));
  return isKnown ? notes : [...notes, { ...note, isDismissed: false, closing: null }];
}

/** Do they say the same? */
export function isSameNote(a: KeptError, b: KeptError): boolean {
  const names = Object.keys(a.params);
  return a.code === b.code && names.every((name) => a.params[name] === b.params[name]);
}

/** All that is kept of one thing with regard to GitHub: where it stands, and what it is tied to. */
export interface SyncRecord extends SyncRow {
  /** Null until it is filed. */
  readonly issue: IssueRef | null;
  /** What both sides last agreed on; null until it is filed. */
  readonly base: Version | null;
  /** The ETag of the read that gave `base`; null where none did. */
  readonly etag: string | null;
  /** Labels that GitHub left out because the account may not set them: they are not sent again. */
  readonly dropped: readonly string[];
  /** In a conflict, what the other side wrote. */
  readonly theirs: Version | null;
  /** In a conflict with words that a write of ours went over, what GitHub has; null where that is `theirs`. */
  readonly held: Version | null;
  /** What was sent last, kept before it was sent. */
  readonly intent: Version | null;
  readonly notes: readonly Note[];
  /** The comments that a long report goes on in; null while it is in the issue's body alone. */
  readonly parts: PartsRecord | null;
}

/** What is kept of a report in parts. `base` is the whole of it. */
export interface PartsRecord {
  /** The issue's body, for the answer that it is unchanged. */
  readonly head: string;
  /** The comments that it names and that are there, in its order. */
  readonly named: readonly number[];
  /** How long each part is in `base`, the issue's own first, in UTF-16 code units. */
  readonly lengths: readonly number[];
  /** Comments of this report that the body does not name, as this machine last saw them. */
  readonly loose: readonly { readonly id: number; readonly body: string }[];
  /** A comment that was sent and whose answer is not known, kept before it was sent. */
  readonly posting: string | null;
  /** The issue's `updated_at` when it was last looked at; and whether that was so twice, since it counts whole seconds. */
  readonly updatedAt: string | null;
  readonly settled: boolean;
  /** In a conflict over a part that was deleted on GitHub: what it has, with that part put back. */
  readonly restored: string | null;
}

export const NEW_RECORD: SyncRecord = {
  ...NEW_ROW,
  issue: null,
  base: null,
  etag: null,
  dropped: [],
  theirs: null,
  held: null,
  intent: null,
  notes: [],
  parts: null,
};
