import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';

import { APPLICATION_ID } from '../../../main/store/connection.ts';
import { latestVersion, migrate, MIGRATIONS } from '../../../main/store/migrate.ts';
import type { Migration } from '../../../main/store/migrations/migration.ts';
import { scratchFolder } from './scratch.ts';

function emptyDatabase(): Database.Database {
  const db = new Database(join(scratchFolder(), 'a.db'));
  onTestFinished(() => {
    db.close();
  });
  return db;
}

const versionOf = (db: Database.Database): unknown => db.pragma('user_version', { simple: true });

function schemaOf(db: Database.Database): readonly unknown[] {
  return db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();
}

/** All there are, and some more that nobody shipped. */
const withMore = (...sql: string[]): readonly Migration[] => [
  ...MIGRATIONS,
  ...sql.map((text, index) => ({ version: latestVersion() + 1 + index, name: 'test', sql: text })),
];

describe('the migrations', () => {
  it('are numbered from 1 without a gap, each in a file with its number and name', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
    const files = readdirSync(join(import.meta.dirname, '../../../main/store/migrations')).filter((name) =>
      /^\d/.test(name),
    );
    expect(files.sort()).toEqual(
      MIGRATIONS.map(({ version, name }) => `${String(version).padStart(4, '0')}-${name}.ts`),
    );
  });

  it('give the same schema one by one and all at once', () => {
    const [atOnce, oneByOne] = [emptyDatabase(), emptyDatabase()];
    migrate(atOnce);
    for (let count = 1; count <= MIGRATIONS.length; count += 1) migrate(oneByOne, MIGRATIONS.slice(0, count));
    expect(schemaOf(oneByOne)).toEqual(schemaOf(atOnce));
    expect(atOnce.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
  });

  it('keep what was there', () => {
    const db = emptyDatabase();
    migrate(db);
    db.exec("INSERT INTO setting VALUES ('theme', '\"dark\"')");
    migrate(db, withMore('CREATE TABLE a (x)', 'ALTER TABLE a ADD COLUMN y'));
    expect(versionOf(db)).toBe(latestVersion() + 2);
    expect(db.prepare('SELECT * FROM setting').all()).toEqual([{ key: 'theme', value: '"dark"' }]);
  });

  it('change nothing if they were all made', () => {
    const db = emptyDatabase();
    migrate(db);
    const before = schemaOf(db);
    migrate(db);
    expect(schemaOf(db)).toEqual(before);
  });

  it.each([
    ['fails', 'CREATE TABLE b (x); INSERT INTO nothing VALUES (1)'],
    [
      'leaves a row without what it refers to',
      "INSERT INTO section VALUES (1, 'no draft', 's', 0, 1, '', 'prose', NULL, NULL, '', '')",
    ],
  ])('are all taken back if one of them %s', (_, sql) => {
    const db = emptyDatabase();
    migrate(db);
    const before = schemaOf(db);
    expect(() => migrate(db, withMore('CREATE TABLE a (x)', sql))).toThrow();
    expect(schemaOf(db)).toEqual(before);
    expect(versionOf(db)).toBe(latestVersion());
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('refuse a newer database, also one that became so while they waited', () => {
    const db = emptyDatabase();
    migrate(db, withMore('CREATE TABLE a (x)'));
    const before = schemaOf(db);
    expect(() => migrate(db)).toThrow(expect.objectContaining({ code: 'store.newer' }));
    expect(schemaOf(db)).toEqual(before);
  });
});
