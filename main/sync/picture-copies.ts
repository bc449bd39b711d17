/**
 * Puts pictures into the folder on GitHub that a person named, before the report that shows them goes out. A picture's name
 * says what it holds, so that one whose answer was lost is found there, and none is written twice.
 */
import type { PictureFolder } from '../../app/picture-folder.ts';
import { pictureFolderText } from '../../app/picture-folder.ts';
import type { PictureName } from '../../app/pictures.ts';
import { notSignedIn } from '../account/session.ts';
import type { Answer } from '../github/answer.ts';
import type { PictureFiles } from '../pictures/picture-files.ts';
import type { Store } from '../store/store.ts';
import { NotOurTurn } from './not-our-turn.ts';
import type { SignedIn } from './signed-in.ts';
import type { WaitingPicturesOptions } from './waiting-pictures.ts';
import { WaitingPictures } from './waiting-pictures.ts';

export interface PictureCopiesOptions extends WaitingPicturesOptions {
  readonly store: Store;
  readonly files: PictureFiles;
  readonly signedIn: (site: string | null) => Promise<SignedIn | null>;
  /** Resolves when the account of a server may write. @throws NotOurTurn */
  readonly turn: (site: string | null) => Promise<void>;
  /** Whether this process may still write: asked in the transaction that notes the write, which it counts. */
  readonly claim: (site: string | null) => boolean;
}

export class PictureCopies {
  readonly waiting: WaitingPictures;
  private readonly options: PictureCopiesOptions;

  constructor(options: PictureCopiesOptions) {
    this.waiting = new WaitingPictures(options);
    this.options = options;
  }

  /** Puts them there, one write at a time. Gives how many there were, or what the first that did not get there came to. */
  async place(names: readonly PictureName[]): Promise<Answer<number>> {
    const { signedIn } = this.options;
    const folder = this.options.folder();
    if (folder === null) return { is: 'told', value: 0 };
    const who = await signedIn(folder.host);
    if (who === null) return { is: 'signIn', error: notSignedIn(folder.host) };
    for (const name of names) {
      const answer = await this.placeOne(who, folder, name);
      if (answer.is !== 'told') return answer;
    }
    return { is: 'told', value: names.length };
  }

  private async placeOne(
    { contents }: SignedIn,
    folder: PictureFolder,
    name: PictureName,
  ): Promise<Answer<null>> {
    const { store, files, turn, claim } = this.options;
    const place = pictureFolderText(folder);
    const bytes = files.read(name);
    if (bytes === null) return { is: 'told', value: null };
    const found = await contents.find(folder, name, bytes);
    if (found.is !== 'told') return found;
    let address = found.value;
    if (address === null) {
      await turn(folder.host);
      store.transaction(() => {
        if (!claim(folder.host)) throw new NotOurTurn();
        store.pictures.noteSent(name, place);
      });
      const put = await contents.create(folder, name, bytes);
      if (put.is !== 'told') return put;
      address = put.value;
    }
    store.pictures.notePlaced(name, place, address);
    return { is: 'told', value: null };
  }
}
