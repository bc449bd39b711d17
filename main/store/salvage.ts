/** Takes over into one database whatever can still be read of another, row by row. */
import type { Db } from './connection.ts';
import { connectToDamaged } from './connection.ts';
import { saysDamaged, sqliteCode } from './failures.ts';

/** What came of reading a damaged database. */
export interface Salvage {
  /** Drafts and entries that the other database did not have. */
  readonly drafts: number;
  readonly entries: number;
  /** Every row of every table could be read and taken over. */
  readonly complete: boolean;
  /** The same of what says which drafts have an issue. */
  readonly syncComplete: boolean;
}

/** Tables in the order in which they refer to each other, by their own keys: those that SQLite gives are not taken over. */
const TABLES = [
  { table: 'draft', rowid: 'key', identity: ['id'] },
  { table: 'section', rowid: 'key', identity: ['draft_id', 'id'] },
  { table: 'entry', rowid: 'seq', identity: ['draft_id', 'id'] },
  { table: 'action_item', rowid: 'key', identity: ['id'] },
  { table: 'sync_record', rowid: 'key', identity: ['kind', 'id'] },
  { table: 'revision', rowid: 'key', identity: ['id'] },
  { table: 'typed_line', rowid: 'key', identity: ['draft_id', 'id'] },
  { table: 'picture', rowid: 'key', identity: ['name'] },
  { table: 'picture_use', rowid: 'key', identity: ['draft_id', 'name'] },
  { table: 'picture_copy', rowid: 'key', identity: ['name'] },
  { table: 'setting', rowid: null, identity: ['key'] },
  { table: 'meta', rowid: null, identity: ['key'] },
] as const;

type Table = (typeof TABLES)[number];
type Row = Readonly<Record<string, unknown>>;

function columnsOf(db: Db, { table, rowid }: Table): readonly string[] {
  const columns = db.pragma(`table_info(${table})`) as readonly { readonly name: string }[];
  return columns.map(({ name }) => name).filter((name) => name !== rowid);
}

/** Rows as long as they can be read. Returns false if that was not to the end. */
function* readable(db: Db, sql: string): Generator<Row, boolean> {
  let rows: IterableIterator<Row> | null = null;
  try {
    for (;;) {
      let next: IteratorResult<Row>;
      try {
        rows ??= db.prepare<[], Row>(sql).iterate();
        next = rows.next();
      } catch (error) {
        if (sqliteCode(error) === null) throw error;
        return false;
      }
      if (next.done === true) return true;
      yield next.value;
    }
  } finally {
    rows?.return?.();
  }
}

/** Hands on rows until there are no more, or until `take` wants no more. False: the rest can't be read. */
function scan(db: Db, sql: string, take: (row: Row) => boolean): boolean {
  const rows = readable(db, sql);
  for (;;) {
    const next = rows.next();
    if (next.done === true) return next.value;
    if (take(next.value)) continue;
    rows.return(true);
    return true;
  }
}

/** Reads a table from both ends, so that a broken page hides no more than what lies on it. */
function readRows(
  from: Db,
  { table, rowid }: Table,
  columns: readonly string[],
  take: (row: Row) => void,
): boolean {
  const order = rowid ?? 'key';
  // Without NOT INDEXED a broken index could hide rows that are whole.
  const numbered = `SELECT ${rowid === null ? '' : `${rowid} AS place,`} ${columns.join(', ')} FROM ${table} NOT INDEXED ORDER BY ${order}`;
  let reached: unknown = null;
  const whole = scan(from, numbered, (row) => {
    reached = row['place'];
    take(row);
    return true;
  });
  if (whole || rowid === null) return whole;
  scan(from, `${numbered} DESC`, (row) => {
    if (reached !== null && Number(row['place']) <= Number(reached)) return false;
    take(row);
    return true;
  });
  return false;
}

/** Writes a row over the one with its identity. False: what it refers to could not be read, or it is broken itself. */
function rowWriter(to: Db, { table, identity }: Table, columns: readonly string[]): (row: Row) => boolean {
  const put = to.prepare<[Row]>(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})
     ON CONFLICT (${identity.join(', ')}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  );
  const timeline = to.prepare<[unknown], { readonly id: string }>(
    `SELECT id FROM section WHERE draft_id = ? AND kind = 'timeline' ORDER BY position LIMIT 1`,
  );
  const tryPut = (row: Row): boolean => {
    try {
      put.run(row);
      return true;
    } catch (error) {
      if (sqliteCode(error)?.startsWith('SQLITE_CONSTRAINT')) return false;
      throw error;
    }
  };
  return (row) => {
    if (tryPut(row)) return true;
    // An entry is worth more than its section: it goes into the first timeline that its draft still has.
    const section = table === 'entry' ? timeline.get(row['draft_id']) : undefined;
    return section !== undefined && tryPut({ ...row, section_id: section.id });
  };
}

function takeOver(from: Db, to: Db, table: Table): boolean {
  const there = new Set(columnsOf(from, table));
  const columns = columnsOf(to, table).filter((column) => there.has(column));
  if (columns.length === 0) return false;
  const put = rowWriter(to, table, columns);
  let allTaken = true;
  const allRead = readRows(from, table, columns, ({ place: _place, ...row }) => {
    if (!put(row)) allTaken = false;
  });
  return allRead && allTaken;
}

function count(db: Db, table: 'draft' | 'entry'): number {
  return db.prepare<[], { readonly n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0;
}

/**
 * Takes over all that can be read from a file, which is left as it is. Its rows are believed before those that are there:
 * the file must be the later of the two.
 */
export function salvage(file: string, to: Db): Salvage {
  const drafts = count(to, 'draft');
  const entries = count(to, 'entry');
  const taken = new Map<Table['table'], boolean>();
  let from: Db | null = null;
  try {
    from = connectToDamaged(file);
    const source = from;
    to.transaction(() => {
      for (const table of TABLES) taken.set(table.table, tryTakeOver(source, to, table));
    }).immediate();
  } finally {
    from?.close();
  }
  return {
    drafts: count(to, 'draft') - drafts,
    entries: count(to, 'entry') - entries,
    complete: TABLES.every(({ table }) => taken.get(table) === true),
    syncComplete: taken.get('sync_record') === true,
  };
}

/** The list of tables, or a table's first page, may be what is broken. */
function tryTakeOver(from: Db, to: Db, table: Table): boolean {
  try {
    return takeOver(from, to, table);
  } catch (error) {
    if (saysDamaged(error) || sqliteCode(error) === 'SQLITE_NOTADB' || sqliteCode(error) === 'SQLITE_ERROR')
      return false;
    throw error;
  }
}
