/** What a desktop shows without a window: the incident that runs, and what waits for a person. Reads the database only. */
import type { DraftId } from '../app/ids.ts';
import type { Parts } from './parts.ts';
import { needsPerson } from './status.ts';

export interface Glance {
  /** The running incident that was last logged into. Its clock shows the wall clock and `offsetMs`. */
  readonly running: {
    readonly id: DraftId;
    readonly title: string;
    /** UTC milliseconds. */
    readonly startedAtMs: number;
    readonly offsetMs: number;
  } | null;
  /** How many incidents run. */
  readonly runningCount: number;
  /** The drafts of which there are two versions to choose from. */
  readonly conflicts: readonly { readonly id: DraftId; readonly title: string }[];
  /** How many filed drafts and action items wait for a person. */
  readonly needsYou: number;
}

export function glanceAt({ store }: Pick<Parts, 'store'>): Glance {
  const waiting = store.allSync().filter(({ record, isRemoved }) => !isRemoved && needsPerson(record));
  const inConflict = waiting.filter(
    ({ subject, record }) => subject.kind === 'draft' && record.state === 'conflict',
  );
  return {
    running: runningIncident(store),
    runningCount: store.runningDrafts().length,
    conflicts: inConflict.map(({ draft }) => ({ id: draft, title: store.getRecord(draft).title })),
    needsYou: waiting.length,
  };
}

function runningIncident(store: Parts['store']): Glance['running'] {
  const id = store.runningDraft();
  if (id === null) return null;
  const { title, startedAtMs, createdAtMs, clockOffsetMs } = store.getRecord(id);
  return { id, title, startedAtMs: startedAtMs ?? createdAtMs, offsetMs: clockOffsetMs };
}
