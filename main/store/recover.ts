/** What is done about a database that is damaged or gone. Whoever calls has the data folder alone. */
import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

import { DebriefError } from '../../app/errors.ts';
import type { Backup } from './backup.ts';
import { backupsOf } from './backup.ts';
import type { Db } from './connection.ts';
import { APPLICATION_ID, connect, identify, makeDurable } from './connection.ts';
import { saysDamaged, sqliteCode } from './failures.ts';
import type { StoreFiles } from './files.ts';
import {
  BESIDE,
  makePrivate,
  makePrivateFile,
  namesIn,
  renameDurably,
  sizeOf,
  stampIn,
  stampOf,
  syncFile,
} from './files.ts';
import { isSound, noteCheck } from './health.ts';
import { keyValues } from './key-values.ts';
import { latestVersion, migrate } from './migrate.ts';
import type { Notice } from '../../app/notice.ts';
import type { Salvage } from './salvage.ts';
import { salvage } from './salvage.ts';
import { INDEXED_SEQ } from './search.ts';

const ASIDE = /^debrief\.damaged-.*\.db$/;

/** The newest file that was set aside, if that was after an instant: then it has what a backup of that instant has not. */
function setAsideAfter(files: StoreFiles, atMs: number): string | null {
  const found = namesIn(files.folder)
    .filter((name) => ASIDE.test(name) && (stampIn(name) ?? 0) > atMs)
    .sort()
    .at(-1);
  return found === undefined ? null : join(files.folder, found);
}

function discard(file: string): void {
  for (const each of [file, ...BESIDE.map((end) => file + end)]) rmSync(each, { force: true });
}

/** Is the file a whole database of ours, of a format that this Debrief knows? */
function isGood(db: Db): boolean {
  try {
    const { applicationId, version } = identify(db);
    return applicationId === APPLICATION_ID && version <= latestVersion() && isSound(db);
  } catch (error) {
    if (saysDamaged(error) || sqliteCode(error) === 'SQLITE_NOTADB') return false;
    throw error;
  }
}

/** A copy of the newest backup that is good, or else an empty database, opened under the name `restoring`. */
function restoreNewest(files: StoreFiles): { readonly db: Db; readonly backup: Backup | null } {
  for (const backup of backupsOf(files)) {
    discard(files.restoring);
    copyFileSync(backup.file, files.restoring);
    makePrivate(files.restoring);
    const db = connect(files.restoring);
    if (isGood(db)) return { db, backup };
    db.close();
  }
  discard(files.restoring);
  makePrivateFile(files.restoring);
  return { db: connect(files.restoring), backup: null };
}

/**
 * Drafts that were about to be filed may have been filed since the backup, and the note of it lost. They are looked for
 * before anything is sent again.
 */
function doubtUnfiled(db: Db, sinceMs: number): void {
  db.prepare<[number]>(
    `UPDATE sync_record SET
       state = CASE state WHEN 'blocked' THEN 'blocked' ELSE 'unconfirmed' END,
       unconfirmed_since_ms = coalesce(unconfirmed_since_ms, ?), looks = 0
     WHERE issue_number IS NULL AND state IN ('queued', 'sending', 'blocked')`,
  ).run(sinceMs);
}

/** Builds the database that is to take the place of the lost one. */
function rebuild(
  files: StoreFiles,
  damaged: string | null,
  nowMs: number,
): { readonly backup: Backup | null; readonly saved: Salvage | null } {
  const { db, backup } = restoreNewest(files);
  try {
    makeDurable(db);
    migrate(db);
    const source = damaged ?? setAsideAfter(files, backup?.atMs ?? -Infinity);
    const saved = source === null ? null : salvage(source, db);
    if (saved?.syncComplete !== true) doubtUnfiled(db, backup?.atMs ?? 0);
    const meta = keyValues(db, 'meta');
    meta.set(INDEXED_SEQ, 0);
    meta.set('recoveredAtMs', nowMs);
    if (!isSound(db))
      throw new DebriefError('store.broken', { reason: 'it is damaged, and so is what was restored' });
    noteCheck(db, nowMs);
    return { backup, saved };
  } finally {
    // The last connection to close takes the write-ahead log into the file.
    db.close();
  }
}

/** Gives the damaged file another name, together with what belongs to it, and says which. */
function setAside(files: StoreFiles, nowMs: number): string {
  const aside = join(files.folder, `debrief.damaged-${stampOf(nowMs)}.db`);
  // The log first: beside the restored database it would be taken for that one's.
  for (const end of BESIDE)
    if (sizeOf(files.database + end) !== null) renameSync(files.database + end, aside + end);
  renameDurably(files.database, aside, files.folder);
  return basename(aside);
}

function minuteOf(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

function sayWhatWasSaved(saved: Salvage | null): string {
  if (saved === null) return '';
  const newer = `${counted(saved.drafts, 'draft', 'drafts')} and ${counted(saved.entries, 'entry', 'entries')}`;
  return saved.complete
    ? ` Everything in it could be read and is here again (${newer} newer than that).`
    : ` ${newer} newer than that could be read from it and are here again; what is missing may still be in that file.`;
}

/**
 * Sets a damaged database aside and restores the newest good backup in its place, with everything that could still be
 * read of the damaged one. Nothing is deleted.
 * @returns what to tell the person
 */
export function recoverDamaged(files: StoreFiles, nowMs: number): Notice {
  const { backup, saved } = rebuild(files, files.database, nowMs);
  syncFile(files.restoring);
  const aside = setAside(files, nowMs);
  renameDurably(files.restoring, files.database, files.folder);
  const restored =
    backup === null ? 'There was no backup.' : `The backup of ${minuteOf(backup.atMs)} was restored.`;
  return {
    code: 'store.recovered',
    text: `The database was damaged. It is kept as ${aside}. ${restored}${sayWhatWasSaved(saved)}`,
  };
}

/**
 * Restores the newest good backup where there is no database any more.
 * @returns what to tell the person; null if no backup was good, so that there is nothing to restore
 */
export function restoreMissing(files: StoreFiles, nowMs: number): Notice | null {
  if (backupsOf(files).length === 0 && setAsideAfter(files, -Infinity) === null) return null;
  const { backup, saved } = rebuild(files, null, nowMs);
  if (backup === null && saved === null) {
    discard(files.restoring);
    return null;
  }
  syncFile(files.restoring);
  renameDurably(files.restoring, files.database, files.folder);
  const from = backup === null ? 'what was set aside before' : `the backup of ${minuteOf(backup.atMs)}`;
  return {
    code: 'store.restored',
    text: `The database was missing, so ${from} was restored. To begin anew, move the folder "backups" away as well.`,
  };
}
