/** How a database is, for a diagnosis. */
import type { DatabaseFacts } from '../../app/diagnosis.ts';
import { backupsOf } from './backup.ts';
import type { Db } from './connection.ts';
import type { StoreFiles } from './files.ts';
import { sizeOf } from './files.ts';
import { isSound, lastCheckMs } from './health.ts';

/** @param thorough looks at each page now, about a second for each hundred megabytes */
export function databaseFacts(db: Db, files: StoreFiles, thorough: boolean): DatabaseFacts {
  const { drafts } = db.prepare('SELECT count(*) AS drafts FROM draft WHERE removed_at_ms IS NULL').get() as {
    readonly drafts: number;
  };
  return {
    isSound: thorough ? isSound(db) : null,
    soundAtMs: lastCheckMs(db),
    bytes: sizeOf(files.database) ?? 0,
    drafts,
    backupAtMs: backupsOf(files)[0]?.atMs ?? null,
  };
}
