/** Issue templates, as what a new draft starts from. */
import { assemble } from './template/body.ts';
import { sectionsOfForm } from './template/form-body.ts';
import { readIssueForm } from './template/form-schema.ts';
import { readFrontMatter } from './template/front-matter.ts';
import type { Template } from './template/model.ts';
import { cutSections } from './template/sections.ts';
import { baseName, invalidTemplate, readSource, type TemplateSource } from './template/source.ts';

export type { Guidance, Template } from './template/model.ts';
export { builtInTemplate } from './template/built-in.ts';
export { fillTitle } from './template/title.ts';

/**
 * Reads a GitHub issue template: an issue form where the file is called `.yml` or `.yaml`, else Markdown, with or
 * without front matter.
 *
 * What its author wrote for the writer (comments, prose, samples, descriptions and placeholders of a form) becomes
 * guidance and is never filed; headings, and what is there to be filled in, become the body.
 *
 * @param source the file's text, with line ends of any kind
 * @param fileName its name or path: tells the kind of template, and names it in errors
 * @throws DebriefError template.invalid with `file`, `line`, `column` (both from 1, in UTF-16 units) and `reason`: YAML
 *   that is broken, or a form that GitHub would not offer, or the template chooser's `config.yml`
 */
export function parseTemplate(source: string, fileName: string): Template {
  const read = readSource(source, fileName);
  return /\.ya?ml$/i.test(fileName) ? parseForm(read) : parseMarkdown(read);
}

function parseMarkdown(source: TemplateSource): Template {
  const { name, about, title, labels, assignees, bodyFrom } = readFrontMatter(source);
  return {
    name: name === '' ? baseName(source.file) : name,
    about,
    titlePattern: title,
    labels,
    assignees,
    ...assemble(cutSections(source.text.slice(bodyFrom))),
  };
}

function parseForm(source: TemplateSource): Template {
  if (/^config\.ya?ml$/i.test(baseName(source.file))) {
    throw invalidTemplate(source, 0, 'this file configures the template chooser and is no template');
  }
  const { name, description, title, labels, assignees, elements } = readIssueForm(source);
  const sections = sectionsOfForm(elements);
  return { name, about: description, titlePattern: title, labels, assignees, ...assemble(sections) };
}
