/** What is offered for a reference or a name that is being typed: `#12`, `owner/repo#12`, `@name`. */
import type { Seen, SeenIssue } from '../../app/seen.ts';

export interface Suggestion {
  /** What is put in. */
  readonly text: string;
  /** What an issue is called; empty where nobody has said so. */
  readonly title: string;
  /** It is what was typed, and was not seen before. */
  readonly isAsTyped: boolean;
}

export interface Suggested {
  /** Characters before the caret that a suggestion takes the place of. */
  readonly length: number;
  readonly suggestions: readonly Suggestion[];
}

/** More than anybody reads. */
const MOST = 30;
/** Nothing that is a part of a word, an address or a heading's mark. */
const BEFORE = '(?<![\\w./@#-])';
const OWNER = '[a-z\\d][a-z\\d-]*';
const PERSON = new RegExp(`${BEFORE}@([a-z\\d-]*)$`, 'i');
const ISSUE = new RegExp(`${BEFORE}(${OWNER}/[\\w.-]+)?#([^\\s#]*)$`, 'i');
const REPO = new RegExp(`${BEFORE}${OWNER}/[\\w.-]*$`, 'i');
/** A heading's mark, until a letter says that it is none. */
const HEADING = /^\s{0,3}#$/;

const lower = (text: string): string => text.toLowerCase();
const put = (text: string, title = ''): Suggestion => ({ text, title, isAsTyped: false });

/** By the beginning of its number, or by what it is called. */
function isMeant(issue: SeenIssue, typed: string): boolean {
  if (/^\d*$/.test(typed)) return String(issue.number).startsWith(typed);
  return lower(issue.title).includes(lower(typed));
}

function issuesFor(named: string | undefined, typed: string, seen: Seen, repo: string | null): Suggestion[] {
  const isOwn = (issue: SeenIssue): boolean => lower(issue.repo) === lower(repo ?? '');
  const isIn = (issue: SeenIssue): boolean => named === undefined || lower(issue.repo) === lower(named);
  const found = seen.issues
    .filter((issue) => isIn(issue) && isMeant(issue, typed))
    .map((issue) => {
      const before = named ?? (isOwn(issue) ? '' : issue.repo);
      return put(`${before}#${issue.number}`, issue.title);
    });
  const asTyped = `${named ?? ''}#${typed}`;
  const exact = found.find(({ text }) => text === asTyped);
  if (exact !== undefined) return [exact, ...found.filter((each) => each !== exact)];
  // Enter must not make another number of the one that was typed in full.
  if (!/^\d+$/.test(typed) || found.length === 0) return found;
  return [{ text: asTyped, title: '', isAsTyped: true }, ...found];
}

function reposFor(typed: string, seen: Seen): Suggestion[] {
  const isMeantBy = (name: string): boolean => lower(name).startsWith(lower(typed));
  return [
    ...seen.repos.filter(isMeantBy).map((name) => put(`${name}#`)),
    ...seen.issues
      .filter((issue) => isMeantBy(issue.repo))
      .map((issue) => put(`${issue.repo}#${issue.number}`, issue.title)),
  ];
}

/**
 * What to offer; null for nothing.
 * @param before the line as far as the caret
 * @param repo OWNER/NAME that `#12` is about; null while the draft has none
 */
export function suggest(before: string, seen: Seen, repo: string | null): Suggested | null {
  const person = PERSON.exec(before);
  const issue = HEADING.test(before) ? null : ISSUE.exec(before);
  const typed = person?.[0] ?? issue?.[0] ?? REPO.exec(before)?.[0];
  if (typed === undefined) return null;
  const found =
    person !== null
      ? seen.people
          .filter((login) => lower(login).startsWith(lower(person[1] ?? '')) && login !== person[1])
          .map((login) => put(`@${login}`))
      : issue !== null
        ? issuesFor(issue[1], issue[2] ?? '', seen, repo)
        : reposFor(typed, seen);
  return found.length === 0 ? null : { length: typed.length, suggestions: found.slice(0, MOST) };
}
