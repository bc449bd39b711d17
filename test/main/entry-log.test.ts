import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';

import type { Draft } from '../../app/draft.ts';
import { entriesOf, EXACT } from '../../app/draft.ts';
import { DebriefError } from '../../app/errors.ts';
import type { EntryLog } from '../../main/entry-log.ts';
import { EntryLog as Log, logWithoutStore } from '../../main/entry-log.ts';
import { wallClockOnly } from '../../main/clock.ts';
import { IncidentClocks } from '../../main/incident-clocks.ts';
import { storeFiles } from '../../main/store/files.ts';
import { openJournal } from '../../main/store/journal.ts';
import { openReserve } from '../../main/store/reserve.ts';
import type { Store } from '../../main/store/store.ts';
import { entryAt, inserted, NOW_MS, scratch, scratchFolder } from './store/scratch.ts';
import type { Scratch } from './store/scratch.ts';

/** A store whose next writes of entries fail as it is told: what is tried here is not SQLite, but what comes after it. */
function failing(
  store: Store,
  ...codes: readonly ('store.full' | 'store.locked' | 'store.readOnly')[]
): Store {
  const failures = [...codes];
  const fail = (): void => {
    const code = failures.shift();
    if (code !== undefined) throw new DebriefError(code);
  };
  return {
    ...store,
    logEntry: (draft, entry) => {
      fail();
      store.logEntry(draft, entry);
    },
    transaction: (work) => {
      fail();
      return store.transaction(work);
    },
  };
}

function logOver({ folder, newId, time }: Scratch, store: Store): EntryLog {
  const nowMs = (): number => time.atMs;
  const readClocks = wallClockOnly(nowMs, () => 'UTC');
  return new Log({ folder, store, newId, nowMs, clocks: new IncidentClocks({ store, newId, readClocks }) });
}

