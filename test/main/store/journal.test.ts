import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { EXACT } from '../../../app/draft.ts';
import { storeFiles } from '../../../main/store/files.ts';
import type { Journal, WaitingEntry } from '../../../main/store/journal.ts';
import { openJournal } from '../../../main/store/journal.ts';
import { openReserve } from '../../../main/store/reserve.ts';
import { countingIds } from '../../support/ids.ts';
import { NOW_MS, scratchFolder } from './scratch.ts';

const newId = countingIds();
const FILE = 'debrief.journal';

function journalIn(folder: string): Journal {
  const files = storeFiles(folder);
  return openJournal(files, openReserve(files), newId);
}

function waiting(id: string, text = id): WaitingEntry {
  return { id, draft: null, atMs: NOW_MS, stampMs: NOW_MS, text, phase: null, certainty: EXACT };
}

const idsIn = (journal: Journal): readonly string[] => journal.read().entries.map(({ id }) => id);

describe('the journal', () => {
  it('gives back what was appended, for its owner alone, and with every sign', () => {
    const folder = scratchFolder();
    const journal = journalIn(folder);
    expect(journal.bytes()).toBe(0);
    const entries = [
      waiting('a', 'two\nlines, "quoted" \u2028 😀'),
      { ...waiting('b'), atMs: null, draft: 'd' },
    ];
    for (const entry of entries) journal.append(entry);
    expect(journal.bytes()).toBeGreaterThan(0);
    expect(journal.read()).toEqual({ entries, unknown: [] });
    expect((statSync(join(folder, FILE)).mode & 0o777).toString(8)).toBe('600');
  });

  it('leaves out a line whose writing was cut short, wherever that was, and none after it', () => {
    const folder = scratchFolder();
    const journal = journalIn(folder);
    journal.append(waiting('a'));
    const line = readFileSync(join(folder, FILE), 'utf8');
    for (let cut = 1; cut < line.length - 2; cut += 1) {
      writeFileSync(join(folder, FILE), line.slice(0, cut));
      journal.append(waiting('b'));
      expect(idsIn(journal)).toEqual(['b']);
    }
  });

  it('keeps what a newer Debrief wrote', () => {
    const folder = scratchFolder();
    const journal = journalIn(folder);
    const newer = '{"v":2,"id":"n","moment":{}}';
    appendFileSync(join(folder, FILE), `${newer}\n`);
    journal.append(waiting('a'));
    journal.take().discard([]);
    expect(journal.read()).toEqual({ entries: [], unknown: [newer] });
  });

  it('has an entry once that was appended twice', () => {
    const journal = journalIn(scratchFolder());
    for (const id of ['a', 'b', 'a']) journal.append(waiting(id));
    expect(idsIn(journal)).toEqual(['a', 'b']);
  });
});

describe('taking entries out of the journal', () => {
  it('leaves them aside until that is ended, for whoever looks next', () => {
    const folder = scratchFolder();
    journalIn(folder).append(waiting('a'));
    journalIn(folder).take();
    // A crash.
    const journal = journalIn(folder);
    expect([journal.bytes(), journal.isLeftOpen(), idsIn(journal)]).toEqual([0, true, ['a']]);
    journal.append(waiting('b'));
    const taken = journal.take();
    expect(taken.entries.map(({ id }) => id)).toEqual(['a', 'b']);
    taken.discard([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('ends without what another process took meanwhile', () => {
    const folder = scratchFolder();
    const [one, two] = [journalIn(folder), journalIn(folder)];
    one.append(waiting('a'));
    const taken = one.take();
    two.append(waiting('b'));
    two.take();
    taken.discard([]);
    expect(idsIn(one)).toEqual(['b']);
  });

  it('puts back what has no place yet', () => {
    const journal = journalIn(scratchFolder());
    for (const id of ['a', 'b']) journal.append(waiting(id));
    const taken = journal.take();
    taken.discard(taken.entries.slice(1));
    expect([idsIn(journal), journal.isLeftOpen()]).toEqual([['b'], false]);
  });
});

describe('many processes', () => {
  it('append while one takes entries out, and each entry comes out', async () => {
    const folder = scratchFolder();
    const source = `
      import { storeFiles } from ${JSON.stringify(join(import.meta.dirname, '../../../main/store/files.ts'))};
      import { openJournal } from ${JSON.stringify(join(import.meta.dirname, '../../../main/store/journal.ts'))};
      const files = storeFiles(${JSON.stringify(folder)});
      const journal = openJournal(files, { release: () => false, fill: () => undefined }, () => 'x');
      const certainty = { is: 'exact' };
      for (let n = 0; n < 150; n += 1) {
        const id = process.argv[1] + n;
        journal.append({ id, draft: null, atMs: n, stampMs: n, text: id, phase: null, certainty });
      }`;
    const children = ['a', 'b', 'c'].map((name) =>
      spawn(process.execPath, ['--input-type=module-typescript', '-e', source, name], { stdio: 'inherit' }),
    );
    const journal = journalIn(folder);
    const seen = new Set<string>();
    const takeOut = (): void => {
      const taken = journal.take();
      for (const { id } of taken.entries) seen.add(id);
      taken.discard([]);
    };
    let running = children.length;
    const ends = children.map(async (child) => {
      const [status] = (await once(child, 'exit')) as [number];
      running -= 1;
      return status;
    });
    while (running > 0) {
      takeOut();
      await new Promise(setImmediate);
    }
    expect(await Promise.all(ends)).toEqual([0, 0, 0]);
    takeOut();
    expect(seen.size).toBe(450);
  }, 60_000);
});

describe('the reserve', () => {
  it('is given back step by step, and made whole again', () => {
    const folder = scratchFolder();
    const reserve = openReserve(storeFiles(folder));
    expect(reserve.release()).toBe(false);
    reserve.fill();
    let steps = 0;
    while (reserve.release()) steps += 1;
    expect(steps).toBe(64);
    expect(statSync(join(folder, 'debrief.reserve')).size).toBe(0);
    reserve.fill();
    expect(statSync(join(folder, 'debrief.reserve')).size).toBe(256 * 1024);
  });

  it('that can not be made disturbs nobody', () => {
    const folder = scratchFolder();
    renameSync(folder, `${folder}-gone`);
    expect(() => openReserve(storeFiles(folder)).fill()).not.toThrow();
    renameSync(`${folder}-gone`, folder);
  });
});
