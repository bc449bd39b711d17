/** Issues as people name them. */
import { checkRepo } from '../../app/draft.ts';
import { DebriefError } from '../../app/errors.ts';

export interface IssueAddress {
  /** OWNER/NAME */
  readonly repo: string;
  readonly number: number;
  /** Host and port of the site that the address names; null for the short form. */
  readonly host: string | null;
}

const SHORT = /^([^\s#/]+\/[^\s#/]+)#(\d+)$/;
const PATH = /^\/([^/]+\/[^/]+)\/issues\/(\d+)\/?$/;

/** Hosts of this machine: a server there stands in for another, as a proxy does. */
const LOOPBACK = /^(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d+)?$/;

/** Could the server of an account have the issue? `acme/ops#12` of another site would be another issue. */
export function mayHave(accountHost: string, issueHost: string | null): boolean {
  return issueHost === null || issueHost.replace(/^www\./, '') === accountHost || LOOPBACK.test(accountHost);
}

function address(repo: string, digits: string, host: string | null): IssueAddress | null {
  const number = Number(digits);
  const checked = checkRepo(repo);
  return checked === null || number < 1 || !Number.isSafeInteger(number)
    ? null
    : { repo: checked, number, host };
}

/** Is the text meant as a web address? */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/**
 * `OWNER/NAME#N`, or the web address of an issue on whichever host; null for what is neither.
 * @throws DebriefError repo.invalid; input.invalid for a web address that is not an issue's
 */
export function readIssueAddress(text: string): IssueAddress | null {
  const short = SHORT.exec(text);
  if (short !== null) return address(short[1] ?? '', short[2] ?? '', null);
  if (!isWebAddress(text)) return null;
  const url = URL.parse(text);
  const match = PATH.exec(url?.pathname ?? '');
  const found = match === null ? null : address(match[1] ?? '', match[2] ?? '', url?.host ?? null);
  if (found === null)
    throw new DebriefError('input.invalid', { reason: `${text} is not the address of an issue` });
  return found;
}
