/** Pictures: kept with a draft, and shown where their files are. */
import { DebriefError } from '../../app/errors.ts';
import { MOST_PICTURES, pictureMarkdown, pictureName, wordsFrom } from '../../app/pictures.ts';
import { os } from './base.ts';

export const pictures = {
  add: os.pictures.add.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    const count = parts.view(id).pictures.length;
    if (count >= MOST_PICTURES) throw new DebriefError('picture.tooMany', { count });
    const name = parts.album.keep(Buffer.from(input.data, 'base64'), input.fileName);
    return { name, markdown: pictureMarkdown(wordsFrom(input.fileName), name) };
  }),
  reveal: os.pictures.reveal.handler(async ({ input, context: { parts } }) => {
    const name = pictureName(input.name);
    if (name === null || !parts.album.files.has(name)) throw new DebriefError('picture.unknown');
    await parts.reveal(parts.album.files.pathOf(name));
    return {};
  }),
};
