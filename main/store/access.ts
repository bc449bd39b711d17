import type { Db } from './connection.ts';
import { asStoreError, saysDamaged } from './failures.ts';
import { noteDoubt } from './health.ts';

/** The two ways in which the database is used. Both turn SQLite's errors into codes of the error table. */
export interface Access {
  /** Reads that see one state of the database, whatever others write meanwhile. */
  read<T>(work: () => T): T;
  /** All of it or nothing, on the disk when it returns. It holds the right to write from its first statement on. */
  write<T>(work: () => T): T;
}

/** Inside a transaction, both join it. */
export function accessTo(db: Db, folder: string): Access {
  const transaction = db.transaction((work: () => unknown) => work());
  const run = <T>(mode: 'deferred' | 'immediate', work: () => T): T => {
    if (db.inTransaction) return work();
    try {
      return transaction[mode](work) as T;
    } catch (error) {
      if (saysDamaged(error)) haveItChecked(db);
      throw asStoreError(error, folder);
    }
  };
  return { read: (work) => run('deferred', work), write: (work) => run('immediate', work) };
}

function haveItChecked(db: Db): void {
  try {
    noteDoubt(db);
  } catch (error) {
    // The note lies in the database that is damaged; what matters is the error that is on its way to the person.
    if (!saysDamaged(error)) throw error;
  }
}
