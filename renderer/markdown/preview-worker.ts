/** Renders previews beside the page, so that typing never waits for one, and hands over no more than what changed. */
import { previewTree } from '../../app/preview.ts';
import type { Place } from '../../app/preview.ts';
import { pictureAddress } from '../picture-address.ts';
import type { PreviewPatch } from './patch.ts';
import { patches } from './patch.ts';

export interface PreviewRequest {
  readonly markdown: string;
  readonly place: Place;
}

const patchTo = patches();

addEventListener('message', ({ data: { markdown, place } }: MessageEvent<PreviewRequest>) => {
  const answer: PreviewPatch = patchTo(previewTree(markdown, place, pictureAddress));
  postMessage(answer);
});
