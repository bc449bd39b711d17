import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { entriesOf } from '../../../app/draft.ts';
import type { DraftId } from '../../../app/ids.ts';
import { NEW_RECORD } from '../../../app/sync.ts';
import { stampOf } from '../../../main/store/files.ts';
import { openDatabase } from '../../../main/store/open.ts';
import type { Store } from '../../../main/store/store.ts';
import { openStore } from '../../../main/store/store.ts';
import { countingIds } from '../../support/ids.ts';
import { DAY_MS, draftOf, entryAt, inspect, NOW_MS, scratchFolder } from './scratch.ts';

const PAGE = 4096;

/** A data folder whose stores are closed before anything is done to its files. */
class Folder {
  readonly path = scratchFolder();
  readonly file = join(this.path, 'debrief.db');
  readonly newId = countingIds();
  atMs = NOW_MS;

  use<T>(work: (store: Store) => T): T {
    const store = openStore({ folder: this.path, nowMs: () => this.atMs, newId: this.newId });
    try {
      return work(store);
    } finally {
      store.close();
    }
  }

  /** Drafts made, a backup of them, and one entry logged after it. */
  fill(drafts = 30): readonly DraftId[] {
    const ids = this.use((store) =>
      store.transaction(() =>
        Array.from({ length: drafts }, (_, index) => {
          const draft = draftOf(this.newId, undefined, `Draft ${index}`);
          store.insertDraft(draft);
          return draft.id;
        }),
      ),
    );
    this.use(() => undefined);
    this.use((store) => store.logEntry(ids[0]!, entryAt(this.newId, NOW_MS, 'after the backup')));
    this.atMs += 1;
    return ids;
  }

  backups(): readonly string[] {
    return readdirSync(join(this.path, 'backups')).sort();
  }

  asides(): readonly string[] {
    return readdirSync(this.path).filter((name) => name.startsWith('debrief.damaged-'));
  }

  /** Overwrites pages of the file with noise. */
  spoil(...pages: readonly number[]): void {
    const bytes = readFileSync(this.file);
    for (const page of pages) bytes.fill(0xa5, (page - 1) * PAGE, page * PAGE);
    writeFileSync(this.file, bytes);
  }

  /** The pages that a table or an index lies on. */
  pagesOf(name: string): readonly number[] {
    return inspect(this.file, (db) =>
      db
        .prepare<[string], { pageno: number }>('SELECT pageno FROM dbstat WHERE name = ? ORDER BY pageno')
        .all(name)
        .map(({ pageno }) => pageno),
    );
  }

  /** The file is checked at the next start, as it is a day after the last time. */
  letADayPass(): void {
    this.atMs += DAY_MS;
  }
}

describe('a database that was cut off', () => {
  it.each([0.25, 0.5, 0.9])(
    'is set aside, and everything saved before its last backup is there again (%f of it left)',
    (left) => {
      const folder = new Folder();
      const ids = folder.fill();
      const size = Math.floor((readFileSync(folder.file).length * left) / PAGE) * PAGE;
      truncateSync(folder.file, size);
      const notices = folder.use((store) => {
        expect(
          store
            .listDrafts()
            .map(({ id }) => id)
            .sort(),
        ).toEqual([...ids].sort());
        for (const id of ids) expect(entriesOf(store.getDraft(id)).length).toBeGreaterThanOrEqual(3);
        return store.notices;
      });
      expect(notices.map(({ code }) => code)).toEqual(['store.recovered']);
      expect(notices[0]?.text).toContain('The backup of 2026-03-01 09:14 UTC was restored.');
      const [aside] = folder.asides();
      expect(notices[0]?.text).toContain(aside);
      expect(readFileSync(join(folder.path, aside!)).length).toBe(size);
      expect(folder.use((store) => store.notices)).toEqual([]);
    },
  );
});

describe('a database with a broken page', () => {
  it('gives back all that does not lie on that page, also what is newer than the backup', () => {
    const folder = new Folder();
    const ids = folder.fill();
    const pages = folder.pagesOf('section');
    expect(pages.length).toBeGreaterThan(3);
    folder.spoil(pages.at(2)!);
    folder.letADayPass();
    folder.use((store) => {
      expect(entriesOf(store.getDraft(ids[0]!)).map((each) => each.text)).toContain('after the backup');
      expect(store.listDrafts()).toHaveLength(ids.length);
      for (const id of ids) expect(store.getDraft(id).sections).toHaveLength(4);
      expect(store.notices[0]?.text).toContain('0 drafts and 1 entry newer than that');
      expect(store.searchDrafts('students')).toHaveLength(ids.length);
    });
  });

  it.each([
    'section_by_place',
    'entry_by_place',
    'sqlite_autoindex_entry_1',
    'search_data',
    'search_content',
  ])('loses nothing if the page is of what can be made again: %s', (name) => {
    const folder = new Folder();
    const ids = folder.fill();
    folder.use((store) => store.searchDrafts('students'));
    folder.spoil(folder.pagesOf(name)[0]!);
    folder.letADayPass();
    folder.use((store) => {
      expect(entriesOf(store.getDraft(ids[0]!)).map((each) => each.text)).toContain('after the backup');
      expect(store.notices[0]?.text).toContain('Everything in it could be read');
      expect(store.searchDrafts('students')).toHaveLength(ids.length);
    });
  });

  it('gives an entry whose section can not be read to the timeline that is left, rather than lose it', () => {
    const folder = new Folder();
    const ids = folder.fill();
    folder.use((store) => {
      const draft = store.getDraft(ids[0]!);
      const [section] = draftOf(
        folder.newId,
        '## Timeline again\n\nAll times in UTC.\n\n### 2026-03-01 10:00\n\nin a new section\n',
      ).sections;
      store.saveDraft(draft, { ...draft, sections: [...draft.sections, section!] }, 'edit');
    });
    folder.spoil(folder.pagesOf('section').at(-1)!);
    folder.letADayPass();
    folder.use((store) => {
      expect(entriesOf(store.getDraft(ids[0]!)).map((each) => each.text)).toContain('in a new section');
    });
  });

  it('is found at the next start when it is met in use', () => {
    const folder = new Folder();
    const ids = folder.fill();
    folder.spoil(...folder.pagesOf('section').slice(1));
    folder.use((store) => {
      expect(() => ids.map((id) => store.getDraft(id))).toThrow(
        expect.objectContaining({ code: 'store.broken' }),
      );
    });
    folder.use((store) => {
      expect(store.notices.map(({ code }) => code)).toEqual(['store.recovered']);
      for (const id of ids) expect(store.getDraft(id).sections).toHaveLength(4);
    });
  });

  it('is told to the others that have it open, and restored when they are gone', () => {
    const folder = new Folder();
    folder.fill();
    folder.spoil(...folder.pagesOf('section').slice(1));
    const window = openDatabase(folder.path, folder.atMs);
    try {
      folder.letADayPass();
      expect(() => openDatabase(folder.path, folder.atMs, 20)).toThrow(
        expect.objectContaining({ code: 'store.locked' }),
      );
      expect(folder.asides()).toEqual([]);
    } finally {
      window.close();
    }
    expect(folder.use((store) => store.notices.map(({ code }) => code))).toEqual(['store.recovered']);
  });
});

