import type { YamlEntry, YamlNode, YamlReader } from './yaml.ts';

/** Text on the form that is not submitted. */
export interface MarkdownElement {
  readonly kind: 'markdown';
  readonly text: string;
}

/** What all elements have that take an answer, with the places of what must be unique. */
interface Question {
  readonly index: number;
  readonly id: string | null;
  readonly label: string;
  readonly description: string;
  readonly idAt: YamlNode;
  readonly labelAt: YamlNode;
}

export interface TextElement extends Question {
  readonly kind: 'input' | 'textarea' | 'upload';
  readonly placeholder: string;
  /** What the answer is before anybody writes one. */
  readonly value: string;
  /** The language of the code block that the answer is put in; null for none. */
  readonly render: string | null;
}

export interface DropdownElement extends Question {
  readonly kind: 'dropdown';
  readonly options: readonly string[];
  readonly isMultiple: boolean;
  /** Chosen before anybody chooses. */
  readonly chosen: string | null;
}

export interface CheckboxesElement extends Question {
  readonly kind: 'checkboxes';
  readonly options: readonly { readonly label: string; readonly at: YamlNode }[];
}

export type QuestionElement = TextElement | DropdownElement | CheckboxesElement;
export type FormElement = MarkdownElement | QuestionElement;

type Entries = ReadonlyMap<string, YamlEntry>;

/** docs.github.com, "Syntax for GitHub's form schema": the attributes of each type. */
const ATTRIBUTES = {
  markdown: ['value'],
  textarea: ['label', 'description', 'placeholder', 'value', 'render'],
  input: ['label', 'description', 'placeholder', 'value'],
  dropdown: ['label', 'description', 'multiple', 'options', 'default'],
  checkboxes: ['label', 'description', 'options'],
  upload: ['label', 'description'],
} as const satisfies Record<string, readonly string[]>;

type ElementType = keyof typeof ATTRIBUTES;

const KEYS = ['type', 'id', 'attributes', 'validations'];

/**
 * GitHub keeps forms from asking for secrets: "some words commonly used by attackers are not permitted in the label of
 * input or textarea elements". This is the one that its docs name.
 */
const FORBIDDEN_WORD = /password/i;

/** Reads one element of the body. @throws DebriefError template.invalid */
export function readElement(yaml: YamlReader, node: YamlNode, index: number): FormElement {
  return new ElementReader(yaml, node, index).read();
}

class ElementReader {
  readonly #yaml: YamlReader;
  readonly #node: YamlNode;
  readonly #index: number;
  readonly #keys: Entries;
  readonly #type: ElementType;
  readonly #attributes: Entries;

  constructor(yaml: YamlReader, node: YamlNode, index: number) {
    this.#yaml = yaml;
    this.#node = node;
    this.#index = index;
    this.#keys = this.#entriesOf(node, 'an element must be a map of keys');
    this.#permitOnly(this.#keys, KEYS, 'key');
    this.#type = this.#readType();
    const attributes = this.#keys.get('attributes')?.value ?? null;
    this.#attributes = yaml.isNothing(attributes)
      ? new Map<string, YamlEntry>()
      : this.#entriesOf(attributes, 'attributes must be a map of keys');
    this.#permitOnly(this.#attributes, ATTRIBUTES[this.#type], 'attribute');
    const validations = this.#keys.get('validations')?.value ?? null;
    if (!yaml.isNothing(validations)) this.#entriesOf(validations, 'validations must be a map of keys');
  }

