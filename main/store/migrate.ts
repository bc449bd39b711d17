import { DebriefError } from '../../app/errors.ts';
import type { Db } from './connection.ts';
import { APPLICATION_ID } from './connection.ts';
import { initial } from './migrations/0001-initial.ts';
import { comments } from './migrations/0002-comments.ts';
import { issuesKnown } from './migrations/0003-issues-known.ts';
import { draftHost } from './migrations/0004-draft-host.ts';
import { certainty } from './migrations/0005-certainty.ts';
import { parts } from './migrations/0006-parts.ts';
import { uncheckedWrites } from './migrations/0007-unchecked-writes.ts';
import { incidentClocks } from './migrations/0008-incident-clocks.ts';
import { typedLines } from './migrations/0009-typed-lines.ts';
import { archive } from './migrations/0010-archive.ts';
import { pictures } from './migrations/0011-pictures.ts';
import { example } from './migrations/0012-example.ts';
import type { Migration } from './migrations/migration.ts';

/** Every step of the schema, in order. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  comments,
  issuesKnown,
  draftHost,
  certainty,
  parts,
  uncheckedWrites,
  incidentClocks,
  typedLines,
  archive,
  pictures,
  example,
];

/** The schema's version after the last migration. */
export function latestVersion(migrations: readonly Migration[] = MIGRATIONS): number {
  return migrations.at(-1)?.version ?? 0;
}

function versionOf(db: Db): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings a database to the latest schema: all pending migrations in one transaction, or none of them. Another process
 * may have done it in the meantime; then nothing is left to do.
 * @throws DebriefError store.newer, with the file as it was
 */
export function migrate(db: Db, migrations: readonly Migration[] = MIGRATIONS): void {
  const known = latestVersion(migrations);
  // A migration may have to rebuild a table that others refer to; SQLite ignores this pragma inside a transaction.
  db.pragma('foreign_keys = OFF');
  try {
    db.transaction(() => {
      const found = versionOf(db);
      if (found > known) throw new DebriefError('store.newer', { found, known });
      for (const { version, sql } of migrations) if (version > found) db.exec(sql);
      const dangling = db.pragma('foreign_key_check') as readonly unknown[];
      if (dangling.length > 0)
        throw new Error(`a migration left ${dangling.length} rows without what they refer to`);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${known}`);
    }).exclusive();
  } finally {
    db.pragma('foreign_keys = ON');
  }
}
