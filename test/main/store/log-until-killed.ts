/**
 * A process that logs: `node log-until-killed.ts FOLDER DRAFT NAME COUNT`. Says each entry's text on a line of its own
 * once it is acknowledged. With a count of 0 it goes on until it is killed.
 */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';

import type { DraftId, EntryId } from '../../../app/ids.ts';
import { makeEntry } from '../../../app/timeline/entries.ts';
import { openStore } from '../../../main/store/store.ts';

const [folder = '', draft = '', name = '', count = '0'] = process.argv.slice(2);
const nowMs = Date.parse('2026-03-01T09:14:00.000Z');
const store = openStore({ folder, nowMs: () => nowMs, newId: randomUUID });
for (let made = 0; count === '0' || made < Number(count); made += 1) {
  const text = `${name} ${made}`;
  store.logEntry(draft as DraftId, makeEntry(randomUUID() as EntryId, nowMs + made, text, null));
  writeSync(1, `${text}\n`);
}
store.close();
