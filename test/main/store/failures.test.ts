import { join } from 'node:path';

import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

import { DebriefError } from '../../../app/errors.ts';
import { accessTo } from '../../../main/store/access.ts';
import { asStoreError, saysDamaged } from '../../../main/store/failures.ts';
import { openDatabase } from '../../../main/store/open.ts';
import { NOW_MS, scratchFolder } from './scratch.ts';

const system = (code: string): Error => Object.assign(new Error('x'), { code, syscall: 'open' });
const sqlite = (code: string): Error => new Database.SqliteError('x', code);

function caught(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('what SQLite and the file system say', () => {
  it.each([
    [sqlite('SQLITE_BUSY'), 'store.locked'],
    [sqlite('SQLITE_BUSY_SNAPSHOT'), 'store.locked'],
    [sqlite('SQLITE_PROTOCOL'), 'store.locked'],
    [sqlite('SQLITE_READONLY'), 'store.readOnly'],
    [sqlite('SQLITE_READONLY_DIRECTORY'), 'store.readOnly'],
    [sqlite('SQLITE_FULL'), 'store.full'],
    [sqlite('SQLITE_IOERR_FSYNC'), 'store.broken'],
    [sqlite('SQLITE_CORRUPT_INDEX'), 'store.broken'],
    [sqlite('SQLITE_NOTADB'), 'store.notDatabase'],
    [sqlite('SQLITE_CANTOPEN'), 'store.broken'],
    [system('EROFS'), 'store.readOnly'],
    [system('EACCES'), 'store.readOnly'],
    [system('ENOSPC'), 'store.full'],
    [system('EIO'), 'store.broken'],
  ])('has a code of the error table: %s', (error, code) => {
    const told = asStoreError(error, scratchFolder());
    expect(told).toMatchObject({ name: 'DebriefError', code, cause: error });
    expect((told as DebriefError).message).not.toMatch(/undefined|\n/);
  });

  it('is read-only if the folder can not be written', () => {
    expect(asStoreError(sqlite('SQLITE_CANTOPEN'), join(scratchFolder(), 'gone'))).toMatchObject({
      code: 'store.readOnly',
    });
  });

  it('leaves alone what is no failure of the store', () => {
    for (const error of [
      new DebriefError('draft.unknown', { id: 'x' }),
      new TypeError('x'),
      sqlite('SQLITE_ERROR'),
      sqlite('SQLITE_CONSTRAINT_UNIQUE'),
    ]) {
      expect(asStoreError(error, '/')).toBe(error);
    }
    expect(saysDamaged(sqlite('SQLITE_CORRUPT_VTAB'))).toBe(true);
    expect(saysDamaged(new Error('SQLITE_CORRUPT'))).toBe(false);
  });
});

describe('real failures', () => {
  it('of a full disk are told as such, and take back the whole transaction', () => {
    const folder = scratchFolder();
    const { db, close } = openDatabase(folder, NOW_MS);
    try {
      // The nearest thing to a full disk that needs none: the database may not grow.
      db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true }) as number}`);
      const access = accessTo(db, folder);
      const fill = (): void =>
        access.write(() => {
          db.prepare("INSERT INTO meta VALUES ('small', '1')").run();
          db.prepare("INSERT INTO meta VALUES ('big', hex(zeroblob(1000000)))").run();
        });
      expect(fill).toThrow(expect.objectContaining({ code: 'store.full' }));
      expect(db.prepare("SELECT key FROM meta WHERE key IN ('small', 'big')").all()).toEqual([]);
      expect(db.inTransaction).toBe(false);
    } finally {
      close();
    }
  });

  it('of a locked database are told as such', () => {
    const folder = scratchFolder();
    const one = openDatabase(folder, NOW_MS);
    const two = openDatabase(folder, NOW_MS);
    try {
      one.db.exec('BEGIN IMMEDIATE');
      two.db.pragma('busy_timeout = 1');
      const error = caught(() => accessTo(two.db, folder).write(() => undefined));
      expect(error).toMatchObject({ code: 'store.locked' });
      one.db.exec('ROLLBACK');
      expect(accessTo(two.db, folder).write(() => 1)).toBe(1);
    } finally {
      one.close();
      two.close();
    }
  });

  it('of a write inside of a read are a mistake of ours, and the next write is done', () => {
    const folder = scratchFolder();
    const { db, close } = openDatabase(folder, NOW_MS);
    try {
      const access = accessTo(db, folder);
      expect(() => access.read(() => access.write(() => 1))).toThrow('a write inside of a read');
      expect(db.inTransaction).toBe(false);
      expect(access.write(() => access.read(() => access.write(() => access.query(() => 1))))).toBe(1);
    } finally {
      close();
    }
  });

  it('of a database held by another program keep it from being opened', () => {
    const folder = scratchFolder();
    openDatabase(folder, NOW_MS).close();
    const browser = new Database(join(folder, 'debrief.db'));
    try {
      browser.pragma('locking_mode = EXCLUSIVE');
      browser.exec('BEGIN EXCLUSIVE; COMMIT');
      expect(() => openDatabase(folder, NOW_MS)).toThrow(expect.objectContaining({ code: 'store.locked' }));
    } finally {
      browser.close();
    }
  }, 20_000);
});
