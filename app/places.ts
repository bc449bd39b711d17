/**
 * Where on GitHub something is, as people write it: `OWNER/NAME`, `HOST/OWNER/NAME` or the address of its page. A server
 * is told from an owner by its dot or its port; one that has neither (`https://ghe/acme/ops`) is named by an address.
 */
import { checkRepo } from './draft.ts';
import { DebriefError } from './errors.ts';

/** A repository, and its server where that was said. */
export interface RepoPlace {
  /** Host (and port) of its web addresses; null: that of the default account. */
  readonly host: string | null;
  /** OWNER/NAME */
  readonly repo: string;
}

export interface IssuePlace extends RepoPlace {
  readonly number: number;
}

/** A host of web addresses, with its port where it has one. */
export const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::\d{1,5})?$/;

const WITH_HOST = /^(?<host>localhost|[^\s/]*[.:][^\s/]*)\/(?<repo>[^\s/]+\/[^\s/]+)$/i;
const ADDRESS = /^https?:\/\/(?<host>[^\s/?#@]+)\/(?<repo>[^\s/?#]+\/[^\s/?#]+?)(?:\.git)?\/?$/i;
const ISSUE = /^(?<place>[^\s#]+)#(?<digits>\d+)$/;
const ISSUE_ADDRESS =
  /^https?:\/\/(?<host>[^\s/?#@]+)\/(?<repo>[^\s/?#]+\/[^\s/?#]+)\/issues\/(?<digits>\d+)\/?(?:[?#]\S*)?$/i;

/** Is the text meant as a web address? */
export function isWebAddress(text: string): boolean {
  return /^\s*https?:\/\//i.test(text);
}

function placeAt(host: string, repo: string, typed: string): RepoPlace {
  const name = host.toLowerCase().replace(/^www\./, '');
  const checked = HOST.test(name) ? checkRepo(repo) : null;
  if (checked === null) throw new DebriefError('repo.invalid', { repo: typed });
  return { host: name, repo: checked };
}

/** The repository that a person names; null for an empty text. @throws DebriefError repo.invalid */
export function readPlace(text: string | null): RepoPlace | null {
  const typed = text?.trim() ?? '';
  const named = (ADDRESS.exec(typed) ?? WITH_HOST.exec(typed))?.groups;
  if (named !== undefined) return placeAt(named['host'] ?? '', named['repo'] ?? '', typed);
  const repo = checkRepo(typed);
  return repo === null ? null : { host: null, repo };
}

/** As it is typed again: `OWNER/NAME`, with its server before it where that was said; empty for none. */
export function placeText(place: { readonly host: string | null; readonly repo: string | null }): string {
  const { host, repo } = place;
  if (host === null || repo === null) return repo ?? '';
  const short = `${host}/${repo}`;
  return WITH_HOST.test(short) ? short : `https://${short}`;
}

/**
 * `OWNER/NAME#12`, `HOST/OWNER/NAME#12`, or the web address of an issue on whichever server; null for what is neither.
 * @throws DebriefError repo.invalid
 */
export function readIssuePlace(text: string): IssuePlace | null {
  const typed = text.trim();
  const address = ISSUE_ADDRESS.exec(typed)?.groups;
  const short = isWebAddress(typed) ? undefined : ISSUE.exec(typed)?.groups;
  const number = Number((address ?? short)?.['digits'] ?? 0);
  if (number < 1 || !Number.isSafeInteger(number)) return null;
  if (address !== undefined)
    return { ...placeAt(address['host'] ?? '', address['repo'] ?? '', typed), number };
  const named = short?.['place'] ?? '';
  // More or fewer parts are a file's name rather than a repository that is written wrongly.
  if (!/^[^/]+\/[^/]+$/.test(named) && !WITH_HOST.test(named)) return null;
  const place = readPlace(named);
  return place === null ? null : { ...place, number };
}
