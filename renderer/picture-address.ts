import type { PictureName } from '../app/pictures.ts';

/** Where the page's host has a picture: the same in the app and in the browser. */
export function pictureAddress(name: PictureName): string {
  return `/rpc/pictures/${name}`;
}
