/**
 * Moments that were logged while the database could not be written. They wait in a file beside it, one JSON line each,
 * to which any number of processes append, until one of them brings the lines into the database.
 *
 * No process holds a lock. What keeps a line from being lost is an order of steps. Whoever appends writes, syncs, and
 * then looks whether the file still has its name; if not, somebody took it away meanwhile, perhaps without this line, and
 * it is appended once more. Whoever brings lines in gives the file another name, then reads it, then commits, and only
 * then deletes it. So a line may be there twice, or be left by a crash after it was brought in: its id tells.
 */
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';

import type { Certainty, Phase } from '../../app/draft.ts';
import { PHASES } from '../../app/draft.ts';
import { namesIn, renameDurably, sizeOf, syncFolder } from './files.ts';
import type { StoreFiles } from './files.ts';
import { systemCode } from './failures.ts';
import type { Reserve } from './reserve.ts';

/** A moment on its way into a draft. */
export interface WaitingEntry {
  /** The id that the entry has, or will have. */
  readonly id: string;
  /** A draft, as it was named; null: the current one. */
  readonly draft: string | null;
  /** When it was, in UTC milliseconds; null where the clock of the incident could not be read. */
  readonly atMs: number | null;
  /** What the machine's clock showed then, in UTC milliseconds. */
  readonly stampMs: number;
  readonly text: string;
  readonly phase: Phase | null;
  readonly certainty: Certainty;
}

/** The version of a line's form. */
const FORM = 1;

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

function isCertainty(value: unknown): value is Certainty {
  if (typeof value !== 'object' || value === null || !('is' in value)) return false;
  if (value.is !== 'range') return value.is === 'exact' || value.is === 'about' || value.is === 'unknown';
  return (
    'untilMs' in value && isInstant(value.untilMs) && 'about' in value && typeof value.about === 'boolean'
  );
}

/** By hand: the schemas of the contract take longer to load than a line takes to be logged. */
function entryIn(value: unknown): WaitingEntry | null {
  if (typeof value !== 'object' || value === null) return null;
  const { v, id, draft, atMs, stampMs, text, phase, certainty } = value as Readonly<Record<string, unknown>>;
  const known = phase === null ? null : PHASES.find((each) => each === phase);
  if (v !== FORM || typeof id !== 'string' || id === '' || typeof text !== 'string') return null;
  if ((draft !== null && typeof draft !== 'string') || (atMs !== null && !isInstant(atMs))) return null;
  if (!isInstant(stampMs) || known === undefined || !isCertainty(certainty)) return null;
  return { id, draft, atMs, stampMs, text, phase: known, certainty };
}

/** What lies in the journal. */
export interface Waiting {
  readonly entries: readonly WaitingEntry[];
  /** Lines that a newer Debrief wrote. They stay. */
  readonly unknown: readonly string[];
}

/** What was taken out of the journal, and lies aside until it is known to be in the database. */
export interface TakenFromJournal extends Waiting {
  /** Deletes it, but for some of it, which goes back into the journal. */
  discard(back: readonly WaitingEntry[]): void;
}

export interface Journal {
  /** Its name, for a person. */
  readonly name: string;
  /** How many bytes wait in it. Asks the file system once. */
  bytes(): number;
  /** Did somebody take entries out and not end that? Looks through the folder. */
  isLeftOpen(): boolean;
  /** On the disk when it returns. @throws what the system says: the entry is then not kept */
  append(entry: WaitingEntry): void;
  /** All that waits, in the order in which it was logged. */
  read(): Waiting;
  /** Takes all that waits out of the reach of those who append. */
  take(): TakenFromJournal;
}

/** Does the error say that there is no room left? */
function saysFull(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** Has the file that was opened still its name? */
function hasItsName(descriptor: number, file: string): boolean {
  const named = statSync(file, { bigint: true, throwIfNoEntry: false });
  const opened = fstatSync(descriptor, { bigint: true });
  return named?.ino === opened.ino && named.dev === opened.dev;
}

/** Appends bytes that are on the disk when it returns. False: the file was taken away before that was certain. */
function appendOnce(file: string, folder: string, bytes: Buffer): boolean {
  const descriptor = openSync(file, 'a', 0o600);
  try {
    if (writeSync(descriptor, bytes) < bytes.length)
      throw Object.assign(new Error('no space for all of the line'), { code: 'ENOSPC', syscall: 'write' });
    fsyncSync(descriptor);
    syncFolder(folder);
    return hasItsName(descriptor, file);
  } finally {
    closeSync(descriptor);
  }
}

/** The value of a whole line; undefined for one whose writing was cut short, which nobody was told is kept. */
function valueOf(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

function readLines(texts: readonly string[]): Waiting {
  const entries = new Map<string, WaitingEntry>();
  const unknown: string[] = [];
  for (const line of texts.flatMap((text) => text.split('\n'))) {
    const value = valueOf(line);
    const entry = entryIn(value);
    if (entry !== null) entries.set(entry.id, entry);
    else if (value !== undefined) unknown.push(line);
  }
  return { entries: [...entries.values()], unknown };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // Another process has just brought it in.
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/** @param newId names what is taken */
export function openJournal(files: StoreFiles, reserve: Reserve, newId: () => string): Journal {
  const { folder, journal: file } = files;
  const asidePrefix = `${basename(file)}.`;
  const asides = (): readonly string[] =>
    namesIn(folder)
      .filter((name) => name.startsWith(asidePrefix))
      .sort()
      .map((name) => join(folder, name));
  const appendLine = (line: string): void => {
    // An end of line before it, too: what an earlier writer left unfinished ends there.
    const bytes = Buffer.from(`\n${line}\n`);
    for (;;) {
      try {
        if (appendOnce(file, folder, bytes)) return;
      } catch (error) {
        if (!saysFull(error) || !reserve.release()) throw error;
      }
    }
  };
  const append = (entry: WaitingEntry): void => appendLine(JSON.stringify({ v: FORM, ...entry }));
  return {
    name: basename(file),
    bytes: () => sizeOf(file) ?? 0,
    isLeftOpen: () => asides().length > 0,
    append,
    read: () => readLines([...asides(), file].map(readIfThere)),
    take() {
      if (sizeOf(file) !== null) takeAway(file, `${file}.${newId()}`, folder);
      const taken = asides();
      const { entries, unknown } = readLines(taken.map(readIfThere));
      return {
        entries,
        unknown,
        discard(back) {
          for (const line of unknown) appendLine(line);
          for (const entry of back) append(entry);
          for (const aside of taken) rmSync(aside, { force: true });
        },
      };
    },
  };
}

function takeAway(file: string, aside: string, folder: string): void {
  try {
    renameDurably(file, aside, folder);
  } catch (error) {
    // Another process was faster; what it took is read below all the same.
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}
