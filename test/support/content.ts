import type { Draft } from '../../app/draft.ts';
import { containEntry, containItem, escapeMarkers } from '../../app/markdown/contain.ts';
import { lineEndOf, writeActions } from '../../app/markdown/render.ts';
import { trimText, writeEntryText } from '../../app/timeline/entry-text.ts';
import { shownTime } from '../../app/timeline/write-heading.ts';

/**
 * What a draft says, in the form in which two drafts are compared: without ids, slices and blank lines around parts,
 * with each text in the form that is safe to write, and instants to the minute that a heading shows.
 */
export function contentOf(draft: Pick<Draft, 'sections' | 'zone'>): unknown {
  return draft.sections
    .map((section) => ({
      level: section.level,
      name: section.name,
      kind: section.kind,
      text: trimText(
        escapeMarkers(
          section.kind === 'actions'
            ? writeActions(section.text, [], lineEndOf(draft.sections))
            : section.text,
        ),
      ),
      entries: section.entries.map((entry) => ({
        time: entry.certainty.is === 'unknown' ? 'unknown' : shownTime(entry, draft.zone),
        text: trimText(containEntry(writeEntryText(entry), section.level)),
        phase: entry.phase,
      })),
      actions: section.actions.map((item) => ({
        text: containItem(item.text),
        kind: item.kind,
        issue: item.issue?.url ?? null,
      })),
    }))
    .filter((section) => section.level > 0 || section.text !== '');
}
