import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';

import { importDraft } from '../../../app/import.ts';
import type { Draft, Entry, Phase } from '../../../app/draft.ts';
import type { DraftId, EntryId } from '../../../app/ids.ts';
import { makeEntry } from '../../../app/timeline/entries.ts';
import type { Store } from '../../../main/store/store.ts';
import { openStore } from '../../../main/store/store.ts';
import { countingIds } from '../../support/ids.ts';

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
export const NOW_MS = Date.parse('2026-03-01T09:14:00.000Z');

export const REPORT = `# Summary

Students could not start servers for 52 minutes.

## Timeline

All times in Europe/London.

### 2026-03-01 09:14

**Started:** Spawner errors at 40 %

### 09:18

**Detected:** Alert fires

### 09:22

Rollback begins

## Action items

### Process improvements

1. Record spawn errors [acme/ops#131](https://github.com/acme/ops/issues/131)
2. Rehearse the rollback
`;

/** A folder of its own for a test, gone when the test is over. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'debrief-store-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A clock that stands still until it is set. */
export function clock(): { nowMs: () => number; atMs: number } {
  const hands = { atMs: NOW_MS, nowMs: () => hands.atMs };
  return hands;
}

export interface Scratch {
  readonly folder: string;
  readonly time: { atMs: number };
  readonly newId: () => string;
  readonly store: Store;
  /** Another connection to the same database, as another process has it. */
  another(): Store;
}

/** A store in a folder of its own, closed when the test is over. Ids count on from one store to the next. */
export function scratch(folder = scratchFolder()): Scratch {
  const time = clock();
  const newId = countingIds();
  const open = (): Store => {
    const store = openStore({ folder, nowMs: time.nowMs, newId });
    onTestFinished(() => {
      store.close();
    });
    return store;
  };
  return { folder, time, newId, store: open(), another: open };
}

/** A draft of a report, with ids from the same source as all others of the test. */
export function draftOf(newId: () => string, body = REPORT, title = 'Spawner errors'): Draft {
  const given = {
    zone: 'UTC',
    zoneGiven: false,
    title,
    repo: 'acme/ops',
    labels: ['post-mortem'],
    fallbackTitle: title,
  };
  return importDraft(body, given, { nowMs: NOW_MS, newId });
}

export function inserted({ store, newId }: Scratch, body?: string, title?: string): Draft {
  const draft = draftOf(newId, body, title);
  store.insertDraft(draft);
  return draft;
}

export function entryAt(newId: () => string, atMs: number, text: string, phase: Phase | null = null): Entry {
  return makeEntry(newId() as EntryId, atMs, text, phase);
}

/** Looks into the file itself. The store must be closed: SQLite's locks are per process. */
export function inspect<T>(file: string, look: (db: Database.Database) => T): T {
  const db = new Database(file);
  try {
    return look(db);
  } finally {
    db.close();
  }
}

export function idOf(draft: { readonly id: DraftId }): DraftId {
  return draft.id;
}
