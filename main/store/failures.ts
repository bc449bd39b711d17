/** What SQLite and the file system say, as codes of the error table. */
import { accessSync, constants, statfsSync } from 'node:fs';

import Database from 'better-sqlite3';

import { DebriefError } from '../../app/errors.ts';
import type { ErrorCode } from '../../app/errors.ts';

const { SqliteError } = Database;

/** SQLite's result codes, extended ones by their beginning (https://sqlite.org/rescode.html). */
const SQLITE_CODES: readonly (readonly [code: string, means: ErrorCode])[] = [
  ['SQLITE_BUSY', 'store.locked'],
  ['SQLITE_LOCKED', 'store.locked'],
  ['SQLITE_PROTOCOL', 'store.locked'],
  ['SQLITE_READONLY', 'store.readOnly'],
  ['SQLITE_PERM', 'store.readOnly'],
  ['SQLITE_FULL', 'store.full'],
  ['SQLITE_NOTADB', 'store.notDatabase'],
  ['SQLITE_IOERR', 'store.broken'],
  ['SQLITE_CORRUPT', 'store.broken'],
];

const SYSTEM_CODES: Readonly<Record<string, ErrorCode>> = {
  EACCES: 'store.readOnly',
  EPERM: 'store.readOnly',
  EROFS: 'store.readOnly',
  ENOSPC: 'store.full',
  EDQUOT: 'store.full',
  EBUSY: 'store.locked',
};

/** SQLite's own code of an error, or null if it is none of SQLite's. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof SqliteError ? error.code : null;
}

/** Does the error say that the file is a database whose content is broken? */
export function saysDamaged(error: unknown): boolean {
  return sqliteCode(error)?.startsWith('SQLITE_CORRUPT') ?? false;
}

/** The system's own code of an error, such as ENOSPC, or null if it is none of the system's. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null;
}

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Bytes that SQLite needs at least to open a database: the index of its log. */
const LEAST_ROOM = 32 * 1024;

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < LEAST_ROOM;
  } catch {
    return false;
  }
}

/**
 * SQLITE_CANTOPEN and SQLITE_IOERR have many reasons: that the folder may not be written, or the disk is full, are those a
 * person can do something about.
 */
function codeOf(error: unknown, folder: string): ErrorCode | null {
  const system = systemCode(error);
  if (system !== null) return SYSTEM_CODES[system] ?? 'store.broken';
  const code = sqliteCode(error);
  if (code?.startsWith('SQLITE_CANTOPEN')) return writable(folder) ? 'store.broken' : 'store.readOnly';
  if (code?.startsWith('SQLITE_IOERR') && isFull(folder)) return 'store.full';
  return SQLITE_CODES.find(([prefix]) => code?.startsWith(prefix))?.[1] ?? null;
}

/** The error as one of the table's; anything that is not a failure of the store is given back as it is. */
export function asStoreError(error: unknown, folder: string): unknown {
  const code = codeOf(error, folder);
  if (code === null) return error;
  const reason = saysDamaged(error) ? 'it is damaged' : (systemCode(error) ?? sqliteCode(error) ?? code);
  return new DebriefError(code, { reason }, { cause: error });
}
