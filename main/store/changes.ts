import type { DraftId } from '../../app/ids.ts';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

/** Seeing what others did: processes share the database, and each notices the other's writes. */
export interface Changes {
  /** A number that changes when another connection committed something. Cheap enough to ask many times a second. */
  dataVersion(): number;
  /** The drafts of which anything changed after a point of the sequence (0: all), and the point to ask from next. */
  since(seq: number): { readonly seq: number; readonly ids: readonly DraftId[] };
}

export function changeQueries(db: Db): Changes {
  const dataVersion = statement<[], { readonly data_version: number }>(db, `PRAGMA data_version`);
  const since = statement<[number], { readonly id: string; readonly change_seq: number }>(
    db,
    `SELECT id, change_seq FROM draft WHERE change_seq > ? ORDER BY change_seq`,
  );
  return {
    dataVersion: () => dataVersion.get()?.data_version ?? 0,
    since: (seq) => {
      const rows = since.all(seq);
      return { seq: rows.at(-1)?.change_seq ?? seq, ids: rows.map(({ id }) => id as DraftId) };
    },
  };
}
