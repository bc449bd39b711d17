import type { Db } from './connection.ts';
import { statement } from './statement.ts';

/** Values under names, each kept as JSON. */
export interface KeyValues {
  all(): Record<string, unknown>;
  /** Null where nothing is kept under that name. */
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  remove(key: string): void;
}

/** `setting`: what a person chose. `meta`: what Debrief has to remember. */
export function keyValues(db: Db, table: 'setting' | 'meta'): KeyValues {
  type Row = { readonly key: string; readonly value: string };
  const all = statement<[], Row>(db, `SELECT key, value FROM ${table}`);
  const get = statement<[string], Row>(db, `SELECT key, value FROM ${table} WHERE key = ?`);
  const set = statement<[string, string]>(
    db,
    `INSERT INTO ${table} (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
  const remove = statement<[string]>(db, `DELETE FROM ${table} WHERE key = ?`);
  return {
    all: () => Object.fromEntries(all.all().map(({ key, value }) => [key, JSON.parse(value) as unknown])),
    get: (key) => {
      const row = get.get(key);
      return row === undefined ? null : (JSON.parse(row.value) as unknown);
    },
    set: (key, value) => {
      set.run(key, JSON.stringify(value));
    },
    remove: (key) => {
      remove.run(key);
    },
  };
}
