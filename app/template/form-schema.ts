import { readNames } from './front-matter.ts';
import { checkReferences } from './form-references.ts';
import { readElement, type FormElement } from './form-elements.ts';
import type { TemplateSource } from './source.ts';
import { YamlReader, type YamlEntry, type YamlNode } from './yaml.ts';

/** An issue form that GitHub would show. */
export interface IssueForm {
  readonly name: string;
  readonly description: string;
  readonly title: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly elements: readonly FormElement[];
}

/** docs.github.com, "Syntax for issue forms", top-level syntax. */
const KEYS = ['name', 'description', 'title', 'labels', 'assignees', 'type', 'projects', 'body'];

/** docs.github.com, "Configuring issue templates for your repository", template chooser. */
const CHOOSER_KEYS = ['blank_issues_enabled', 'contact_links'];

/**
 * Reads an issue form, refusing what GitHub refuses: a form with an error is not offered there at all.
 *
 * The rules are those of docs.github.com, "Syntax for issue forms", "Syntax for GitHub's form schema" and "Common
 * validation errors when creating issue forms"; reasons number the elements of the body from 0, as GitHub does.
 *
 * @throws DebriefError template.invalid
 */
export function readIssueForm(source: TemplateSource): IssueForm {
  const yaml = new YamlReader(source, 0, source.text.length);
  const entries = yaml.entries(yaml.root);
  if (entries === null)
    throw yaml.error(yaml.root, 'an issue form consists of lines of the form "key: value"');
  checkKeys(yaml, entries);
  const form = {
    name: required(yaml, entries, 'name'),
    description: required(yaml, entries, 'description'),
    title: optional(yaml, entries, 'title') ?? '',
    labels: names(yaml, entries, 'labels'),
    assignees: names(yaml, entries, 'assignees'),
  };
  const body = entries.get('body')?.value ?? null;
  const nodes = readBody(yaml, body);
  const elements = nodes.map((node, index) => readElement(yaml, node, index));
  if (elements.every(({ kind }) => kind === 'markdown')) {
    throw yaml.error(body, 'the body must have at least one element that is not markdown');
  }
  checkReferences(yaml, elements);
  return { ...form, elements };
}

function checkKeys(yaml: YamlReader, entries: ReadonlyMap<string, YamlEntry>): void {
  for (const [key, { key: at }] of entries) {
    if (CHOOSER_KEYS.includes(key))
      throw yaml.error(at, 'this file configures the template chooser and is no template');
  }
  for (const [key, { key: at }] of entries) {
    if (KEYS.includes(key)) continue;
    const hint = key === 'about' ? '; a form says it as description' : `; a form has ${KEYS.join(', ')}`;
    throw yaml.error(at, `${key} is not a permitted key${hint}`);
  }
}

function required(yaml: YamlReader, entries: ReadonlyMap<string, YamlEntry>, key: string): string {
  const text = optional(yaml, entries, key);
  if (text === null) throw yaml.error(entries.get(key)?.key ?? yaml.root, `the form needs a ${key}`);
  return text.trim();
}

/** Empty strings are refused, `title: ''` among them; a key with nothing after it is as good as none. */
function optional(yaml: YamlReader, entries: ReadonlyMap<string, YamlEntry>, key: string): string | null {
  const value = entries.get(key)?.value ?? null;
  if (yaml.isNothing(value)) return null;
  const text = yaml.string(value);
  if (text === null) throw yaml.error(value, `${key} must be text; put it in quotes`);
  if (text.trim() === '') throw yaml.error(value, `${key} must not be empty; leave the key out`);
  return text;
}

function names(yaml: YamlReader, entries: ReadonlyMap<string, YamlEntry>, key: string): readonly string[] {
  const value = entries.get(key)?.value ?? null;
  if (yaml.string(value)?.trim() === '')
    throw yaml.error(value, `${key} must not be empty; leave the key out`);
  return readNames(yaml, key, value);
}

function readBody(yaml: YamlReader, body: YamlNode): readonly YamlNode[] {
  const items = yaml.isNothing(body) ? [] : yaml.items(body);
  if (items === null) throw yaml.error(body, 'body must be a list');
  if (items.length > 0) return items;
  const why = yaml.isFirstOfSeveral ? '; a second --- ends the form before it' : '';
  throw yaml.error(body ?? yaml.root, `the form's body must not be empty${why}`);
}
