import type { RunResult, Statement } from 'better-sqlite3';

import type { Db } from './connection.ts';

/** A statement with the types of what goes in and what comes out. */
export interface Prepared<Params extends readonly unknown[], Row = never> {
  run(...params: Params): RunResult;
  /** The first row, if there is one. */
  get(...params: Params): Row | undefined;
  all(...params: Params): Row[];
}

/** A statement that is prepared when it is first used, and then kept: a short-lived process pays for what it needs. */
export function statement<Params extends readonly unknown[], Row = never>(
  db: Db,
  sql: string,
): Prepared<Params, Row> {
  let kept: Statement<unknown[], Row> | null = null;
  const prepared = (): Statement<unknown[], Row> => (kept ??= db.prepare<unknown[], Row>(sql));
  return {
    run: (...params) => prepared().run(...params),
    get: (...params) => prepared().get(...params),
    all: (...params) => prepared().all(...params),
  };
}
