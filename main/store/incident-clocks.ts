import type { DraftId } from '../../app/ids.ts';
import type { IncidentClock } from '../../app/stopwatch.ts';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

export interface IncidentClockTable {
  /** Null if the draft's stopwatch was never started. */
  get(draft: DraftId): IncidentClock | null;
  put(draft: DraftId, clock: IncidentClock): void;
}

interface Row {
  readonly draft_id: string;
  readonly offset_ms: number;
  readonly latest_ms: number;
  readonly wall_ms: number;
  readonly boot_ms: number;
  readonly awake_ms: number | null;
  readonly boot_id: string | null;
  readonly zone: string;
}

const COLUMNS = 'draft_id, offset_ms, latest_ms, wall_ms, boot_ms, awake_ms, boot_id, zone';

export function incidentClockTable(db: Db): IncidentClockTable {
  const get = statement<[DraftId], Row>(db, `SELECT ${COLUMNS} FROM incident_clock WHERE draft_id = ?`);
  const put = statement<[Row]>(
    db,
    `REPLACE INTO incident_clock (${COLUMNS})
     VALUES (@draft_id, @offset_ms, @latest_ms, @wall_ms, @boot_ms, @awake_ms, @boot_id, @zone)`,
  );
  return {
    get(draft) {
      const row = get.get(draft);
      if (row === undefined) return null;
      const { wall_ms: wallMs, boot_ms: bootMs, awake_ms: awakeMs, boot_id: bootId, zone } = row;
      return {
        reading: { wallMs, bootMs, awakeMs, bootId, zone },
        offsetMs: row.offset_ms,
        latestMs: row.latest_ms,
      };
    },
    put(draft, { reading, offsetMs, latestMs }) {
      put.run({
        draft_id: draft,
        offset_ms: offsetMs,
        latest_ms: latestMs,
        wall_ms: reading.wallMs,
        boot_ms: reading.bootMs,
        awake_ms: reading.awakeMs,
        boot_id: reading.bootId,
        zone: reading.zone,
      });
    },
  };
}
