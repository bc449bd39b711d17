/** The pictures of this machine: kept with the drafts that name them, and let go when none ever did. */
import { createHash } from 'node:crypto';

import { DebriefError } from '../../app/errors.ts';
import type { NewId } from '../../app/ids.ts';
import type { PictureEnding, PictureName } from '../../app/pictures.ts';
import { LARGEST_PICTURE, mayHavePictures, nameFor, picturesIn, sniff } from '../../app/pictures.ts';
import type { PictureView } from '../../app/views.ts';
import { asStoreError } from '../store/failures.ts';
import type { Store } from '../store/store.ts';
import { PictureFiles } from './picture-files.ts';

export interface AlbumOptions {
  /** The data folder. */
  readonly folder: string;
  readonly store: Store;
  /** UTC milliseconds. */
  readonly nowMs: () => number;
  readonly newId: NewId;
}

/** A picture that no version of a draft names was taken back at once, in all likelihood; nobody knows for sure that soon. */
const KEPT_UNUSED_MS = 30 * 24 * 3_600_000;

function nameOf(bytes: Uint8Array, ending: PictureEnding): PictureName {
  return nameFor(createHash('sha256').update(bytes).digest('hex'), ending);
}

/** How often it is looked whether there is something to let go. */
const TIDIED_EVERY_MS = 24 * 3_600_000;
const TIDIED_KEY = 'pictures.tidiedAtMs';

const MEGABYTE = 1024 * 1024;

export class Album {
  readonly files: PictureFiles;
  private readonly options: AlbumOptions;

  constructor(options: AlbumOptions) {
    this.options = options;
    this.files = new PictureFiles(options.folder, options.newId);
  }

  /**
   * Keeps a picture, whole and on the disk when this returns.
   * @param fileName as the person knows it, for the words of an error
   * @throws DebriefError picture.unsupported, picture.tooLarge, store.full, store.readOnly, store.broken
   */
  keep(bytes: Uint8Array, fileName: string): PictureName {
    const { store, folder } = this.options;
    const ending = sniff(bytes);
    if (ending === null) throw new DebriefError('picture.unsupported', { file: fileName });
    if (bytes.length > LARGEST_PICTURE) {
      const megabytes = (bytes.length / MEGABYTE).toFixed(1);
      throw new DebriefError('picture.tooLarge', { file: fileName, megabytes });
    }
    const name = nameOf(bytes, ending);
    try {
      this.files.keep(name, bytes);
      store.transaction(() => {
        // Another process may just have let it go; from here on it can't.
        this.files.keep(name, bytes);
        store.pictures.add(name, bytes.length);
      });
    } catch (error) {
      throw asStoreError(error, folder);
    }
    return name;
  }

  /**
   * Keeps the pictures of an export. @param fileName of the export, for the words of an error
   * @throws DebriefError file.notDebrief where one is not what its name says, and what `keep` throws
   */
  takeIn(
    pictures: readonly { readonly name: string; readonly data: string | null }[],
    fileName: string,
  ): void {
    for (const { name, data } of pictures) {
      if (data === null) continue;
      const bytes = Buffer.from(data, 'base64');
      const ending = sniff(bytes);
      if (ending === null || nameOf(bytes, ending) !== name)
        throw new DebriefError('file.notDebrief', { file: fileName, reason: `${name} is another picture` });
      this.keep(bytes, name);
    }
  }

  /** The pictures that a draft's Markdown names, as an interface shows them. */
  viewsOf(markdown: string): PictureView[] {
    if (!mayHavePictures(markdown)) return [];
    const { pictures } = this.options.store;
    return picturesIn(markdown).map(({ name, words }) => ({
      name,
      words,
      isHere: this.files.has(name),
      url: pictures.addressOf(name),
    }));
  }

  /** Tidies, once a day. */
  tidyNowAndThen(): void {
    const { store, nowMs } = this.options;
    const last = store.getMeta(TIDIED_KEY);
    if (typeof last === 'number' && Math.abs(nowMs() - last) < TIDIED_EVERY_MS) return;
    store.setMeta(TIDIED_KEY, nowMs());
    this.tidy();
  }

  /**
   * Lets go what nobody will miss: pictures that no version of any draft named within a month of being added, and what a
   * crash left half written. A draft that was put aside keeps its own, since it can come back.
   */
  tidy(): void {
    const { store, nowMs } = this.options;
    const beforeMs = nowMs() - KEPT_UNUSED_MS;
    this.files.sweep(beforeMs);
    // A restored backup may not know them. Known, they have a month again.
    for (const name of this.files.names())
      if (store.pictures.sizeOf(name) === null) store.pictures.add(name, this.files.sizeOf(name));
    for (const name of store.pictures.unused(beforeMs)) {
      store.transaction(() => {
        if (!store.pictures.isUnused(name, beforeMs)) return;
        store.pictures.forget(name);
        this.files.remove(name);
      });
    }
  }
}
