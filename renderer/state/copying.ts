/** What goes onto the clipboard. */
import { handover, UPDATE_ENTRIES } from '../../app/handover.ts';
import { diagnosis } from '../words/diagnosis.ts';
import { handover as words } from '../words/handover.ts';
import { copyMarkdown, copyRichText } from './copy-report.ts';
import { placeOf } from './report-place.ts';
import type { Session } from './session.svelte.ts';

/** Tells what came of a copy. */
async function told(session: Session, copied: Promise<void>, done: string): Promise<void> {
  await copied.then(
    () => session.toasts.show(done),
    () => session.toasts.show(words.refused),
  );
}

/** Puts the newest entries of the draft on the clipboard, as Markdown in its zone. */
export async function copyUpdate(session: Session): Promise<void> {
  await session.pending.flushAll();
  const view = session.open?.view ?? null;
  if (view === null) return;
  const text = handover(view, { form: 'md', last: UPDATE_ENTRIES, zone: view.zone });
  await told(session, navigator.clipboard.writeText(text), words.updateCopied);
}

/** Puts the whole report on the clipboard. */
export async function copyReport(session: Session, form: 'markdown' | 'richText'): Promise<void> {
  const { open } = session;
  if (open === null) return;
  await session.pending.flushAll();
  const markdown = await open.export('md');
  const title = open.title.value;
  const place = placeOf(open.view, session.status.account?.host ?? null);
  const { clipboard } = navigator;
  const copied =
    form === 'markdown'
      ? copyMarkdown(clipboard, title, markdown)
      : copyRichText(clipboard, title, markdown, place);
  await told(session, copied, words.reportCopied);
}

/** Puts what there is to know of this installation on the clipboard, for whoever looks for a fault. */
export async function copyDiagnosis(session: Session): Promise<void> {
  const { text } = await session.client.diagnosis.examine({ thorough: false });
  await told(session, navigator.clipboard.writeText(text), diagnosis.copied);
}
