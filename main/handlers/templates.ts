/** Templates: the built-in one, a file's text, those of a repository (kept for when there is no network). */
import { DebriefError } from '../../app/errors.ts';
import type { RepoPlace } from '../../app/places.ts';
import { placeText, readPlace } from '../../app/places.ts';
import type { Template } from '../../app/template.ts';
import { builtInTemplate, parseTemplate } from '../../app/template.ts';
import type { TemplateView } from '../../app/views.ts';
import type { TemplateFile } from '../github/account.ts';
import type { Parts } from '../parts.ts';
import { os } from './base.ts';

/** By the server too where it was named: repositories of one name on several servers are different ones. */
const keptKey = (place: RepoPlace): string => `templates.${placeText(place).toLowerCase()}`;

/** The template files of a repository: from GitHub if it can be reached, else as they were when it last could. */
async function filesOf(parts: Parts, place: RepoPlace): Promise<readonly TemplateFile[]> {
  const credentials = await parts.session.credentials(place.host);
  const answer = credentials === null ? null : await parts.github.templates(credentials, place.repo);
  if (answer?.is === 'told') {
    parts.store.setMeta(keptKey(place), answer.value);
    return answer.value;
  }
  return (parts.store.getMeta(keptKey(place)) ?? []) as readonly TemplateFile[];
}

function isCalled(file: TemplateFile, name: string): boolean {
  const wanted = name.toLowerCase();
  return (
    file.name.toLowerCase() === wanted || file.name.toLowerCase().replace(/\.(?:md|ya?ml)$/, '') === wanted
  );
}

/**
 * The template that a person means; null means the built-in one.
 * @throws DebriefError template.unknown, template.invalid
 */
export async function findTemplate(
  parts: Parts,
  wanted: { readonly source: string; readonly fileName: string } | { readonly name: string } | null,
  place: RepoPlace | null,
): Promise<Template> {
  if (wanted === null) return builtInTemplate;
  if ('source' in wanted) return parseTemplate(wanted.source, wanted.fileName);
  if (wanted.name.toLowerCase() === builtInTemplate.name.toLowerCase()) return builtInTemplate;
  const files = place === null ? [] : await filesOf(parts, place);
  const byFile = files.find((file) => isCalled(file, wanted.name));
  if (byFile !== undefined) return parseTemplate(byFile.source, byFile.name);
  const byName = files
    .flatMap(readable)
    .find((each) => each.template.name.toLowerCase() === wanted.name.toLowerCase());
  if (byName === undefined) throw new DebriefError('template.unknown', { name: wanted.name });
  return byName.template;
}

/** A template that GitHub would ignore is left out of the choice, as there. */
function readable(
  file: TemplateFile,
): readonly { readonly file: TemplateFile; readonly template: Template }[] {
  try {
    return [{ file, template: parseTemplate(file.source, file.name) }];
  } catch (error) {
    if (error instanceof DebriefError) return [];
    throw error;
  }
}

function templateView(template: Template, source: string): TemplateView {
  const { name, about, titlePattern, labels } = template;
  return { name, about, source, titlePattern, labels: [...labels] };
}

export const templates = {
  list: os.templates.list.handler(async ({ input, context: { parts } }) => {
    const place = readPlace(input.repo ?? null);
    const files = place === null ? [] : await filesOf(parts, place);
    return [
      templateView(builtInTemplate, builtInTemplate.name),
      ...files.flatMap(readable).map((each) => templateView(each.template, each.file.name)),
    ];
  }),
};
