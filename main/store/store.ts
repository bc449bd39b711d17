/** The store: all that is kept on this machine, on the disk when a call returns. Rows stay inside; outside are the types of app/. */
import type { DatabaseFacts } from '../../app/diagnosis.ts';
import type { DraftId, NewId } from '../../app/ids.ts';
import type { Access } from './access.ts';
import { accessTo } from './access.ts';
import { changeQueries } from './changes.ts';
import type { CommentStore } from './comment-store.ts';
import { commentStore } from './comment-store.ts';
import type { Db } from './connection.ts';
import { BUSY_TIMEOUT_MS } from './connection.ts';
import type { DraftStore } from './draft-store.ts';
import { draftStore } from './draft-store.ts';
import { storeFiles } from './files.ts';
import { databaseFacts } from './database-facts.ts';
import { keyValues } from './key-values.ts';
import type { Notice } from '../../app/notice.ts';
import { openDatabase } from './open.ts';
import type { PictureStore } from './pictures.ts';
import { pictureStore } from './pictures.ts';
import type { SeenStore } from './seen.ts';
import { seenStore } from './seen.ts';
import { syncTable } from './sync-records.ts';
import type { SyncStore } from './sync-store.ts';
import { syncStore } from './sync-store.ts';

export interface StoreOptions {
  /** The data folder. It is made if it is not there. */
  readonly folder: string;
  /** UTC milliseconds. */
  readonly nowMs: () => number;
  readonly newId: NewId;
}

export interface Store extends DraftStore, SyncStore, CommentStore, SeenStore {
  /** What a person should know about this start: a backup that was restored, or one that could not be made. */
  readonly notices: readonly Notice[];
  /** What is known of pictures; their bytes are files. */
  readonly pictures: PictureStore;
  /** What a person chose, by key. */
  readonly settings: { all(): Record<string, unknown>; set(key: string, value: unknown): void };
  /** Reads of the store that belong together: they see one state, and cost one look at what others wrote. No writes. */
  snapshot<T>(work: () => T): T;
  /** All of it or nothing. Calls of the store inside it belong to it, and so does another transaction. */
  transaction<T>(work: () => T): T;
  /** Does the work, with little patience for what others write. */
  impatiently<T>(waitMs: number, work: () => T): T;
  /** What Debrief has to remember across starts; null where nothing is. Never a secret. */
  getMeta(key: string): unknown;
  setMeta(key: string, value: unknown): void;
  /** A number that changes when another process wrote something. Cheap enough to ask many times a second. */
  dataVersion(): number;
  /** The drafts of which anything changed after a point of the sequence (0: all), and where the sequence is now. */
  changesSince(seq: number): { readonly seq: number; readonly ids: readonly DraftId[] };
  /** How the database is. @param thorough looks at each of its pages now */
  health(thorough: boolean): DatabaseFacts;
  close(): void;
}

/** The store's calls over a database that is open. */
export function storeOver(db: Db, { folder, nowMs, newId }: StoreOptions): Omit<Store, 'notices' | 'close'> {
  const access: Access = accessTo(db, folder);
  const meta = keyValues(db, 'meta');
  const settings = keyValues(db, 'setting');
  const changes = changeQueries(db);
  const sync = syncTable(db);
  return {
    ...draftStore({ db, access, meta, sync, nowMs, newId }),
    ...syncStore({ db, access, sync, nowMs }),
    ...commentStore({ db, access }),
    pictures: pictureStore(db, access, nowMs),
    ...seenStore({ db, access }),
    settings: {
      all: () => access.query(() => settings.all()),
      set: (key, value) => access.write(() => settings.set(key, value)),
    },
    snapshot: (work) => access.read(work),
    transaction: (work) => access.write(work),
    impatiently(waitMs, work) {
      db.pragma(`busy_timeout = ${waitMs}`);
      try {
        return work();
      } finally {
        db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
      }
    },
    getMeta: (key) => access.query(() => meta.get(key)),
    setMeta: (key, value) => access.write(() => meta.set(key, value)),
    // Outside of any transaction: inside one, the number stands still.
    dataVersion: () => changes.dataVersion(),
    changesSince: (seq) => access.read(() => changes.since(seq)),
    health: (thorough) => access.read(() => databaseFacts(db, storeFiles(folder), thorough)),
  };
}

/**
 * Opens the store of a data folder.
 * @throws DebriefError store.notDatabase, store.newer (both leave the file as it was), store.readOnly, store.locked,
 * store.full, store.broken
 */
export function openStore(options: StoreOptions): Store {
  const { db, notices, close } = openDatabase(options.folder, options.nowMs());
  return { ...storeOver(db, options), notices, close };
}
