import type { Database } from 'better-sqlite3';

/** better-sqlite3 has this since 13; its types do not know it yet. */
interface Explaining {
  explain(sql: string): readonly { readonly detail: string }[];
}

/** What SQLite says of a query it would run: one line for each step, as in `SEARCH entry USING INDEX entry_by_place (…)`. */
export function queryPlan(db: Database, sql: string): readonly string[] {
  return (db as Database & Explaining).explain(`QUERY PLAN ${sql}`).map((step) => step.detail);
}

/** The steps of a plan that go through a whole table or sort in memory what an index could give in order. */
export function costlySteps(plan: readonly string[]): readonly string[] {
  return plan.filter((step) =>
    /^SCAN (?!.*(?:USING|VIRTUAL TABLE|CONSTANT ROW))|USE TEMP B-TREE|AUTOMATIC/.test(step),
  );
}

/** Every statement that is prepared on a connection from now on. */
export function recordStatements(db: Database): ReadonlySet<string> {
  const seen = new Set<string>();
  const prepare = db.prepare.bind(db);
  db.prepare = (sql: string) => {
    seen.add(sql);
    return prepare(sql);
  };
  return seen;
}
