/** New drafts from a template. */
import type { Draft, Section } from './draft.ts';
import { checkLabels, checkRepo, checkTitle } from './draft.ts';
import type { DraftId } from './ids.ts';
import type { Making, NewDraft } from './import.ts';
import { parseBody } from './markdown/parse.ts';
import type { Template } from './template.ts';
import { fillTitle } from './template.ts';
import { checkZone } from './zones.ts';

/** Sections with the template's guidance under the heading that it belongs to. */
function guide(sections: readonly Section[], template: Template): readonly Section[] {
  const seen = new Map<string, number>();
  return sections.map((section): Section => {
    const occurrence = seen.get(section.name) ?? 0;
    seen.set(section.name, occurrence + 1);
    const texts = template.guidance.filter(
      (each) => each.heading === section.name && each.occurrence === occurrence,
    );
    return { ...section, guidance: texts.map((each) => each.text).join('\n\n') };
  });
}

/**
 * A draft that starts from a template.
 * @throws DebriefError title.tooLong, repo.invalid, labels.invalid, zone.unknown
 */
export function createDraft(template: Template, given: NewDraft, making: Making): Draft {
  const zone = checkZone(given.zone);
  const body = template.body.replaceAll(/\{\{\s*ZONE\s*\}\}/g, zone);
  const parsed = parseBody(body, { newId: making.newId, zone });
  return {
    id: making.newId() as DraftId,
    title: checkTitle(fillTitle(template.titlePattern, given.title ?? null)),
    repo: checkRepo(given.repo ?? null),
    host: given.host ?? null,
    labels: checkLabels([...template.labels, ...(given.labels ?? [])]),
    zone,
    zoneSource: 'chosen',
    sections: guide(parsed.sections, template),
    createdAtMs: making.nowMs,
    updatedAtMs: making.nowMs,
    startedAtMs: null,
    endedAtMs: null,
  };
}
