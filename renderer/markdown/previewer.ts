/** Turns reports into previews, one at a time, always the newest. */
import type { Place } from '../../app/preview.ts';
import type { PreviewPatch } from './patch.ts';
import type { PreviewRequest } from './preview-worker.ts';

export class Previewer {
  readonly #worker = new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module' });
  readonly #shown: (patch: PreviewPatch) => void;
  #busy = false;
  #next: PreviewRequest | null = null;

  /**
   * @param shown called with each change, in order: together they make the preview
   * @param failed called where a report could not be rendered, or the worker not be started
   */
  constructor(shown: (patch: PreviewPatch) => void, failed: () => void) {
    this.#shown = shown;
    this.#worker.addEventListener('message', ({ data }: MessageEvent<PreviewPatch>) => this.#answered(data));
    this.#worker.addEventListener('error', () => {
      this.#busy = false;
      failed();
    });
  }

  render(markdown: string, place: Place): void {
    this.#next = { markdown, place };
    this.#send();
  }

  close(): void {
    this.#worker.terminate();
  }

  #send(): void {
    if (this.#busy || this.#next === null) return;
    this.#busy = true;
    this.#worker.postMessage(this.#next);
    this.#next = null;
  }

  #answered(patch: PreviewPatch): void {
    this.#busy = false;
    this.#shown(patch);
    this.#send();
  }
}
