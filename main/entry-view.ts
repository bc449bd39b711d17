import type { Entry } from '../app/draft.ts';
import type { EntryView } from '../app/views.ts';

/** An entry as the contract shows it. @param draft the id of the draft that it is in */
export function entryView(entry: Entry, draft: string): EntryView {
  const { id, atMs, certainty, text, phase } = entry;
  return { id, draft, atMs, certainty, text, phase };
}
