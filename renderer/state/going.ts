/** Ways to a place in the page: it comes into sight, and has the focus. */
import { tick } from 'svelte';

import type { Session } from './session.svelte.ts';

/** To an entry of the timeline that is shown. */
export function goToEntry(id: string): void {
  const row = document.getElementById(`entry-${id}`);
  row?.scrollIntoView({ block: 'center' });
  row?.focus();
}

/** To a section of the open draft. */
export async function goToSection(session: Session, id: string): Promise<void> {
  if (session.mode === 'preview') session.mode = 'write';
  session.sections.reveal(id);
  await tick();
  const section = document.querySelector<HTMLElement>(`[data-section="${CSS.escape(id)}"]`);
  section?.scrollIntoView({ block: 'start' });
  // Into what is written in; its buttons come before that.
  const field = section?.querySelector<HTMLElement>('.cm-content, textarea, input');
  (field ?? section?.querySelector<HTMLElement>('button'))?.focus({ preventScroll: true });
}

/** To one of the settings. */
export async function goToSetting(session: Session, id: string): Promise<void> {
  session.router.go({ view: 'settings' });
  await tick();
  const field = document.getElementById(id);
  field?.scrollIntoView({ block: 'center' });
  field?.focus({ preventScroll: true });
}
