import type { Db } from './connection.ts';
import { asStoreError, saysDamaged } from './failures.ts';
import { noteDoubt } from './health.ts';

/** The ways in which the database is used. All turn SQLite's errors into codes of the error table. */
export interface Access {
  /** A read that is a single statement: of one state of the database by itself, it needs no transaction. */
  query<T>(work: () => T): T;
  /** Reads that see one state of the database, whatever others write meanwhile. */
  read<T>(work: () => T): T;
  /** All of it or nothing, on the disk when it returns. It holds the right to write from its first statement on. */
  write<T>(work: () => T): T;
}

/** Inside a transaction, all join it; but a write has no place inside a read, which could not wait for its turn. */
export function accessTo(db: Db, folder: string): Access {
  const transaction = db.transaction((work: () => unknown) => work());
  let isReading = false;
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (saysDamaged(error)) haveItChecked(db);
      throw asStoreError(error, folder);
    }
  };
  const read = <T>(work: () => T): T => {
    if (db.inTransaction) return work();
    isReading = true;
    try {
      return guarded(() => transaction.deferred(work) as T);
    } finally {
      isReading = false;
    }
  };
  const write = <T>(work: () => T): T => {
    if (isReading) throw new Error('a write inside of a read');
    return db.inTransaction ? work() : guarded(() => transaction.immediate(work) as T);
  };
  return { query: (work) => (db.inTransaction ? work() : guarded(work)), read, write };
}

function haveItChecked(db: Db): void {
  try {
    noteDoubt(db);
  } catch (error) {
    // The note lies in the database that is damaged; what matters is the error that is on its way to the person.
    if (!saysDamaged(error)) throw error;
  }
}
