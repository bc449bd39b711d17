/** What can be said of a draft on the command line, in the commands that make or change one. */
import { checkLabels, checkTitle } from '../../app/draft.ts';
import { DebriefError } from '../../app/errors.ts';
import { placeText, readPlace } from '../../app/places.ts';
import type { Values } from './arguments.ts';

export const draftOptions = {
  title: { type: 'text', value: 'T', about: 'What happened, in a few words' },
  repo: {
    type: 'text',
    value: '[HOST/]OWNER/NAME',
    about: 'Repository that it is filed in; or its address',
  },
  tz: { type: 'text', value: 'ZONE', about: 'Zone of its times, such as Europe/London' },
  labels: { type: 'list', value: 'a,b', about: 'Labels of the issue' },
} as const;

/** The same as the contract takes it. */
export interface DraftFields {
  title?: string;
  repo?: string | null;
  zone?: string;
  labels?: string[];
}

/** A repository as the contract takes it; null for none. @throws DebriefError repo.invalid */
export function repoTyped(typed: string): string | null {
  const place = readPlace(typed);
  return place === null ? null : placeText(place);
}

/**
 * The fields that were given, checked before the core is asked: a command that can't work changes nothing.
 * @throws DebriefError title.tooLong, repo.invalid, zone.unknown, labels.invalid
 */
export async function draftFields(options: Values<typeof draftOptions>): Promise<DraftFields> {
  const fields: DraftFields = {};
  if (options.title !== undefined) fields.title = checkTitle(options.title);
  if (options.repo !== undefined) fields.repo = repoTyped(options.repo);
  if (options.tz !== undefined) fields.zone = (await import('../../app/zones.ts')).checkZone(options.tz);
  if (options.labels !== undefined) fields.labels = [...checkLabels(options.labels)];
  return fields;
}

/** The longest text that the contract takes for an id; an id has 36 characters. */
const MAX_ID = 64;

/** The id of a draft, or a beginning of it, as it was typed. @throws DebriefError draft.unknown for what can't be one */
export function draftId(typed: string): string {
  const id = typed.trim().toLowerCase();
  if (id === '' || id.length > MAX_ID) throw new DebriefError('draft.unknown', { id: typed });
  return id;
}
