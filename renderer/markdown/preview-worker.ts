/** Renders previews beside the page, so that typing never waits for one. */
import { previewTree } from '../../app/preview.ts';
import type { Place, PreviewRoot } from '../../app/preview.ts';

export interface PreviewRequest {
  readonly markdown: string;
  readonly place: Place;
}

export interface PreviewAnswer {
  readonly tree: PreviewRoot;
}

addEventListener('message', ({ data: { markdown, place } }: MessageEvent<PreviewRequest>) => {
  const answer: PreviewAnswer = { tree: previewTree(markdown, place) };
  postMessage(answer);
});
