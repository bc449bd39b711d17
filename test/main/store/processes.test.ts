import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { describe, expect, it } from 'vitest';

import { entriesOf } from '../../../app/draft.ts';
import { openStore } from '../../../main/store/store.ts';
import { countingIds } from '../../support/ids.ts';
import { draftOf, inspect, NOW_MS, scratchFolder } from './scratch.ts';

const script = join(import.meta.dirname, 'log-until-killed.ts');
const nowMs = (): number => NOW_MS;
const newId = countingIds();

/** Starts a process that logs, and hands on what it acknowledges. */
function startLogging(folder: string, draft: string, name: string, count: number) {
  const child = spawn(process.execPath, [script, folder, draft, name, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => acknowledged.push(line));
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]);
  return { child, acknowledged, lines, ended };
}

/** A folder with a draft that has a timeline without entries. */
function folderWithDraft() {
  const folder = scratchFolder();
  const draft = draftOf(newId, '## Timeline\n');
  const store = openStore({ folder, nowMs, newId });
  store.insertDraft(draft);
  store.close();
  return { folder, draft };
}

function textsIn(folder: string, draft: ReturnType<typeof draftOf>): readonly string[] {
  const store = openStore({ folder, nowMs, newId });
  try {
    return entriesOf(store.getDraft(draft.id)).map((each) => each.text);
  } finally {
    store.close();
  }
}

describe('several processes', () => {
  it('log into one draft at once, and nothing is lost', async () => {
    const { folder, draft } = folderWithDraft();
    const names = ['a', 'b', 'c'];
    const all = names.map((name) => startLogging(folder, draft.id, name, 25));
    await Promise.all(all.map((each) => each.ended));
    const texts = textsIn(folder, draft);
    expect(texts).toHaveLength(75);
    for (const [index, name] of names.entries()) {
      expect(all[index]?.acknowledged).toHaveLength(25);
      expect(texts.filter((text) => text.startsWith(name))).toEqual(all[index]?.acknowledged);
    }
  }, 30_000);

  it('start at once in a folder where there is nothing, and all find the same database', async () => {
    const folder = scratchFolder();
    const source = `
      import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../../main/store/store.ts'))};
      const store = openStore({ folder: ${JSON.stringify(folder)}, nowMs: () => Date.now(), newId: () => '' });
      store.setMeta(process.argv[1], true);
      store.close();`;
    const children = ['a', 'b', 'c', 'd'].map((name) =>
      spawn(process.execPath, ['--input-type=module-typescript', '-e', source, name], { stdio: 'inherit' }),
    );
    const exits = await Promise.all(children.map((child) => once(child, 'exit')));
    expect(exits).toEqual(children.map(() => [0, null]));
    const store = openStore({ folder, nowMs, newId });
    expect(['a', 'b', 'c', 'd'].map((name) => store.getMeta(name))).toEqual([true, true, true, true]);
    store.close();
  }, 30_000);
});

describe('a process that is killed', () => {
  it('has lost no entry that it acknowledged, and the database is sound', async () => {
    const { folder, draft } = folderWithDraft();
    for (const [round, entries] of [1, 4, 9].entries()) {
      const { child, acknowledged, lines, ended } = startLogging(folder, draft.id, `round ${round}`, 0);
      lines.on('line', () => {
        if (acknowledged.length === entries) child.kill('SIGKILL');
      });
      await ended;
      expect(child.signalCode).toBe('SIGKILL');
      const texts = textsIn(folder, draft).filter((text) => text.startsWith(`round ${round}`));
      expect(texts.slice(0, acknowledged.length)).toEqual(acknowledged);
      // One more may have reached the disk before its acknowledgement was said.
      expect(texts.length - acknowledged.length).toBeLessThanOrEqual(1);
    }
    expect(inspect(join(folder, 'debrief.db'), (db) => db.pragma('integrity_check', { simple: true }))).toBe(
      'ok',
    );
  }, 30_000);

  it('has its database checked by the next one that is alone with it', async () => {
    const { folder, draft } = folderWithDraft();
    const file = join(folder, 'debrief.db');
    const forget = (): unknown =>
      inspect(file, (db) => db.prepare("SELECT value FROM meta WHERE key = 'checkedAtMs'").get());
    expect(forget()).toEqual({ value: String(NOW_MS) });
    const { child, lines, ended } = startLogging(folder, draft.id, 'x', 0);
    lines.once('line', () => child.kill('SIGKILL'));
    await ended;
    openStore({ folder, nowMs: () => NOW_MS + 5, newId }).close();
    expect(forget()).toEqual({ value: String(NOW_MS + 5) });
  }, 30_000);
});
