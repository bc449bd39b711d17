import type { Document, Node, YAMLError } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, Scalar, visit } from 'yaml';
import { invalidTemplate, type TemplateSource } from './source.ts';
import type { DebriefError } from '../errors.ts';

/** A place in the YAML. Null: nothing was written there. */
export type YamlNode = Node | null;

/** One `key: value` of a map. */
export interface YamlEntry {
  readonly key: Node;
  readonly value: YamlNode;
}

/**
 * What YAML 1.1 takes for a boolean beyond 1.2's `true` and `false`, quoted or not being the difference. GitHub reads
 * 1.1: `Yes` among a dropdown's options is refused there.
 */
const BOOLEAN_WORD = /^(?:yes|no|on|off|true|false)$/i;

/** The first YAML document of a stretch of a template, with errors that point into the whole file. */
export class YamlReader {
  readonly #source: TemplateSource;
  readonly #from: number;
  readonly #documents: readonly Document.Parsed[];

  /**
   * @param from where the YAML begins in `source.text`, and `to` where it ends
   * @throws DebriefError template.invalid where the first document is not valid YAML
   */
  constructor(source: TemplateSource, from: number, to: number) {
    this.#source = source;
    this.#from = from;
    const parsed = parseAllDocuments(source.text.slice(from, to), { prettyErrors: false });
    this.#documents = Array.isArray(parsed) ? parsed : [];
    const error = this.#documents[0]?.errors[0];
    if (error !== undefined) throw this.#syntaxError(error);
  }

  get root(): YamlNode {
    return this.#documents[0]?.contents ?? null;
  }

  /** Is there another document after a second `---`? */
  get isFirstOfSeveral(): boolean {
    return this.#documents.length > 1;
  }

  /** The error for something wrong at a node, or at the start of the YAML. */
  error(at: YamlNode, reason: string): DebriefError {
    return invalidTemplate(this.#source, this.#from + (at?.range?.[0] ?? 0), reason);
  }

  /** The entries of a map in the order of the file; null for anything else. Keys that are no scalars have no name. */
  entries(node: YamlNode): ReadonlyMap<string, YamlEntry> | null {
    const map = this.#resolved(node);
    if (!isMap<Node, Node | null>(map)) return null;
    return new Map(
      map.items.map(({ key, value }) => [
        isScalar(key) ? String(key.value) : '',
        { key, value: value ?? null },
      ]),
    );
  }

  /** The items of a list; null for anything else. */
  items(node: YamlNode): readonly YamlNode[] | null {
    const list = this.#resolved(node);
    return isSeq<Node | null>(list) ? list.items : null;
  }

  /** Nothing written, `~` or `null`. */
  isNothing(node: YamlNode): boolean {
    const scalar = this.#resolved(node);
    return scalar === null || (isScalar(scalar) && scalar.value === null);
  }

  /** The text of a scalar that is a string, in YAML 1.1 too; null for numbers, booleans, maps and so on. */
  string(node: YamlNode): string | null {
    const scalar = this.#resolved(node);
    if (!isScalar(scalar) || typeof scalar.value !== 'string') return null;
    return scalar.type === Scalar.PLAIN && BOOLEAN_WORD.test(scalar.value) ? null : scalar.value;
  }

  /** The text of any scalar as it is written, `2024` and `true` among them; null for maps and lists. */
  text(node: YamlNode): string | null {
    const scalar = this.#resolved(node);
    if (scalar === null) return '';
    if (!isScalar(scalar)) return null;
    return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? '');
  }

  /** A scalar that is a boolean or one of YAML 1.1's words for one. */
  isBoolean(node: YamlNode): boolean {
    const scalar = this.#resolved(node);
    return isScalar(scalar) && this.string(node) === null && BOOLEAN_WORD.test(scalar.source ?? '');
  }

  #resolved(node: YamlNode): YamlNode {
    if (!isAlias(node)) return node;
    const [document] = this.#documents;
    const target = document === undefined ? undefined : node.resolve(document);
    if (target === undefined) throw this.error(node, `nothing is marked &${node.source} before this`);
    return target;
  }

  #syntaxError(error: YAMLError): DebriefError {
    const openQuote = error.code === 'MISSING_CHAR' ? this.#openQuote(error.pos[0]) : null;
    const at = this.#from + (openQuote ?? error.pos[0]);
    if (openQuote !== null) return invalidTemplate(this.#source, at, 'this quote is never closed');
    const before = this.#source.text.slice(0, at);
    const beginsLine = before.slice(before.lastIndexOf('\n') + 1).trim() === '';
    return invalidTemplate(this.#source, at, reasonOf(error, beginsLine));
  }

  /** Where the quote begins that is never closed: the parser sees the end of the text only. */
  #openQuote(before: number): number | null {
    let at: number | null = null;
    const [document] = this.#documents;
    if (document === undefined) return null;
    visit(document, {
      Scalar(_key, { type, range }) {
        const isQuoted = type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE;
        if (isQuoted && range && range[0] < before && range[1] >= before) at = range[0];
      },
    });
    return at;
  }
}

const INDENTATION =
  'the indentation does not fit the lines above, or a bracket or quote above is never closed';

/** What is wrong, and what to do, in words for someone who does not know YAML's grammar. */
function reasonOf(error: YAMLError, beginsLine: boolean): string {
  switch (error.code) {
    case 'UNEXPECTED_TOKEN':
      return beginsLine
        ? INDENTATION
        : 'the value is already complete before this; put the whole value in quotes';
    case 'BAD_SCALAR_START':
      return "a value can't begin with this character; put the value in quotes";
    case 'BLOCK_AS_IMPLICIT_KEY':
      return beginsLine
        ? INDENTATION
        : 'there is a second colon in this value; put the value in quotes, or indent it right';
    case 'MISSING_CHAR':
      return 'this is neither a "key: value" nor part of the value above';
    case 'DUPLICATE_KEY':
      return 'this key is already there above';
    case 'TAB_AS_INDENT':
      return 'YAML is indented with spaces, not tabs';
    case 'BAD_INDENT':
      return INDENTATION;
    case 'RESOURCE_EXHAUSTION':
      return 'this is nested too deeply';
    default:
      return `this is not valid YAML (${error.message.replace(/[.:\s]+$/, '')})`;
  }
}
