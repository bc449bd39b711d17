/** References in running text, as GitHub links them: people, teams, issues. https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls */
import type { PreviewChild, PreviewElement } from './hast.ts';
import { element, text, textOf } from './hast.ts';

/** Where the text will stand: what `#12` and `@name` mean depends on it. */
export interface Place {
  /** OWNER/NAME; null where it is not known yet, and `#12` stays text. */
  readonly repo: string | null;
  /** `github.com`, or the host of a GitHub Enterprise Server. */
  readonly host: string;
}

const OWNER = '[a-z\\d](?:[a-z\\d]|-(?=[a-z\\d])){0,38}';
const REFERENCE = new RegExp(
  [
    `(?<![\\w./@#-])@(?<person>${OWNER}(?:/[a-z\\d](?:[\\w-]*[a-z\\d])?)?)(?![\\w@/-]|\\.\\w)`,
    `(?<![\\w./@#-])(?<repo>${OWNER}/[\\w.-]{1,100})?(?:#|(?<![\\w/])GH-)(?<number>[1-9]\\d{0,9})(?![\\w#-])`,
  ].join('|'),
  'gi',
);

function personUrl(name: string, host: string): string {
  const [owner = '', team] = name.split('/');
  return team === undefined ? `https://${host}/${owner}` : `https://${host}/orgs/${owner}/teams/${team}`;
}

function link(href: string, shown: string): PreviewElement {
  return element('a', { href }, [text(shown)]);
}

/** The pieces of a text, with a link for each reference in it. */
export function linkReferences(value: string, place: Place): PreviewChild[] {
  const pieces: PreviewChild[] = [];
  let from = 0;
  for (const match of value.matchAll(REFERENCE)) {
    const { person, repo = place.repo, number } = match.groups ?? {};
    const href =
      person !== undefined
        ? personUrl(person, place.host)
        : repo !== null && number !== undefined
          ? `https://${place.host}/${repo}/issues/${number}`
          : null;
    if (href === null) continue;
    if (match.index > from) pieces.push(text(value.slice(from, match.index)));
    pieces.push(link(href, match[0]));
    from = match.index + match[0].length;
  }
  if (from < value.length) pieces.push(text(value.slice(from)));
  return pieces;
}

/** A bare address of an issue shows as OWNER/NAME#12, or #12 in its own repository, as on GitHub. */
export function shortenIssueAddress(anchor: PreviewElement, place: Place): PreviewElement {
  const { href } = anchor.properties;
  if (typeof href !== 'string' || textOf(anchor) !== href) return anchor;
  const prefix = `https://${place.host}/`;
  const issue = href.startsWith(prefix)
    ? /^([\w.-]+\/[\w.-]+)\/(?:issues|pull)\/(\d+)$/.exec(href.slice(prefix.length))
    : null;
  if (issue === null) return anchor;
  const [, repo = '', number = ''] = issue;
  const shown = repo.toLowerCase() === place.repo?.toLowerCase() ? `#${number}` : `${repo}#${number}`;
  return { ...anchor, children: [text(shown)] };
}
