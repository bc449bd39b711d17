import { invalidTemplate, type TemplateSource } from './source.ts';
import { YamlReader, type YamlNode } from './yaml.ts';

/** What the lines between the two `---` of a Markdown template say, and where its Markdown begins. */
export interface FrontMatter {
  readonly name: string;
  readonly about: string;
  readonly title: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  /** Offset into the source's text. */
  readonly bodyFrom: number;
}

const OPENING = /^(?:[ \t]*\n)*---[ \t]*(?:\n|$)/;
const CLOSING = /^---[ \t]*$/m;
const KEYS = /^(?:name|about|title|labels|assignees)[ \t]*:/;

/**
 * Reads the front matter of a Markdown issue template; without any, all is empty and the whole file is its body.
 *
 * Keys are those of GitHub's template builder (docs.github.com, "Configuring issue templates for your repository" and
 * "About issue and pull request templates"); others are left alone.
 *
 * @throws DebriefError template.invalid: not valid YAML, no map, or a key with a value of the wrong type
 */
export function readFrontMatter(source: TemplateSource): FrontMatter {
  const fences = findFences(source);
  if (fences === null) return { name: '', about: '', title: '', labels: [], assignees: [], bodyFrom: 0 };
  const yaml = new YamlReader(source, fences.yamlFrom, fences.yamlTo);
  const entries = yaml.isNothing(yaml.root) ? new Map<string, never>() : yaml.entries(yaml.root);
  if (entries === null) {
    throw yaml.error(yaml.root, 'between the two --- there must be lines of the form "key: value"');
  }
  const valueOf = (key: string): YamlNode => entries.get(key)?.value ?? null;
  return {
    name: readLine(yaml, 'name', valueOf('name')),
    about: readLine(yaml, 'about', valueOf('about')),
    title: readLine(yaml, 'title', valueOf('title')),
    labels: readNames(yaml, 'labels', valueOf('labels')),
    assignees: readNames(yaml, 'assignees', valueOf('assignees')),
    bodyFrom: fences.bodyFrom,
  };
}

function findFences({
  file,
  text,
}: TemplateSource): { yamlFrom: number; yamlTo: number; bodyFrom: number } | null {
  const opening = OPENING.exec(text)?.[0];
  if (opening === undefined) return null;
  const yamlFrom = opening.length;
  const closing = CLOSING.exec(text.slice(yamlFrom));
  if (closing !== null) {
    const yamlTo = yamlFrom + closing.index;
    return { yamlFrom, yamlTo, bodyFrom: yamlTo + closing[0].length };
  }
  // A file may well begin with a thematic break; with one of our keys after it, it was meant to be front matter.
  if (!KEYS.test(text.slice(yamlFrom))) return null;
  throw invalidTemplate({ file, text }, opening.indexOf('-'), 'no second --- ends what begins here');
}

/** One line of text; numbers and the like as they are written, since nobody quotes `name: 404`. */
function readLine(yaml: YamlReader, key: string, node: YamlNode): string {
  const text = yaml.isNothing(node) ? '' : yaml.text(node);
  if (text === null) throw yaml.error(node, `${key} must be text; put it in quotes`);
  return text.trim();
}

/**
 * Names from `a, b` or a YAML list; none where nothing is written. For both kinds of template.
 *
 * @param key what they are, for the error's reason
 * @throws DebriefError template.invalid
 */
export function readNames(yaml: YamlReader, key: string, node: YamlNode): readonly string[] {
  if (yaml.isNothing(node)) return [];
  const line = yaml.string(node);
  const items = line?.split(',') ?? yaml.items(node)?.map((item) => readName(yaml, key, item));
  if (items === undefined) {
    throw yaml.error(node, `${key} must be a list, or text separated by commas`);
  }
  return [...new Set(items.map((item) => item.trim()).filter((item) => item !== ''))];
}

function readName(yaml: YamlReader, key: string, node: YamlNode): string {
  const name = yaml.string(node);
  if (name === null) throw yaml.error(node, `each of the ${key} must be text; put it in quotes`);
  return name;
}
