/** Action items in Markdown: numbered list items of the form `1. summary [owner/repo#12](url)`. */
import type { ActionItem, IssueRef } from '../draft.ts';
import type { ActionId, NewId } from '../ids.ts';
import { listItemsOf } from './blocks.ts';
import { containItem } from './contain.ts';

const TRAILING_LINK = /\s*\[[^\]\n]*\]\((https?:\/\/[^\s()]+\/([\w.-]+\/[\w.-]+)\/issues\/(\d+))\)\s*$/;

/** An item's summary and the issue that a link at its end names. */
export function readItemText(text: string): { readonly text: string; readonly issue: IssueRef | null } {
  const link = TRAILING_LINK.exec(text);
  if (link === null) return { text: text.trim(), issue: null };
  const [, url = '', repo = '', number = ''] = link;
  return { text: text.slice(0, link.index).trim(), issue: { repo, number: Number(number), url } };
}

/** What stands under the heading of an action list: the text before its first item, and the items with their slices. */
export function readItems(
  text: string,
  kind: ActionItem['kind'],
  newId: NewId,
): { readonly intro: string; readonly actions: readonly ActionItem[] } {
  const items = listItemsOf(text);
  const actions = items.map((item, index): ActionItem => {
    const read = readItemText(item.text);
    return {
      id: newId() as ActionId,
      text: read.text,
      kind,
      repo: read.issue?.repo ?? null,
      issue: read.issue,
      source: text.slice(item.from, item.to),
      after: text.slice(item.to, items[index + 1]?.from ?? text.length),
    };
  });
  return { intro: text.slice(0, items[0]?.from ?? text.length), actions };
}

const NUMBER = /^(\s*)(\d{1,8})([.)])/;
const BULLET = /^(\s*[-*+])\s/;

/** The mark for an item made here: the next number of the list, or its bullet. */
function markAfter(before: string | null): string {
  const [, indent = '', number, dot = '.'] = NUMBER.exec(before ?? '') ?? [];
  if (number !== undefined) return `${indent}${Number(number) + 1}${dot}`;
  return BULLET.exec(before ?? '')?.[1] ?? '1.';
}

/**
 * The line of an item.
 * @param before the line or lines of the item before it, null for the first
 */
export function writeItem(item: Pick<ActionItem, 'text' | 'issue'>, before: string | null): string {
  const link = item.issue === null ? '' : `[${item.issue.repo}#${item.issue.number}](${item.issue.url})`;
  return [markAfter(before), containItem(item.text), link].filter(Boolean).join(' ');
}

/** The number that a slice of a list begins with; NaN if none. */
export function numberOf(source: string | null | undefined): number {
  return Number(NUMBER.exec(source ?? '')?.[2] ?? NaN);
}

/** A slice with its list number changed; slices without one stay. */
export function renumber(source: string, by: number): string {
  return source.replace(NUMBER, (all, indent: string, number: string, dot: string) =>
    Number(number) + by < 0 ? all : `${indent}${Number(number) + by}${dot}`,
  );
}
