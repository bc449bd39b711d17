import { createCipheriv } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';

import { entriesOf } from '../../../app/draft.ts';
import { APPLICATION_ID } from '../../../main/store/connection.ts';
import { latestVersion } from '../../../main/store/migrate.ts';
import { openDatabase } from '../../../main/store/open.ts';
import { countingIds } from '../../support/ids.ts';
import { DAY_MS, draftOf, entryAt, inserted, inspect, NOW_MS, scratch, scratchFolder } from './scratch.ts';
import { openStore, storeOver } from '../../../main/store/store.ts';

const failsWith = (code: string): unknown => expect.objectContaining({ name: 'DebriefError', code });

function open(folder: string, atMs = NOW_MS): void {
  openDatabase(folder, atMs).close();
}

/** A folder with a database in which there is something, closed. */
function usedFolder(): string {
  const folder = scratchFolder();
  const newId = countingIds();
  const store = openStore({ folder, nowMs: () => NOW_MS, newId });
  store.insertDraft(draftOf(newId));
  store.close();
  return folder;
}

describe('a data folder that is not there', () => {
  it('is made for its owner alone, and so is all that is put into it', () => {
    const folder = join(scratchFolder(), 'deep', 'debrief');
    const s = scratch(folder);
    inserted(s);
    s.time.atMs += DAY_MS;
    s.another();
    const modes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => {
      const found = statSync(join(folder, name));
      return [name, found.isDirectory() ? 'folder' : 'file', (found.mode & 0o777).toString(8)];
    });
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
    expect(modes.length).toBeGreaterThan(4);
    expect(modes.filter(([, kind, mode]) => mode !== (kind === 'folder' ? '700' : '600'))).toEqual([]);
  });

  it('gets a database that says what it is', () => {
    const folder = scratchFolder();
    open(folder);
    inspect(join(folder, 'debrief.db'), (db) => {
      expect(db.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
      expect(db.pragma('user_version', { simple: true })).toBe(latestVersion());
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      const tables = db
        .prepare(
          "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        )
        .all();
      expect(tables.length).toBeGreaterThan(8);
      expect(tables.filter((table) => (table as { strict: number }).strict !== 1)).toEqual([]);
    });
  });
});

describe('every connection', () => {
  it.each([1, 2, 3])('waits for the disk at each commit, on start %i', (starts) => {
    const folder = scratchFolder();
    for (let start = 1; start < starts; start += 1) open(folder);
    const { db, close } = openDatabase(folder, NOW_MS);
    onTestFinished(close);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.pragma('busy_timeout', { simple: true })).toBe(5000);
  });

  it('leaves no log behind when the last one closes', () => {
    const folder = usedFolder();
    expect(readdirSync(folder).sort()).toEqual(['debrief.db', 'debrief.lock']);
  });
});

describe('a database that is there', () => {
  it('is opened with all that was in it', () => {
    const folder = scratchFolder();
    const newId = countingIds();
    const draft = draftOf(newId);
    for (const round of [0, 1, 2]) {
      const store = openStore({ folder, nowMs: () => NOW_MS, newId });
      if (round === 0) store.insertDraft(draft);
      store.logEntry(draft.id, entryAt(newId, NOW_MS + round, `round ${round}`));
      expect(
        entriesOf(store.getDraft(draft.id)).filter((each) => each.text.startsWith('round')),
      ).toHaveLength(round + 1);
      expect(store.notices).toEqual([]);
      store.close();
    }
  });

  it('may be an empty file', () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'debrief.db'), '');
    open(folder);
    expect(inspect(join(folder, 'debrief.db'), (db) => db.pragma('user_version', { simple: true }))).toBe(
      latestVersion(),
    );
  });

  it('may be one in which nothing was made yet', () => {
    const folder = scratchFolder();
    inspect(join(folder, 'debrief.db'), (db) => db.pragma('journal_mode = WAL'));
    expect(statSync(join(folder, 'debrief.db')).size).toBeGreaterThan(0);
    open(folder);
    expect(inspect(join(folder, 'debrief.db'), (db) => db.pragma('application_id', { simple: true }))).toBe(
      APPLICATION_ID,
    );
  });
});

describe('a file that is not ours', () => {
  const otherDatabase = (file: string, applicationId: number): void =>
    inspect(file, (db) => {
      db.exec('CREATE TABLE bookmark (url TEXT); INSERT INTO bookmark VALUES (1)');
      db.pragma(`application_id = ${applicationId}`);
    });

  it.each([
    ['a text', (file: string) => writeFileSync(file, 'My notes. '.repeat(1000))],
    ['a short text', (file: string) => writeFileSync(file, 'notes\n')],
    ['a single sign', (file: string) => writeFileSync(file, 'x')],
    ['zeros', (file: string) => writeFileSync(file, Buffer.alloc(8192))],
    [
      'noise',
      (file: string) =>
        writeFileSync(
          file,
          createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(65_536)),
        ),
    ],
    ["another program's database", (file: string) => otherDatabase(file, 252_006_674)],
    ['a database that does not say whose it is', (file: string) => otherDatabase(file, 0)],
    [
      "another program's database, cut off",
      (file: string) => {
        otherDatabase(file, 252_006_674);
        writeFileSync(file, readFileSync(file).subarray(0, 4096));
      },
    ],
  ])('is refused and left as it is: %s', (_, make) => {
    const folder = scratchFolder();
    const file = join(folder, 'debrief.db');
    make(file);
    const before = readFileSync(file);
    expect(() => open(folder)).toThrow(failsWith('store.notDatabase'));
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['debrief.db', 'debrief.lock']);
  });

  it('is refused too where a folder has its name', () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'debrief.db'));
    expect(() => open(folder)).toThrow(failsWith('store.broken'));
  });
});

describe('a database from a newer Debrief', () => {
  it('is refused and left as it is, byte for byte', () => {
    const folder = usedFolder();
    const file = join(folder, 'debrief.db');
    inspect(file, (db) => {
      db.exec('CREATE TABLE novelty (x)');
      db.pragma(`user_version = ${latestVersion() + 1}`);
    });
    const before = readFileSync(file);
    expect(() => open(folder)).toThrow(
      expect.objectContaining({
        code: 'store.newer',
        params: { found: latestVersion() + 1, known: latestVersion() },
      }),
    );
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['debrief.db', 'debrief.lock']);
  });
});

describe('a folder that is no folder', () => {
  it('is told in one line', () => {
    const file = join(scratchFolder(), 'file');
    writeFileSync(file, '');
    for (const folder of [file, join(file, 'below')])
      expect(() => open(folder)).toThrow(failsWith('store.broken'));
  });
});

describe('a database that may only be read', () => {
  it('can be read, and says so when something is to be saved', () => {
    const folder = usedFolder();
    const newId = countingIds();
    const db = new Database(join(folder, 'debrief.db'), { readonly: true });
    onTestFinished(() => {
      db.close();
    });
    const store = storeOver(db, { folder, nowMs: () => NOW_MS, newId });
    const [draft] = store.listDrafts();
    expect(entriesOf(store.getDraft(draft!.id))).toHaveLength(3);
    expect(() => store.logEntry(draft!.id, entryAt(newId, NOW_MS, 'x'))).toThrow(failsWith('store.readOnly'));
    expect(() => store.setMeta('x', 1)).toThrow(failsWith('store.readOnly'));
  });
});
