/** Pictures beside a Markdown file: in a folder of its own, where the text leads to them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

import { DebriefError } from '../../app/errors.ts';
import { readExport } from '../../app/export.ts';
import { pictureName, referenceTo, toGitHub } from '../../app/pictures.ts';
import { fileFailure } from './texts.ts';

/** What a file's text says of itself, and the pictures that lie beside it. */
export interface WithPictures {
  readonly text: string;
  /** The folder's name; null where there are none. */
  readonly folder: string | null;
  readonly count: number;
}

/**
 * Writes the pictures of a draft into a folder beside a file, and leads the file's text there.
 * @param json the draft's export, which has its Markdown and their bytes
 * @throws DebriefError file.missing, file.unreadable
 */
export async function writePictures(file: string, json: string): Promise<WithPictures> {
  const { body: source, pictures: exported } = readExport(json, file);
  const pictures = exported.flatMap(({ name, data }) => {
    const known = pictureName(name);
    return known === null || data === null ? [] : [{ name: known, bytes: Buffer.from(data, 'base64') }];
  });
  const none = (): null => null;
  if (pictures.length === 0) return { text: toGitHub(source, none), folder: null, count: 0 };
  const folder = `${basename(file, extname(file))}-pictures`;
  const path = join(dirname(file), folder);
  try {
    await mkdir(path, { recursive: true });
    for (const { name, bytes } of pictures) await writeFile(join(path, name), bytes);
  } catch (error) {
    throw error instanceof DebriefError ? error : fileFailure(path, error);
  }
  const address = encodeURIComponent(folder);
  const text = pictures.reduce(
    (written, { name }) => written.replaceAll(referenceTo(name), `${address}/${name}`),
    source,
  );
  // Words stand for those that this machine does not have.
  return { text: toGitHub(text, none), folder, count: pictures.length };
}
