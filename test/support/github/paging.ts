import type { Json } from './json.ts';
import type { Answer } from './problems.ts';

const MOST_PER_PAGE = 100;
const USUAL_PER_PAGE = 30;

/**
 * One page of `all`, with the `link` header by which GitHub leads to the others
 * (https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api). `url` is the address of the
 * list without its query.
 */
export function paged<T>(
  all: readonly T[],
  query: URLSearchParams,
  url: string,
  toJson: (one: T) => Json,
): Answer {
  const perPage = Math.min(Math.max(numberIn(query, 'per_page', USUAL_PER_PAGE), 1), MOST_PER_PAGE);
  const page = Math.max(numberIn(query, 'page', 1), 1);
  const last = Math.max(Math.ceil(all.length / perPage), 1);
  const links = linkTo(url, query, { page, last });
  const shown = all.slice((page - 1) * perPage, page * perPage);
  return { status: 200, headers: links === '' ? {} : { link: links }, json: shown.map(toJson) };
}

function numberIn(query: URLSearchParams, name: string, otherwise: number): number {
  const value = Number.parseInt(query.get(name) ?? '', 10);
  return Number.isNaN(value) ? otherwise : value;
}

function linkTo(url: string, query: URLSearchParams, { page, last }: { page: number; last: number }): string {
  const to = (target: number, relation: string): string => {
    const changed = new URLSearchParams(query);
    changed.set('page', String(target));
    return `<${url}?${changed.toString()}>; rel="${relation}"`;
  };
  const links: string[] = [];
  if (page > 1) links.push(to(page - 1, 'prev'));
  if (page < last) links.push(to(page + 1, 'next'), to(last, 'last'));
  if (page > 1) links.push(to(1, 'first'));
  return links.join(', ');
}
