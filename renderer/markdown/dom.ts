/**
 * A sanitised tree as nodes of the page. Blocks that did not change keep their nodes, so that an edit redraws what it
 * touched and nothing else, and the place one has scrolled to stays.
 */
import type { PreviewChild, PreviewElement, PreviewNode, PreviewRoot } from '../../app/preview.ts';

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

/** Draws trees into one element of the page. */
export class PreviewCanvas {
  readonly #target: HTMLElement;
  #blocks: readonly { readonly key: string; readonly node: Node }[] = [];

  constructor(target: HTMLElement) {
    this.#target = target;
  }

  draw(tree: PreviewRoot): void {
    const keys = tree.children.map((child) => JSON.stringify(child));
    const before = this.#blocks;
    const most = Math.min(before.length, keys.length);
    let same = 0;
    while (same < most && before[same]?.key === keys[same]) same += 1;
    let sameAtEnd = 0;
    while (sameAtEnd < most - same && before.at(-1 - sameAtEnd)?.key === keys.at(-1 - sameAtEnd))
      sameAtEnd += 1;
    const changedTo = keys.length - sameAtEnd;
    const drawn = tree.children.slice(same, changedTo).flatMap((child, index) => {
      const node = nodeOf(child, this.#target.ownerDocument);
      return node === null ? [] : [{ key: keys[same + index] ?? '', node }];
    });
    const tail = before.slice(before.length - sameAtEnd);
    for (const { node } of before.slice(same, before.length - sameAtEnd)) node.parentNode?.removeChild(node);
    const next = tail[0]?.node ?? null;
    for (const { node } of drawn) this.#target.insertBefore(node, next);
    this.#blocks = [...before.slice(0, same), ...drawn, ...tail];
  }
}
