/** What a host answers to a page that asks for a picture of a draft. */
import { pictureName, typeOf } from '../app/pictures.ts';
import type { PictureName } from '../app/pictures.ts';
import type { RendererAnswer } from './renderer-answer.ts';
import { everyAnswer } from './renderer-answer.ts';

/** Gives a picture's bytes; null where this machine has none of that name. */
export type LoadPicture = (name: PictureName) => Promise<Uint8Array<ArrayBuffer> | null>;

/** Under the path of the link, where the cookie of the web host's session is sent. */
const PATH = /^\/rpc\/pictures\/([0-9a-f]{64}\.\w{3,4})$/;

/** Nothing of a browser keeps it: the data folder is where it lies. Opened by itself, it still runs and loads nothing. */
function headersFor(name: PictureName): RendererAnswer['headers'] {
  return {
    ...everyAnswer,
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'content-type': typeOf(name),
  };
}

/** The answer for a path; null where it is none of a picture that is here. */
export async function answerWithPicture(path: string, load: LoadPicture): Promise<RendererAnswer | null> {
  const name = pictureName(PATH.exec(path)?.[1] ?? '');
  const body = name === null ? null : await load(name);
  return name === null || body === null ? null : { headers: headersFor(name), body };
}
