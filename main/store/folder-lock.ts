/**
 * Who uses a data folder: every open store holds a share of its lock, and whoever makes, migrates or restores the
 * database has it alone. The lock is an empty SQLite file, since SQLite's locks work between processes on every system
 * and vanish with the process that held them.
 */
import Database from 'better-sqlite3';

import { makePrivateFile } from './files.ts';
import { sqliteCode } from './failures.ts';

export interface FolderLock {
  /** Waits until nobody has the folder alone, and keeps others from getting it so. @throws SqliteError SQLITE_BUSY */
  share(): void;
  /** Waits until nobody else uses the folder, and keeps everybody out. @throws SqliteError SQLITE_BUSY */
  takeAlone(): void;
  /** The same without waiting. False: somebody else uses the folder. */
  tryAlone(): boolean;
  /** Lets go of the share, or of the folder. */
  leave(): void;
  close(): void;
}

/** A migration or a restored backup takes seconds at most; a window that is open stays. */
export const PATIENCE_MS = 10_000;

/** @param file the lock's own file; made if it is not there */
export function openFolderLock(file: string, patienceMs: number): FolderLock {
  makePrivateFile(file);
  const db = new Database(file, { timeout: patienceMs });
  const leave = (): void => {
    if (db.inTransaction) db.exec('ROLLBACK');
  };
  return {
    share() {
      leave();
      db.exec('BEGIN');
      try {
        // A transaction takes its share with its first read.
        db.prepare('SELECT 1 FROM sqlite_schema').get();
      } catch (error) {
        leave();
        throw error;
      }
    },
    takeAlone() {
      leave();
      db.exec('BEGIN EXCLUSIVE');
    },
    tryAlone() {
      leave();
      db.pragma('busy_timeout = 0');
      try {
        db.exec('BEGIN EXCLUSIVE');
        return true;
      } catch (error) {
        if (sqliteCode(error)?.startsWith('SQLITE_BUSY')) return false;
        throw error;
      } finally {
        db.pragma(`busy_timeout = ${patienceMs}`);
      }
    },
    leave,
    close() {
      db.close();
    },
  };
}
