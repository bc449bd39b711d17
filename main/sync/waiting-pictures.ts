/** Which pictures are to go to the folder on GitHub that a person named, before the report that shows them. */
import type { Draft } from '../../app/draft.ts';
import { renderBody } from '../../app/markdown/render.ts';
import type { PictureFolder } from '../../app/picture-folder.ts';
import type { PictureName } from '../../app/pictures.ts';
import { picturesIn } from '../../app/pictures.ts';
import type { PictureFiles } from '../pictures/picture-files.ts';
import type { Store } from '../store/store.ts';

export interface WaitingPicturesOptions {
  readonly store: Pick<Store, 'pictures'>;
  readonly files: Pick<PictureFiles, 'has'>;
  /** What the person named; null where they named nothing. */
  readonly folder: () => PictureFolder | null;
}

export class WaitingPictures {
  private readonly options: WaitingPicturesOptions;

  constructor(options: WaitingPicturesOptions) {
    this.options = options;
  }

  /** Is there a folder, and any picture that is not in it? Asked before a draft is read for that. */
  get areAny(): boolean {
    const { store, folder } = this.options;
    return store.pictures.draftsToPlace().length > 0 && folder() !== null;
  }

  /** Those of a draft, each once; where no folder was named, they are to be attached by hand. */
  of(draft: Draft): readonly PictureName[] {
    const { store, files } = this.options;
    return picturesIn(renderBody(draft))
      .map(({ name }) => name)
      .filter((name) => store.pictures.addressOf(name) === null && files.has(name));
  }
}
