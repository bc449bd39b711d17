/** The tree that a preview is: hast (https://github.com/syntax-tree/hast), by the types of the parser that makes it. */
import type { fromHtml } from 'hast-util-from-html';

export type PreviewRoot = ReturnType<typeof fromHtml>;
export type PreviewNode = PreviewRoot['children'][number];
export type PreviewElement = Extract<PreviewNode, { type: 'element' }>;
export type PreviewChild = PreviewElement['children'][number];

export function text(value: string): PreviewChild {
  return { type: 'text', value };
}

export function element(
  tagName: string,
  properties: PreviewElement['properties'],
  children: PreviewChild[],
): PreviewElement {
  return { type: 'element', tagName, properties, children };
}

/** All the text in a node, as a reader sees it. */
export function textOf(node: PreviewChild): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(textOf).join('') : '';
}

/** Where a node stands, as far as it matters for what may become of it. */
export interface Within {
  /** In code: text is as it was typed. */
  readonly literal: boolean;
  /** In a link, which may hold no other. */
  readonly link: boolean;
}

/** What becomes of a node: itself, others in its place, or nothing. Its children come first. */
export type Rewrite = (node: PreviewChild, within: Within) => PreviewChild[];

const LITERAL = new Set(['code', 'pre', 'kbd', 'samp', 'tt']);

/** A copy of the children with every element and text rewritten, innermost first. Comments and places in the source go. */
export function rewriteAll(
  children: readonly PreviewNode[],
  rewrite: Rewrite,
  within: Within = { literal: false, link: false },
): PreviewChild[] {
  return children.flatMap((node) => {
    if (node.type === 'text') return rewrite(text(node.value), within);
    if (node.type !== 'element') return [];
    const inside: Within = {
      literal: within.literal || LITERAL.has(node.tagName),
      link: within.link || node.tagName === 'a',
    };
    return rewrite(
      element(node.tagName, node.properties, rewriteAll(node.children, rewrite, inside)),
      within,
    );
  });
}
