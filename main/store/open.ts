/**
 * Opens the database of a data folder: makes it, brings it to the latest schema, checks it and backs it up where that is
 * due, and restores it where it is damaged. In the usual case it costs a handful of reads.
 *
 * A database is only ever opened through SQLite, never as a plain file: closing any descriptor of it would drop every
 * lock this process holds on it (https://sqlite.org/howtocorrupt.html, section 2.2).
 */
import { DebriefError } from '../../app/errors.ts';
import { backupsOf, isBackupDue, makeBackup } from './backup.ts';
import type { Db, Identity } from './connection.ts';
import { APPLICATION_ID, connect, connectToDamaged, identify, makeDurable } from './connection.ts';
import { asStoreError, saysDamaged, sqliteCode } from './failures.ts';
import type { StoreFiles } from './files.ts';
import { makePrivateFile, makePrivateFolder, sizeOf, storeFiles } from './files.ts';
import type { FolderLock } from './folder-lock.ts';
import { openFolderLock, PATIENCE_MS } from './folder-lock.ts';
import { isDayAway, isSound, lastCheckMs, noteCheck } from './health.ts';
import { latestVersion, migrate } from './migrate.ts';
import type { Notice } from '../../app/notice.ts';
import { recoverDamaged, restoreMissing } from './recover.ts';

export interface OpenDatabase {
  readonly db: Db;
  readonly notices: readonly Notice[];
  /** Closes the database, and only then lets others have the folder alone. */
  readonly close: () => void;
}

/** What the file in the data folder is. */
type Found =
  | { readonly is: 'ready'; readonly db: Db }
  | { readonly is: 'missing' }
  | { readonly is: 'outdated' }
  | { readonly is: 'damaged' };

/** The smallest page of SQLite: a file that is shorter is no database. */
const SMALLEST = 512;

function notOurs(): DebriefError {
  return new DebriefError('store.notDatabase');
}

/** A file that is no database at all: it was ours once only where there are backups of it. */
function noDatabase(files: StoreFiles): Found {
  if (backupsOf(files).length === 0) throw notOurs();
  return { is: 'damaged' };
}

/** A file that SQLite can't read. A broken database is ours if its header says so. */
function unreadable(files: StoreFiles, error: unknown): Found {
  if (sqliteCode(error) === 'SQLITE_NOTADB') return noDatabase(files);
  if (!saysDamaged(error)) throw error;
  const db = connectToDamaged(files.database);
  try {
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw notOurs();
    return { is: 'damaged' };
  } finally {
    db.close();
  }
}

function judge(
  db: Db,
  { applicationId, version, empty }: Identity,
  check: 'now' | 'daily',
  nowMs: number,
): Found {
  const known = latestVersion();
  if (empty) return { is: 'outdated' };
  if (applicationId !== APPLICATION_ID) throw notOurs();
  if (version > known) throw new DebriefError('store.newer', { found: version, known });
  if (version < known) return { is: 'outdated' };
  makeDurable(db);
  const checkedAtMs = lastCheckMs(db);
  if (check === 'now' || checkedAtMs === null || isDayAway(checkedAtMs, nowMs)) {
    if (!isSound(db)) return { is: 'damaged' };
    noteCheckIfPossible(db, nowMs);
  }
  return { is: 'ready', db };
}

/** A database that can't be written for now can be checked all the same. */
const UNWRITABLE = ['SQLITE_READONLY', 'SQLITE_BUSY', 'SQLITE_FULL'];

function noteCheckIfPossible(db: Db, nowMs: number): void {
  try {
    noteCheck(db, nowMs);
  } catch (error) {
    if (!UNWRITABLE.some((code) => sqliteCode(error)?.startsWith(code))) throw error;
  }
}

/** @throws DebriefError store.notDatabase, store.newer: the file is as it was */
function look(files: StoreFiles, check: 'now' | 'daily', nowMs: number): Found {
  const size = sizeOf(files.database);
  if (size === null || size === 0) return { is: 'missing' };
  if (size < SMALLEST) return noDatabase(files);
  const db = connect(files.database);
  try {
    const found = judge(db, identify(db), check, nowMs);
    if (found.is !== 'ready') db.close();
    return found;
  } catch (error) {
    db.close();
    return unreadable(files, error);
  }
}

function create(files: StoreFiles): void {
  makePrivateFile(files.database);
  const db = connect(files.database);
  try {
    makeDurable(db);
    migrate(db);
  } finally {
    db.close();
  }
}

function update(files: StoreFiles, nowMs: number): void {
  const db = connect(files.database);
  try {
    const { empty } = identify(db);
    makeDurable(db);
    if (!empty) makeBackup(db, files, nowMs);
    migrate(db);
  } finally {
    db.close();
  }
}

/** Makes of whatever was found a database that is ready. The folder is held alone. */
function remedy(files: StoreFiles, found: Found, nowMs: number): Notice | null {
  switch (found.is) {
    case 'ready':
      found.db.close();
      return null;
    case 'missing': {
      const restored = restoreMissing(files, nowMs);
      if (restored === null) create(files);
      return restored;
    }
    case 'outdated':
      update(files, nowMs);
      return null;
    case 'damaged':
      return recoverDamaged(files, nowMs);
  }
}

/** Each round can find one thing to do: restore, then migrate, and another process may come in between. */
const ROUNDS = 4;

function getReady(
  files: StoreFiles,
  lock: FolderLock,
  nowMs: number,
): { readonly db: Db; readonly notices: readonly Notice[] } {
  const notices: Notice[] = [];
  const put = (check: 'now' | 'daily'): void => {
    const notice = remedy(files, look(files, check, nowMs), nowMs);
    if (notice !== null) notices.push(notice);
  };
  // Whoever closes a database last takes its log away. A log that nobody uses was left by a program that crashed.
  if ((sizeOf(files.writeAheadLog) ?? 0) > 0 && lock.tryAlone()) put('now');
  for (let round = 0; round < ROUNDS; round += 1) {
    lock.share();
    const found = look(files, 'daily', nowMs);
    if (found.is === 'ready') return { db: found.db, notices };
    lock.takeAlone();
    put('daily');
  }
  throw new DebriefError('store.locked');
}

/** A backup that can't be made must not keep a person from writing: they are told. */
function backUp(db: Db, files: StoreFiles, nowMs: number): Notice | null {
  try {
    if (isBackupDue(db, files, nowMs)) makeBackup(db, files, nowMs);
    return null;
  } catch (error) {
    const cause = asStoreError(error, files.folder);
    if (!(cause instanceof DebriefError)) throw error;
    return { code: 'store.backupFailed', text: `The daily backup could not be made: ${cause.message}` };
  }
}

/**
 * Opens the database of a data folder, which is made if it is not there.
 * @param patienceMs how long to wait for others, where the folder is needed alone
 * @throws DebriefError store.notDatabase, store.newer (both leave the file as it was), store.readOnly, store.locked,
 * store.full, store.broken
 */
export function openDatabase(folder: string, nowMs: number, patienceMs = PATIENCE_MS): OpenDatabase {
  const files = storeFiles(folder);
  let lock: FolderLock | null = null;
  try {
    makePrivateFolder(folder);
    const held = (lock = openFolderLock(files.lock, patienceMs));
    const { db, notices } = getReady(files, held, nowMs);
    const failure = backUp(db, files, nowMs);
    return {
      db,
      notices: failure === null ? notices : [...notices, failure],
      close: () => {
        db.close();
        held.close();
      },
    };
  } catch (error) {
    lock?.close();
    throw asStoreError(error, folder);
  }
}
