/** A draft given out of hand, as a file. */
import type { OpenDraft } from './open-draft.svelte.ts';
import { saveFile } from './save-file.ts';
import type { Session } from './session.svelte.ts';
import { pictures as words } from '../words/pictures.ts';

/** Saves the draft as a file, with all that was typed. */
export function exportAs(session: Session, open: OpenDraft, format: 'md' | 'html' | 'json'): void {
  void session.attempt(async () => {
    await session.pending.flushAll();
    saveFile(open.title.value, format, await open.export(format));
    const left = format === 'md' ? (open.view?.pictures ?? []).filter(({ url }) => url === null).length : 0;
    if (left > 0) session.toasts.show(words.notInMarkdown(left));
  });
}
