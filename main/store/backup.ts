import { rmSync } from 'node:fs';
import { join } from 'node:path';

import type { Db } from './connection.ts';
import type { StoreFiles } from './files.ts';
import {
  makePrivateFile,
  makePrivateFolder,
  namesIn,
  renameDurably,
  stampIn,
  stampOf,
  syncFile,
} from './files.ts';
import { isDayAway } from './health.ts';

export interface Backup {
  readonly file: string;
  /** When it was made, in UTC milliseconds. */
  readonly atMs: number;
}

const KEPT = 5;
const FILE = /^debrief-.*\.db$/;

/** The backups of a data folder, the newest first. */
export function backupsOf({ backups }: StoreFiles): readonly Backup[] {
  return namesIn(backups)
    .flatMap((name) => {
      const atMs = FILE.test(name) ? stampIn(name) : null;
      return atMs === null ? [] : [{ file: join(backups, name), atMs }];
    })
    .sort((a, b) => b.atMs - a.atMs);
}

/** Is there something to keep, and is the newest backup a day old? */
export function isBackupDue(db: Db, files: StoreFiles, nowMs: number): boolean {
  const [newest] = backupsOf(files);
  if (newest !== undefined && !isDayAway(newest.atMs, nowMs)) return false;
  return db.prepare('SELECT 1 FROM draft LIMIT 1').get() !== undefined;
}

/**
 * Writes a compact copy of the database as it is at this instant; others may go on writing. It has its name only once
 * it is complete and on the disk. Only the newest ones stay.
 */
export function makeBackup(db: Db, files: StoreFiles, nowMs: number): void {
  makePrivateFolder(files.backups);
  const file = join(files.backups, `debrief-${stampOf(nowMs)}.db`);
  const partial = `${file}.${process.pid}.partial`;
  try {
    makePrivateFile(partial);
    db.prepare('VACUUM INTO ?').run(partial);
    syncFile(partial);
    renameDurably(partial, file, files.backups);
  } finally {
    rmSync(partial, { force: true });
  }
  for (const old of backupsOf(files).slice(KEPT)) rmSync(old.file, { force: true });
}