function failureOf(work: () => unknown): DebriefError {
  try {
    work();
  } catch (error) {
    if (error instanceof DebriefError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const textsOf = (store: Store, draft: Draft): readonly string[] =>
  entriesOf(store.getDraft(draft.id)).map(({ text }) => text);

function emptyDraft(s: Scratch): Draft {
  return inserted(s, '## Timeline\n');
}

describe('an entry that the database can not take', () => {
  it.each([
    ['store.full', 'journal.full', 'The disk is full.'],
    ['store.locked', 'journal.locked', 'Another program holds the database.'],
    ['store.readOnly', 'journal.readOnly', 'The database is read-only.'],
  ] as const)('waits in the journal, and the person is told so: %s', (code, told, words) => {
    const s = scratch();
    const draft = emptyDraft(s);
    const log = logOver(s, failing(s.store, code));
    const failure = failureOf(() => log.log({ draft: draft.id, text: 'Rolled back', atMs: NOW_MS }));
    expect(failure.code).toBe(told);
    expect(failure.message).toBe(
      `${words} The entry is on disk, in the file debrief.journal of the data folder.`,
    );
    expect([textsOf(s.store, draft), log.waiting()]).toEqual([[], 1]);
    // Who was told by the failure is not told again; others are.
    expect(log.notices()).toEqual([]);
  });

  it('comes in before the next one that is logged, in its own place and with all that it says', () => {
    const s = scratch();
    const draft = emptyDraft(s);
    const log = logOver(s, failing(s.store, 'store.full'));
    const certainty = { is: 'about' } as const;
    failureOf(() => log.log({ draft: draft.id, text: 'first', atMs: NOW_MS, phase: 'detected', certainty }));
    log.log({ draft: draft.id, text: 'second', atMs: NOW_MS });
    expect(entriesOf(s.store.getDraft(draft.id))).toMatchObject([
      { text: 'first', atMs: NOW_MS, phase: 'detected', certainty },
      { text: 'second', atMs: NOW_MS, phase: null, certainty: EXACT },
    ]);
    expect(log.waiting()).toBe(0);
    expect(readdirSync(s.folder).filter((name) => name.startsWith('debrief.journal'))).toEqual([]);
  });

  it('for a draft that is not there waits nowhere: the person is told so at once', () => {
    const s = scratch();
    emptyDraft(s);
    const log = logOver(s, failing(s.store, 'store.locked'));
    expect(failureOf(() => log.log({ draft: 'ffff', text: 'x' })).code).toBe('draft.unknown');
    expect(log.waiting()).toBe(0);
  });

  it('comes in when the next process opens the database, which says so', () => {
    const s = scratch();
    const draft = emptyDraft(s);
    failureOf(() => logOver(s, failing(s.store, 'store.full')).log({ draft: draft.id, text: 'x' }));
    const next = logOver(s, s.another());
    expect(textsOf(s.store, draft)).toEqual(['x']);
    expect(next.notices()).toEqual([
      { code: 'journal.broughtIn', text: '1 entry that waited in the journal is in the timeline now.' },
    ]);
  });

  it('goes into the draft that was current, also if another is by then, or that one was put aside', () => {
    const s = scratch();
    const draft = emptyDraft(s);
    const log = logOver(s, failing(s.store, 'store.full'));
    failureOf(() => log.log({ text: 'x' }));
    inserted(s, '## Timeline\n', 'Another');
    s.store.removeDraft(draft.id);
    expect(log.tryToBringIn()).toBe(1);
    expect(textsOf(s.store, draft)).toEqual(['x']);
  });

  it('has the time of its incident, also where the database could not even be opened', () => {
    const s = scratch();
    const draft = emptyDraft(s);
    const failure = new DebriefError('store.locked');
    const kept = { folder: s.folder, newId: s.newId, nowMs: () => NOW_MS + 7 };
    expect(logWithoutStore(kept, { text: 'x' }, failure).code).toBe('journal.locked');
    expect(logWithoutStore(kept, { text: 'y', draft: 'nobody', stampMs: NOW_MS + 8 }, failure).code).toBe(
      'journal.locked',
    );
    expect(logWithoutStore(kept, { text: 'z' }, new DebriefError('store.newer')).code).toBe('store.newer');
    logOver(s, s.store);
    expect(entriesOf(s.store.getDraft(draft.id))).toMatchObject([
      { text: 'x', atMs: NOW_MS + 7 },
      // A draft that nobody could look for is the current one, rather than none.
      { text: 'y', atMs: NOW_MS + 8 },
    ]);
  });

  it('is kept nowhere if the journal can not be written either, and the failure says that', () => {
    const s = scratch();
    const draft = emptyDraft(s);
    mkdirSync(join(s.folder, 'debrief.journal'));
    const log = logOver(s, failing(s.store, 'store.full'));
    const failure = failureOf(() => log.log({ draft: draft.id, text: 'x' }));
    expect([failure.code, failure.message]).toEqual([
      'store.full',
      'The disk is full. What was saved before is safe; what you just typed was not saved.',
    ]);
    // Nor does a journal that can't be read keep anybody from logging.
    log.log({ draft: draft.id, text: 'y' });
    expect(textsOf(s.store, draft)).toEqual(['y']);
  });

  it('waits for a draft, or for a timeline, and is not looked at again and again', () => {
    const s = scratch();
    const failure = new DebriefError('store.full');
    logWithoutStore({ folder: s.folder, newId: s.newId, nowMs: () => NOW_MS }, { text: 'x' }, failure);
    const log = logOver(s, s.store);
    expect(log.notices()[0]?.text).toContain('1 logged entry waits in the file debrief.journal');
    const draft = emptyDraft(s);
    expect(log.tryToBringIn()).toBe(0);
    logOver(s, s.store);
    expect(textsOf(s.store, draft)).toEqual(['x']);
  });
});

describe('a line that is sent again with its key', () => {
  it.each([
    ['before it came in', false],
    ['after it came in', true],
  ])('is one entry, %s', (_when, isIn) => {
    const s = scratch();
    const draft = emptyDraft(s);
    const log = logOver(s, failing(s.store, 'store.full'));
    const line = { draft: draft.id, text: 'Rolled back', atMs: NOW_MS, key: 'k' };
    failureOf(() => log.log(line));
    if (isIn) logOver(s, s.store);
    log.log(line);
    expect(textsOf(s.store, draft)).toEqual(['Rolled back']);
  });

  it('and other words is another entry: nobody knows that the first was not meant', () => {
    const s = scratch();
    const draft = emptyDraft(s);
    const log = logOver(s, failing(s.store, 'store.full', 'store.full', 'store.full'));
    const line = { draft: draft.id, text: 'Rolled back', atMs: NOW_MS, key: 'k' };
    failureOf(() => log.log(line));
    failureOf(() => log.log({ ...line, text: 'All is well' }));
    log.log({ ...line, text: 'All is well' });
    expect(textsOf(s.store, draft)).toEqual(['Rolled back', 'All is well']);
  });

  it('without a key, two lines that say the same are two entries', () => {
    const s = scratch();
    const draft = emptyDraft(s);
    const log = logOver(s, failing(s.store, 'store.full', 'store.full', 'store.full'));
    const line = { draft: draft.id, text: 'ok', atMs: NOW_MS };
    failureOf(() => log.log(line));
    failureOf(() => log.log(line));
    log.log(line);
    expect(textsOf(s.store, draft)).toEqual(['ok', 'ok', 'ok']);
  });
});

describe('a crash while entries are brought in', () => {
  const FILES = 'debrief.journal';

  /** Every state of the journal's files that bringing in goes through, with what the database held by then. */
  function statesOf(s: Scratch): readonly string[] {
    const states: string[] = [];
    const keep = (): void => {
      const copy = scratchFolder();
      // A backup is a copy of the database as it is on the disk, as the next start finds it.
      const db = new Database(join(s.folder, 'debrief.db'));
      db.prepare('VACUUM INTO ?').run(join(copy, 'debrief.db'));
      db.close();
      for (const name of readdirSync(s.folder).filter((each) => each.startsWith(FILES)))
        cpSync(join(s.folder, name), join(copy, name));
      states.push(copy);
    };
    keep();
    const log = logOver(s, {
      ...s.store,
      impatiently: (_waitMs, work) => work(),
      transaction: (work) => {
        keep();
        const done = s.store.transaction(work);
        keep();
        return done;
      },
    });
    expect(log.waiting()).toBe(0);
    keep();
    return states;
  }

  it('loses none and doubles none, at every point', () => {
    const s = scratch();
    const draft = emptyDraft(s);
    const texts = ['a', 'b', 'c'];
    for (const text of texts)
      failureOf(() =>
        logOver(s, failing(s.store, 'store.full', 'store.full', 'store.full')).log({
          draft: draft.id,
          text,
          atMs: NOW_MS,
        }),
      );
    const states = statesOf(s);
    expect(states.length).toBeGreaterThanOrEqual(6);
    for (const folder of states) {
      const after = scratch(folder);
      logOver(after, after.store);
      expect(textsOf(after.store, draft)).toEqual(texts);
      expect(readdirSync(folder).filter((name) => name.startsWith(FILES))).toEqual([]);
    }
  });

  it('nor do two processes that bring in the same entries at once', () => {
    const s = scratch();
    const draft = emptyDraft(s);
    const files = storeFiles(s.folder);
    const journal = openJournal(files, openReserve(files), s.newId);
    for (const text of ['a', 'b']) {
      const { id } = entryAt(s.newId, NOW_MS, text);
      journal.append({
        id,
        draft: draft.id,
        atMs: NOW_MS,
        stampMs: NOW_MS,
        text,
        phase: null,
        certainty: EXACT,
      });
    }
    const other = s.another();
    let nested = false;
    // The other process does all of it between this one's reading of the journal and its writing.
    const store: Store = {
      ...s.store,
      impatiently: (_waitMs, work) => work(),
      transaction: (work) => {
        if (!nested) {
          nested = true;
          logOver(s, other);
        }
        return s.store.transaction(work);
      },
    };
    logOver(s, store);
    expect(textsOf(s.store, draft)).toEqual(['a', 'b']);
    expect(readdirSync(s.folder).filter((name) => name.startsWith(FILES))).toEqual([]);
  });

  it('does not matter to an entry that was removed meanwhile', () => {
    const s = scratch();
    const draft = emptyDraft(s);
    failureOf(() => logOver(s, failing(s.store, 'store.full')).log({ draft: draft.id, text: 'a' }));
    const copy = scratchFolder();
    for (const name of readdirSync(s.folder).filter((each) => each.startsWith(FILES)))
      cpSync(join(s.folder, name), join(copy, name));
    logOver(s, s.store);
    const before = s.store.getDraft(draft.id);
    const sections = before.sections.map((section) => ({ ...section, entries: [] }));
    s.store.saveDraft(before, { ...before, sections }, 'remove');
    cpSync(copy, s.folder, { recursive: true });
    logOver(s, s.store);
    expect(textsOf(s.store, draft)).toEqual([]);
  });
});

it('the folder is left without a journal by whoever only opened it', () => {
  const folder = scratchFolder();
  const s = scratch(folder);
  logOver(s, s.store);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  expect(readdirSync(folder).filter((name) => name.includes('journal'))).toEqual([]);
});