  read(): FormElement {
    switch (this.#type) {
      case 'markdown':
        return { kind: 'markdown', text: this.#required('value') };
      case 'dropdown':
        return { kind: 'dropdown', ...this.#question(), ...this.#choices() };
      case 'checkboxes':
        return { kind: 'checkboxes', ...this.#question(), options: this.#boxes() };
      default:
        return {
          kind: this.#type,
          ...this.#question(),
          placeholder: this.#optional('placeholder') ?? '',
          value: this.#optional('value') ?? '',
          render: this.#optional('render')?.trim() ?? null,
        };
    }
  }

  #readType(): ElementType {
    const node = this.#keys.get('type')?.value ?? null;
    if (this.#yaml.isNothing(node)) throw this.#error(this.#node, 'the key type is missing');
    const type = this.#yaml.text(node) ?? '';
    if (isElementType(type)) return type;
    throw this.#error(node, `"${type}" is not a type; the types are ${Object.keys(ATTRIBUTES).join(', ')}`);
  }

  #question(): Question {
    const label = this.#required('label').replace(/\s+/g, ' ').trim();
    const labelAt = this.#attributes.get('label')?.value ?? null;
    if ((this.#type === 'input' || this.#type === 'textarea') && FORBIDDEN_WORD.test(label)) {
      throw this.#error(labelAt, 'GitHub does not let a label ask for a password');
    }
    return {
      index: this.#index,
      id: this.#readId(),
      idAt: this.#keys.get('id')?.value ?? null,
      label,
      labelAt,
      description: this.#optional('description') ?? '',
    };
  }

  #readId(): string | null {
    const node = this.#keys.get('id')?.value ?? null;
    if (this.#yaml.isNothing(node)) return null;
    const id = this.#yaml.text(node);
    if (id !== null && /^[\w-]+$/.test(id)) return id;
    throw this.#error(node, 'id can only contain numbers, letters, - and _');
  }

  #choices(): Pick<DropdownElement, 'options' | 'isMultiple' | 'chosen'> {
    const options = this.#items('options').map((node) => ({ label: this.#readChoice(node), at: node }));
    this.#allDifferent(options);
    return {
      options: options.map(({ label }) => label),
      isMultiple: this.#yaml.text(this.#attributes.get('multiple')?.value ?? null) === 'true',
      chosen: this.#readDefault(options.map(({ label }) => label)),
    };
  }

  #readChoice(node: YamlNode): string {
    const choice = this.#yaml.text(node)?.trim();
    if (choice === undefined || choice === '') throw this.#error(node, 'each of the options must be text');
    if (this.#yaml.isBoolean(node))
      throw this.#error(node, `YAML reads ${choice} as true or false; put it in quotes`);
    if (/^none$/i.test(choice)) throw this.#error(node, 'GitHub keeps the option "None" for itself');
    return choice;
  }

  #readDefault(options: readonly string[]): string | null {
    const node = this.#attributes.get('default')?.value ?? null;
    if (this.#yaml.isNothing(node)) return null;
    const index = this.#yaml.text(node) ?? '';
    const chosen = /^\d+$/.test(index) ? options[Number(index)] : undefined;
    if (chosen === undefined) {
      throw this.#error(node, `default must be the number of an option, from 0 to ${options.length - 1}`);
    }
    return chosen;
  }

  #boxes(): CheckboxesElement['options'] {
    const boxes = this.#items('options').map((node) => {
      const label =
        this.#entriesOf(node, 'each of the options must have a label').get('label')?.value ?? null;
      const text = this.#text('label', label);
      if (text === null) throw this.#error(node, 'each of the options must have a label');
      return { label: text.replace(/\s+/g, ' ').trim(), at: label };
    });
    this.#allDifferent(boxes);
    return boxes;
  }

  #allDifferent(options: readonly { readonly label: string; readonly at: YamlNode }[]): void {
    const seen = new Set<string>();
    for (const { label, at } of options) {
      if (seen.has(label)) throw this.#error(at, `the option "${label}" is there twice`);
      seen.add(label);
    }
  }

  #items(key: string): readonly YamlNode[] {
    const node = this.#attributes.get(key)?.value ?? null;
    if (this.#yaml.isNothing(node)) throw this.#error(this.#node, `the attribute ${key} is missing`);
    const items = this.#yaml.items(node);
    if (items === null || items.length === 0)
      throw this.#error(node, `${key} must be a list with something in it`);
    return items;
  }

  #required(key: string): string {
    const text = this.#optional(key);
    if (text === null) throw this.#error(this.#node, `the attribute ${key} is missing`);
    return text;
  }

  #optional(key: string): string | null {
    return this.#text(key, this.#attributes.get(key)?.value ?? null);
  }

  /** GitHub refuses empty strings for optional attributes too. */
  #text(key: string, node: YamlNode): string | null {
    if (this.#yaml.isNothing(node)) return null;
    const text = this.#yaml.string(node);
    if (text === null) throw this.#error(node, `${key} must be text; put it in quotes`);
    if (text.trim() === '') throw this.#error(node, `${key} must not be empty`);
    return text;
  }

  #entriesOf(node: YamlNode, otherwise: string): Entries {
    const entries = this.#yaml.entries(node);
    if (entries === null) throw this.#error(node, otherwise);
    return entries;
  }

  #permitOnly(entries: Entries, permitted: readonly string[], what: string): void {
    for (const [key, { key: at }] of entries) {
      if (!permitted.includes(key)) {
        throw this.#error(
          at,
          `${key} is not a permitted ${what} here; permitted are ${permitted.join(', ')}`,
        );
      }
    }
  }

  #error(at: YamlNode, reason: string): Error {
    return this.#yaml.error(at ?? this.#node, `body[${this.#index}]: ${reason}`);
  }
}

function isElementType(type: string): type is ElementType {
  return Object.hasOwn(ATTRIBUTES, type);
}
