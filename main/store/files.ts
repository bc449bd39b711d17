/** The data folder's files, and the ways in which they are made and moved so that a power cut can't halve them. */
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

/** Where everything of a database lies. */
export interface StoreFiles {
  readonly folder: string;
  readonly database: string;
  /** What SQLite puts beside it: the write-ahead log and its index. They go wherever the database goes. */
  readonly beside: readonly string[];
  readonly writeAheadLog: string;
  readonly lock: string;
  readonly backups: string;
  /** A database that is being restored, until it takes its place. */
  readonly restoring: string;
  /** What was logged while the database could not be written. */
  readonly journal: string;
  /** Space for the journal. */
  readonly reserve: string;
}

export const BESIDE = ['-wal', '-shm', '-journal'] as const;

export function storeFiles(folder: string): StoreFiles {
  const database = join(folder, 'debrief.db');
  return {
    folder,
    database,
    beside: BESIDE.map((end) => database + end),
    writeAheadLog: `${database}-wal`,
    lock: join(folder, 'debrief.lock'),
    backups: join(folder, 'backups'),
    restoring: join(folder, 'debrief.db.restoring'),
    journal: join(folder, 'debrief.journal'),
    reserve: join(folder, 'debrief.reserve'),
  };
}

/** Makes a folder that only its owner can enter. One that is there keeps the permissions it has. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Makes an empty file that only its owner can read, unless there is a file. SQLite gives its companions the same mode. */
export function makePrivateFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** Takes all rights to a file from everyone but its owner. */
export function makePrivate(file: string): void {
  chmodSync(file, 0o600);
}

/** Bytes, or null if there is no such file. */
export function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null;
}

/** The names of a folder's files; none if there is no such folder. */
export function namesIn(folder: string): readonly string[] {
  return statSync(folder, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(folder);
}

/** Waits until a finished file is on the disk. Never for a database in use: closing the file would drop its locks. */
export function syncFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Gives a file a new name in the same folder, durably. What had that name is replaced. */
export function renameDurably(from: string, to: string, folder: string): void {
  renameSync(from, to);
  syncFolder(folder);
}

/** Waits until the names of a folder's files are on the disk. */
export function syncFolder(folder: string): void {
  // Windows keeps names by itself, and lets nobody open a folder.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** An instant as a part of a file's name that sorts by time and that every file system takes. */
export function stampOf(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[:.]/g, '-');
}

const STAMP = /(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z/;

/** The instant in a file's name, in UTC milliseconds; null if it has none. */
export function stampIn(name: string): number | null {
  const [, date, hours, minutes, seconds, milliseconds] = STAMP.exec(name) ?? [];
  if (date === undefined) return null;
  const atMs = Date.parse(`${date}T${hours}:${minutes}:${seconds}.${milliseconds}Z`);
  return Number.isNaN(atMs) ? null : atMs;
}
