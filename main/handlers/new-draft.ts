/** What a new draft starts from: what was given, else the settings, else this machine. */
import { createDraft } from '../../app/create.ts';
import type { Draft } from '../../app/draft.ts';
import type { RepoPlace } from '../../app/places.ts';
import { readPlace } from '../../app/places.ts';
import type { Parts } from '../parts.ts';
import { findTemplate } from './templates.ts';

/** What a person may say of a draft. */
export interface Fields {
  readonly title?: string | undefined;
  /** OWNER/NAME, HOST/OWNER/NAME or the address of a repository; null or empty for none. */
  readonly repo?: string | null | undefined;
  readonly zone?: string | undefined;
  readonly labels?: string[] | undefined;
}

/** The zone of a new draft: as given, else the setting, else that of this machine. */
export function zoneFor(parts: Parts, zone: string | undefined): string {
  return zone ?? (parts.settings().zone || parts.machineZone());
}

/** Where a new draft is to be filed: as given, else the setting. @throws DebriefError repo.invalid */
export function placeFor(
  parts: Parts,
  repo: string | null | undefined,
): RepoPlace | { readonly host: null; readonly repo: null } {
  return readPlace(repo === undefined ? parts.settings().repo : repo) ?? { host: null, repo: null };
}

/** A new draft from a template, not saved yet. `template`: null for the built-in one. */
export async function newDraft(
  parts: Parts,
  fields: Fields,
  template: Parameters<typeof findTemplate>[1],
): Promise<Draft> {
  const place = placeFor(parts, fields.repo);
  const given = { ...fields, ...place, zone: zoneFor(parts, fields.zone) };
  const found = await findTemplate(parts, template, place.repo === null ? null : place);
  return createDraft(found, given, { nowMs: parts.nowMs(), newId: parts.newId });
}