describe('a database without a header', () => {
  it('was ours if there are backups of it', () => {
    const folder = new Folder();
    const ids = folder.fill();
    folder.spoil(1);
    folder.use((store) => {
      expect(store.listDrafts()).toHaveLength(ids.length);
      expect(store.notices.map(({ code }) => code)).toEqual(['store.recovered']);
    });
    expect(folder.asides()).toHaveLength(1);
  });
});

describe('a damaged database without a good backup', () => {
  it('gives what can be read of it', () => {
    const folder = new Folder();
    const ids = folder.fill();
    rmSync(join(folder.path, 'backups'), { recursive: true });
    folder.spoil(folder.pagesOf('search_data')[0]!, folder.pagesOf('draft_by_update')[0]!);
    folder.letADayPass();
    folder.use((store) => {
      expect(store.listDrafts()).toHaveLength(ids.length);
      expect(store.notices[0]?.text).toContain('There was no backup.');
    });
  });

  it('is restored from an older backup if the newest is broken itself', () => {
    const folder = new Folder();
    const ids = folder.fill();
    folder.letADayPass();
    folder.use(() => undefined);
    expect(folder.backups()).toHaveLength(2);
    writeFileSync(join(folder.path, 'backups', folder.backups()[1]!), 'noise'.repeat(4000));
    folder.spoil(1);
    folder.use((store) => {
      expect(store.listDrafts()).toHaveLength(ids.length);
      expect(store.notices[0]?.text).toContain('The backup of 2026-03-01 09:14 UTC');
    });
  });
});

describe('a database that is gone', () => {
  it.each(['missing', 'empty'])('is restored from its newest backup (%s)', (how) => {
    const folder = new Folder();
    const ids = folder.fill();
    if (how === 'missing') rmSync(folder.file);
    else truncateSync(folder.file, 0);
    folder.use((store) => {
      expect(store.listDrafts()).toHaveLength(ids.length);
      expect(store.notices.map(({ code }) => code)).toEqual(['store.restored']);
    });
  });

  it('is restored with what was set aside, if a restore was cut short between its two steps', () => {
    const folder = new Folder();
    const ids = folder.fill();
    renameSync(folder.file, join(folder.path, `debrief.damaged-${stampOf(folder.atMs)}.db`));
    writeFileSync(join(folder.path, 'debrief.db.restoring'), 'half');
    folder.use((store) => {
      expect(entriesOf(store.getDraft(ids[0]!)).map((each) => each.text)).toContain('after the backup');
    });
    expect(existsSync(join(folder.path, 'debrief.db.restoring'))).toBe(false);
  });
});

describe('a draft that was about to be filed', () => {
  const waiting = { ...NEW_RECORD, state: 'queued', owes: true } as const;

  it('is looked for first, where the note that it was filed may be lost', () => {
    const folder = new Folder();
    const ids = folder.fill();
    folder.use((store) => store.putSync({ kind: 'draft', id: ids[0]! }, waiting));
    folder.letADayPass();
    folder.use(() => undefined);
    const backupMs = folder.atMs;
    folder.spoil(1);
    folder.use((store) => {
      expect(store.getSync({ kind: 'draft', id: ids[0]! })).toMatchObject({
        state: 'unconfirmed',
        unconfirmedSinceMs: backupMs,
      });
      expect(store.getSync({ kind: 'draft', id: ids[1]! })).toEqual(NEW_RECORD);
    });
  });

  it('waits on as it did, where nothing of that is lost', () => {
    const folder = new Folder();
    const ids = folder.fill();
    folder.use((store) => store.putSync({ kind: 'draft', id: ids[0]! }, waiting));
    folder.spoil(folder.pagesOf('section').at(1)!);
    folder.letADayPass();
    folder.use((store) => {
      expect(store.notices).toHaveLength(1);
      expect(store.getSync({ kind: 'draft', id: ids[0]! })).toEqual(waiting);
    });
  });
});
