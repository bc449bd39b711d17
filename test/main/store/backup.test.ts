import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { stampOf } from '../../../main/store/files.ts';
import { DAY_MS, inserted, inspect, NOW_MS, scratch, scratchFolder } from './scratch.ts';

const backupsIn = (folder: string): readonly string[] => readdirSync(join(folder, 'backups')).sort();

describe('the daily backup', () => {
  it('is made at a start, of a database that has drafts, at most once a day', () => {
    const s = scratch();
    s.another();
    expect(readdirSync(s.folder)).not.toContain('backups');
    inserted(s);
    s.another();
    expect(backupsIn(s.folder)).toEqual([`debrief-${stampOf(NOW_MS)}.db`]);
    s.time.atMs = NOW_MS + DAY_MS - 1;
    s.another();
    expect(backupsIn(s.folder)).toHaveLength(1);
    s.time.atMs = NOW_MS + DAY_MS;
    s.another();
    expect(backupsIn(s.folder)).toEqual([
      `debrief-${stampOf(NOW_MS)}.db`,
      `debrief-${stampOf(NOW_MS + DAY_MS)}.db`,
    ]);
  });

  it('has all that was saved, while others go on writing', () => {
    const s = scratch();
    const draft = inserted(s);
    s.another();
    const [name] = backupsIn(s.folder);
    inspect(join(s.folder, 'backups', name!), (db) => {
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(db.prepare('SELECT id FROM draft').all()).toEqual([{ id: draft.id }]);
      expect(db.prepare('SELECT count(*) AS n FROM entry').get()).toEqual({ n: 3 });
    });
  });

  it('keeps the five newest', () => {
    const s = scratch();
    inserted(s);
    for (let day = 0; day < 8; day += 1) {
      s.time.atMs = NOW_MS + day * DAY_MS;
      s.another();
    }
    expect(backupsIn(s.folder)).toEqual(
      [3, 4, 5, 6, 7].map((day) => `debrief-${stampOf(NOW_MS + day * DAY_MS)}.db`),
    );
  });

  it('is made again after the clock was set back', () => {
    const s = scratch();
    inserted(s);
    s.another();
    s.time.atMs = NOW_MS - 30 * DAY_MS;
    s.another();
    expect(backupsIn(s.folder)).toHaveLength(2);
  });

  it('leaves files alone that are none, and nothing half made', () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'backups'));
    writeFileSync(join(folder, 'backups', 'notes.txt'), 'mine');
    const s = scratch(folder);
    inserted(s);
    s.another();
    expect(backupsIn(folder)).toEqual([`debrief-${stampOf(NOW_MS)}.db`, 'notes.txt']);
  });

  it('keeps nobody from writing if it can not be made: that is told', () => {
    const s = scratch();
    inserted(s);
    writeFileSync(join(s.folder, 'backups'), 'in the way');
    const other = s.another();
    expect(other.notices.map(({ code }) => code)).toEqual(['store.backupFailed']);
    expect(other.notices[0]?.text).not.toContain('\n');
    inserted({ ...s, store: other });
    rmSync(join(s.folder, 'backups'));
    expect(s.another().notices).toEqual([]);
    expect(statSync(join(s.folder, 'backups')).isDirectory()).toBe(true);
  });
});
