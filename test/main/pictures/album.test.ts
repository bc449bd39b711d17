import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { DebriefError } from '../../../app/errors.ts';
import { pictureMarkdown } from '../../../app/pictures.ts';
import { Album } from '../../../main/pictures/album.ts';
import { openStore } from '../../../main/store/store.ts';
import { picture } from '../../support/picture.ts';
import type { Scratch } from '../store/scratch.ts';
import { DAY_MS, draftOf, inserted, NOW_MS, scratch } from '../store/scratch.ts';

function albumOf({ folder, store, time, newId }: Scratch): Album {
  return new Album({ folder, store, nowMs: () => time.atMs, newId });
}

const filesOf = (folder: string): readonly string[] => readdirSync(join(folder, 'pictures'));

function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof DebriefError ? error.code : String(error);
  }
}

describe('keeping a picture', () => {
  it('makes one file of it, named by what it holds, however often it is added', () => {
    const at = scratch();
    const album = albumOf(at);
    const name = album.keep(picture(), 'a.png');
    expect(album.keep(picture(), 'b.png')).toBe(name);
    expect(filesOf(at.folder)).toEqual([name]);
    expect(album.files.read(name)).toEqual(picture());
    expect(at.store.pictures.sizeOf(name)).toBe(picture().length);
  });

  it('takes no file that is not a picture, whatever it is called, and none that is too large', () => {
    const at = scratch();
    const album = albumOf(at);
    expect(codeOf(() => album.keep(Buffer.from('<svg onload="alert(1)"/>'), 'a.png'))).toBe(
      'picture.unsupported',
    );
    const large = Buffer.concat([picture(), Buffer.alloc(10 * 1024 * 1024)]);
    expect(codeOf(() => album.keep(large, 'a.png'))).toBe('picture.tooLarge');
    expect(existsSync(join(at.folder, 'pictures'))).toBe(false);
  });
});

describe('letting pictures go', () => {
  it('takes those that no draft named within a month, and no others', () => {
    const at = scratch();
    const album = albumOf(at);
    const used = album.keep(picture(1), 'used.png');
    const unused = album.keep(picture(2), 'unused.png');
    inserted(at, `# Summary\n\n${pictureMarkdown('x', used)}\n`);
    at.time.atMs = NOW_MS + 29 * DAY_MS;
    album.tidy();
    expect(filesOf(at.folder)).toHaveLength(2);
    at.time.atMs = NOW_MS + 31 * DAY_MS;
    album.tidy();
    expect(filesOf(at.folder)).toEqual([used]);
    expect(at.store.pictures.sizeOf(unused)).toBeNull();
  });

  it('keeps those of a draft that was put aside, and of an earlier version: both can come back', () => {
    const at = scratch();
    const album = albumOf(at);
    const aside = album.keep(picture(1), 'a.png');
    const before = album.keep(picture(2), 'b.png');
    const removed = inserted(at, `# Summary\n\n${pictureMarkdown('x', aside)}\n`);
    at.store.removeDraft(removed.id);
    const edited = inserted(at, `# Summary\n\n${pictureMarkdown('x', before)}\n`);
    const changed = draftOf(at.newId, '# Summary\n\nGone.\n');
    at.store.saveDraft(edited, { ...edited, sections: changed.sections }, 'edit');
    at.time.atMs = NOW_MS + 400 * DAY_MS;
    album.tidy();
    expect(filesOf(at.folder)).toHaveLength(2);
  });

  it('gives one that is added again another month', () => {
    const at = scratch();
    const album = albumOf(at);
    album.keep(picture(), 'a.png');
    at.time.atMs = NOW_MS + 31 * DAY_MS;
    const name = album.keep(picture(), 'a.png');
    album.tidy();
    expect(filesOf(at.folder)).toEqual([name]);
  });

  it('sweeps what a crash left half written, once it is old', () => {
    const at = scratch();
    const album = albumOf(at);
    const name = album.keep(picture(), 'a.png');
    const half = join(at.folder, 'pictures', '.unfinished-1');
    writeFileSync(half, 'half');
    utimesSync(half, NOW_MS / 1000, NOW_MS / 1000);
    album.tidy();
    expect(filesOf(at.folder)).toHaveLength(2);
    at.time.atMs = NOW_MS + 31 * DAY_MS;
    at.store.pictures.add(name, 1);
    album.tidy();
    expect(filesOf(at.folder)).toEqual([name]);
  });

  it('keeps the files that a restored database does not know', () => {
    const at = scratch();
    const name = albumOf(at).keep(picture(), 'a.png');
    at.store.pictures.forget(name);
    const store = openStore({ folder: at.folder, nowMs: () => at.time.atMs, newId: at.newId });
    onTestFinished(() => store.close());
    at.time.atMs = NOW_MS + 400 * DAY_MS;
    albumOf(at).tidy();
    expect(filesOf(at.folder)).toEqual([name]);
    expect(store.pictures.sizeOf(name)).toBe(picture().length);
  });

  it('looks no more than once a day', () => {
    const at = scratch();
    const album = albumOf(at);
    album.tidyNowAndThen();
    const name = album.keep(picture(), 'a.png');
    at.store.pictures.forget(name);
    album.tidyNowAndThen();
    expect(at.store.pictures.sizeOf(name)).toBeNull();
    at.time.atMs = NOW_MS + DAY_MS;
    album.tidyNowAndThen();
    expect(at.store.pictures.sizeOf(name)).not.toBeNull();
  });
});
