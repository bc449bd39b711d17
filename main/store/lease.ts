import type { Db } from './connection.ts';
import { statement } from './statement.ts';

/** What one process at a time may do: run the sync. */
export interface Lease {
  /** Takes it, or keeps it for longer. False: another holder has it. */
  take(holder: string, untilMs: number, nowMs: number): boolean;
  /** Keeps it for longer. False: it ran out and went to another, so stop. */
  renew(holder: string, untilMs: number, nowMs: number): boolean;
  drop(holder: string): void;
}

/** A lease that was taken in what is now the future was taken before the clock was set back, and binds nobody. */
const FREE = `lease.until_ms <= @now OR lease.taken_at_ms > @now`;

export function leaseTable(db: Db, name = 'sync'): Lease {
  type Terms = {
    readonly name: string;
    readonly holder: string;
    readonly now: number;
    readonly until: number;
  };
  const take = statement<[Terms]>(
    db,
    `INSERT INTO lease (name, holder, taken_at_ms, until_ms) VALUES (@name, @holder, @now, @until)
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, taken_at_ms = excluded.taken_at_ms, until_ms = excluded.until_ms
     WHERE lease.holder = excluded.holder OR ${FREE}`,
  );
  const renew = statement<[Terms]>(
    db,
    `UPDATE lease SET taken_at_ms = @now, until_ms = @until WHERE name = @name AND holder = @holder`,
  );
  const drop = statement<[string, string]>(db, `DELETE FROM lease WHERE name = ? AND holder = ?`);
  return {
    take: (holder, untilMs, nowMs) => take.run({ name, holder, now: nowMs, until: untilMs }).changes === 1,
    renew: (holder, untilMs, nowMs) => renew.run({ name, holder, now: nowMs, until: untilMs }).changes === 1,
    drop: (holder) => {
      drop.run(name, holder);
    },
  };
}
