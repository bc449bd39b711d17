import type { DraftId } from '../../app/ids.ts';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

/** Seeing what others did: processes share the database, and each notices the other's writes. */
export interface Changes {
  /** A number that changes when another connection committed something. Cheap enough to ask many times a second. */
  dataVersion(): number;
  /** The drafts of which anything changed after a point of the sequence (0: all), and where the sequence is now. */
  since(seq: number): { readonly seq: number; readonly ids: readonly DraftId[] };
}

export function changeQueries(db: Db): Changes {
  const dataVersion = statement<[], { readonly data_version: number }>(db, `PRAGMA data_version`);
  const since = statement<[number], { readonly id: string }>(
    db,
    `SELECT id FROM draft WHERE change_seq > ? ORDER BY change_seq`,
  );
  const last = statement<[], { readonly seq: number }>(
    db,
    `SELECT coalesce(max(change_seq), 0) AS seq FROM draft`,
  );
  return {
    dataVersion: () => dataVersion.get()?.data_version ?? 0,
    since: (seq) => ({ seq: last.get()?.seq ?? 0, ids: since.all(seq).map(({ id }) => id as DraftId) }),
  };
}
