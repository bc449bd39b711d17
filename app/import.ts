/** Drafts from a text that exists already. */
import type { Draft } from './draft.ts';
import { checkLabels, checkRepo, checkTitle } from './draft.ts';
import type { DraftId, NewId } from './ids.ts';
import { headingsOf } from './markdown/blocks.ts';
import { parseBody } from './markdown/parse.ts';
import { checkZone } from './zones.ts';

/** What a person may say of a draft when it is made. */
export interface NewDraft {
  readonly title?: string | null | undefined;
  readonly repo?: string | null | undefined;
  /** The server of the repository; without one, that of the default account. */
  readonly host?: string | null | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly zone: string;
}

/** The clock and the ids that making a draft needs. */
export interface Making {
  readonly nowMs: number;
  readonly newId: NewId;
}

/** The title of a report that is a file: its first heading of the first level, unless that only says "Summary". */
function titleOf(body: string): string | null {
  const first = headingsOf(body).find((heading) => heading.level === 1);
  return first === undefined || /^(summary|timeline)\b/i.test(first.name) ? null : first.name;
}

/**
 * A draft from Markdown that exists already: a file, or an issue's body. Its text stays as it is, byte for byte; only a
 * marker line at its end is left out, since it names the draft that the text was filed from.
 * A zone that is given outright is believed; else the one the text names; else none is: bare times stay prose.
 * @throws DebriefError title.tooLong, repo.invalid, labels.invalid, zone.unknown
 */
export function importDraft(
  body: string,
  given: NewDraft & { readonly zoneGiven: boolean; readonly fallbackTitle: string },
  making: Making,
): Draft {
  const chosen = checkZone(given.zone);
  const parsed = parseBody(body, { newId: making.newId, zone: given.zoneGiven ? chosen : null });
  const declared = parsed.declaredZone?.zone ?? null;
  return {
    id: making.newId() as DraftId,
    title: checkTitle(given.title ?? titleOf(body) ?? given.fallbackTitle),
    repo: checkRepo(given.repo ?? null),
    host: given.host ?? null,
    labels: checkLabels(given.labels ?? []),
    zone: declared ?? chosen,
    zoneSource: declared !== null ? 'declared' : given.zoneGiven ? 'chosen' : 'assumed',
    sections: parsed.sections,
    createdAtMs: making.nowMs,
    updatedAtMs: making.nowMs,
    startedAtMs: null,
    endedAtMs: null,
  };
}
