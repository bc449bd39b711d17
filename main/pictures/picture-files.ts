/** The files of pictures: a folder in the data folder, each file named by what it holds. */
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { PictureName } from '../../app/pictures.ts';
import { pictureName } from '../../app/pictures.ts';
import { makePrivateFolder, namesIn, renameDurably, syncFolder } from '../store/files.ts';

/** What a file is called until it is whole. Left behind by a crash, it is nobody's. */
const UNFINISHED = '.unfinished-';

function write(file: string, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

export class PictureFiles {
  readonly folder: string;
  readonly #newId: () => string;

  /** @param dataFolder that of the database */
  constructor(dataFolder: string, newId: () => string) {
    this.folder = join(dataFolder, 'pictures');
    this.#newId = newId;
  }

  /** The absolute path of a picture's file, whether there is one or not. */
  pathOf(name: PictureName): string {
    return join(this.folder, name);
  }

  has(name: PictureName): boolean {
    return statSync(this.pathOf(name), { throwIfNoEntry: false })?.isFile() ?? false;
  }

  /** Bytes; 0 where there is no such file. */
  sizeOf(name: PictureName): number {
    return statSync(this.pathOf(name), { throwIfNoEntry: false })?.size ?? 0;
  }

  /**
   * Keeps a picture: on the disk, whole and under its name, when this returns. One that is there is as it should be, since
   * its name says what it holds. @throws the file system's error
   */
  keep(name: PictureName, bytes: Uint8Array): void {
    if (this.has(name)) return;
    makePrivateFolder(this.folder);
    const unfinished = join(this.folder, `${UNFINISHED}${this.#newId()}`);
    try {
      write(unfinished, bytes);
      renameDurably(unfinished, this.pathOf(name), this.folder);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  }

  /** Null where there is no such file. @throws the file system's error */
  read(name: PictureName): Buffer | null {
    return this.has(name) ? readFileSync(this.pathOf(name)) : null;
  }

  /** The same, without holding up anybody. */
  async load(name: PictureName): Promise<Buffer<ArrayBuffer> | null> {
    return this.has(name) ? readFile(this.pathOf(name)) : null;
  }

  remove(name: PictureName): void {
    rmSync(this.pathOf(name), { force: true });
    syncFolder(this.folder);
  }

  /** The pictures that there are. */
  names(): readonly PictureName[] {
    return namesIn(this.folder)
      .map(pictureName)
      .filter((name) => name !== null);
  }

  /** Removes what a crash left half written before an instant (UTC milliseconds). */
  sweep(beforeMs: number): void {
    for (const name of namesIn(this.folder).filter((each) => each.startsWith(UNFINISHED))) {
      const file = join(this.folder, name);
      if ((statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < beforeMs)
        rmSync(file, { force: true });
    }
  }
}
