/**
 * A sanitised tree as nodes of the page. Blocks that did not change keep their nodes, so that an edit redraws what it
 * touched and nothing else, and the place one has scrolled to stays.
 */
import type { PreviewChild, PreviewElement, PreviewNode } from '../../app/preview.ts';
import type { PreviewPatch } from './patch.ts';

/** hast's names of properties (https://github.com/syntax-tree/hast#property-name) that are not those of attributes. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  className: 'class',
  htmlFor: 'for',
  acceptCharset: 'accept-charset',
  dataFootnotes: 'data-footnotes',
  dataFootnoteRef: 'data-footnote-ref',
  dataFootnoteBackref: 'data-footnote-backref',
  ariaDescribedBy: 'aria-describedby',
  ariaLabel: 'aria-label',
  ariaLabelledBy: 'aria-labelledby',
};

type Value = PreviewElement['properties'][string];

function setAttribute(target: Element, property: string, value: Value): void {
  if (value === null || value === undefined || value === false) return;
  const name = ATTRIBUTES[property] ?? property.toLowerCase();
  target.setAttribute(name, value === true ? '' : Array.isArray(value) ? value.join(' ') : String(value));
}

function isOutside(href: Value): boolean {
  return typeof href === 'string' && !href.startsWith('#');
}

function nodeOf(node: PreviewNode | PreviewChild, page: Document): Node | null {
  if (node.type === 'text') return page.createTextNode(node.value);
  if (node.type !== 'element') return null;
  const made = page.createElement(node.tagName);
  for (const [property, value] of Object.entries(node.properties)) setAttribute(made, property, value);
  if (node.tagName === 'a' && isOutside(node.properties.href)) {
    made.setAttribute('target', '_blank');
    made.setAttribute('rel', 'noopener noreferrer');
  }
  for (const child of node.children) {
    const childNode = nodeOf(child, page);
    if (childNode !== null) made.append(childNode);
  }
  return made;
}

/** Draws a tree into one element of the page, patch by patch. */
export class PreviewCanvas {
  readonly #target: HTMLElement;
  #blocks: readonly (Node | null)[] = [];

  constructor(target: HTMLElement) {
    this.#target = target;
  }

  draw({ from, removed, added }: PreviewPatch): void {
    const page = this.#target.ownerDocument;
    const drawn = added.map((child) => nodeOf(child, page));
    const tail = this.#blocks.slice(from + removed);
    for (const node of this.#blocks.slice(from, from + removed)) node?.parentNode?.removeChild(node);
    const next = tail.find((node) => node !== null) ?? null;
    for (const node of drawn) if (node !== null) this.#target.insertBefore(node, next);
    this.#blocks = [...this.#blocks.slice(0, from), ...drawn, ...tail];
  }
}
