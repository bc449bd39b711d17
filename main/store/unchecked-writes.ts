import type { DraftId } from '../../app/ids.ts';
import type { Texts, UncheckedWrite } from '../../app/lost-race.ts';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

/** Names a write that is kept as unchecked. */
export type WriteKey = number;

export interface KeptWrite extends UncheckedWrite {
  readonly key: WriteKey;
  readonly draft: DraftId;
  /** How often the history was asked for it. */
  readonly asked: number;
}

/** Writes of an issue's title and body of which it is not known yet whether they went over somebody else's. */
export interface UncheckedWrites {
  add(draft: DraftId, write: UncheckedWrite): WriteKey;
  /** All there are, in the order in which they were sent. */
  all(): readonly KeptWrite[];
  has(key: WriteKey): boolean;
  setSent(key: WriteKey, sent: Texts): void;
  countAsked(key: WriteKey): void;
  remove(key: WriteKey): void;
}

interface Row {
  readonly key: number;
  readonly draft_id: string;
  readonly read: string;
  readonly sent: string;
  readonly asked: number;
}

export function uncheckedWrites(db: Db): UncheckedWrites {
  const add = statement<[DraftId, string, string]>(
    db,
    'INSERT INTO unchecked_write (draft_id, read, sent, asked) VALUES (?, ?, ?, 0)',
  );
  const all = statement<[], Row>(
    db,
    'SELECT key, draft_id, read, sent, asked FROM unchecked_write ORDER BY key',
  );
  const has = statement<[WriteKey], Pick<Row, 'key'>>(db, 'SELECT key FROM unchecked_write WHERE key = ?');
  const setSent = statement<[string, WriteKey]>(db, 'UPDATE unchecked_write SET sent = ? WHERE key = ?');
  const countAsked = statement<[WriteKey]>(db, 'UPDATE unchecked_write SET asked = asked + 1 WHERE key = ?');
  const remove = statement<[WriteKey]>(db, 'DELETE FROM unchecked_write WHERE key = ?');
  return {
    add: (draft, { read, sent }) =>
      Number(add.run(draft, JSON.stringify(read), JSON.stringify(sent)).lastInsertRowid),
    all: () =>
      all.all().map((row) => ({
        key: row.key,
        draft: row.draft_id as DraftId,
        read: JSON.parse(row.read) as Texts,
        sent: JSON.parse(row.sent) as Texts,
        asked: row.asked,
      })),
    has: (key) => has.get(key) !== undefined,
    setSent: (key, sent) => {
      setSent.run(JSON.stringify(sent), key);
    },
    countAsked: (key) => {
      countAsked.run(key);
    },
    remove: (key) => {
      remove.run(key);
    },
  };
}
