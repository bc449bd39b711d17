/** GitHub's alerts: a quotation whose first line says which. https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
import type { PreviewChild, PreviewElement, PreviewNode } from './hast.ts';
import { element, text } from './hast.ts';

const ALERT = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)/i;

const isBlank = (node: PreviewChild): boolean => node.type === 'text' && node.value.trim() === '';

/** The top level with its alerts made; as on GitHub, one inside of something else stays a quotation. */
export function makeAlerts(children: readonly PreviewNode[]): PreviewNode[] {
  return children.map((node) => {
    if (node.type !== 'element' || node.tagName !== 'blockquote') return node;
    return alertOf(node) ?? node;
  });
}

function withoutLeadingBreak([first, ...rest]: readonly PreviewChild[]): PreviewChild[] {
  if (first === undefined) return [];
  return first.type === 'text' ? [text(first.value.replace(/^\n/, '')), ...rest] : [first, ...rest];
}

function alertOf(quote: PreviewElement): PreviewElement | null {
  const [first, ...rest] = quote.children.filter((node) => !isBlank(node));
  if (first?.type !== 'element' || first.tagName !== 'p') return null;
  const [lead, ...tail] = first.children;
  const kind = lead?.type === 'text' ? ALERT.exec(lead.value)?.[1]?.toLowerCase() : undefined;
  if (kind === undefined || lead?.type !== 'text') return null;
  const [next] = tail;
  if (next !== undefined && !(next.type === 'element' && next.tagName === 'br')) return null;
  const said = withoutLeadingBreak(tail.slice(1));
  const title = element('p', { className: ['markdown-alert-title'] }, [
    text(`${kind.charAt(0).toUpperCase()}${kind.slice(1)}`),
  ]);
  const body = said.length > 0 ? [element('p', {}, said), ...rest] : rest;
  if (body.length === 0) return null;
  return element('div', { className: ['markdown-alert', `markdown-alert-${kind}`] }, [title, ...body]);
}
