/** Connections to a Debrief database: how one is recognised, and the pragmas without which none is used. */
import Database from 'better-sqlite3';

export type Db = Database.Database;

/** In the header of each of our databases ("Dbrf"), so that another program's file is never taken for one. */
export const APPLICATION_ID = 0x44_62_72_66;

/** How long a statement waits for another process's transaction. */
export const BUSY_TIMEOUT_MS = 5_000;

/** Opens a file as it is. Nothing is read or written yet. */
export function connect(file: string): Db {
  return new Database(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
}

/**
 * Makes every commit reach the disk before it is acknowledged. better-sqlite3 is compiled with
 * SQLITE_DEFAULT_WAL_SYNCHRONOUS=1, which syncs nothing at a commit, so FULL is set after WAL and on every connection:
 * it is not a property of the file. On macOS fsync leaves the data in the drive's cache, and F_FULLFSYNC does not.
 * Source: https://sqlite.org/pragma.html#pragma_synchronous and #pragma_fullfsync
 */
export function makeDurable(db: Db): void {
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  if (process.platform === 'darwin') {
    db.pragma('fullfsync = ON');
    db.pragma('checkpoint_fullfsync = ON');
  }
  db.exec(`
    PRAGMA foreign_keys = ON;
    -- Both are for files that were tampered with or damaged: no functions from a schema, no malformed cells.
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    -- The write-ahead log gives back what a single large transaction made it grow to.
    PRAGMA journal_size_limit = 16777216;
  `);
}

/** What a file's header says of it. `empty`: it holds no table at all. */
export interface Identity {
  readonly applicationId: number;
  /** The schema's version: the number of the last migration. */
  readonly version: number;
  readonly empty: boolean;
}

/** @throws SqliteError SQLITE_NOTADB or SQLITE_CORRUPT for a file that is no database or a broken one */
export function identify(db: Db): Identity {
  const applicationId = db.pragma('application_id', { simple: true }) as number;
  const version = db.pragma('user_version', { simple: true }) as number;
  const fresh = applicationId === 0 && version === 0;
  const empty = fresh && db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  return { applicationId, version, empty };
}

/**
 * Reads what can still be read of a damaged file, also where its size does not agree with its header. It is opened for
 * reading only: nothing is repaired in place.
 */
export function connectToDamaged(file: string): Db {
  const db = new Database(file, { fileMustExist: true, readonly: true, timeout: BUSY_TIMEOUT_MS });
  // With a writable schema SQLite takes the file's size for the number of its pages, instead of refusing it.
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
  return db;
}
