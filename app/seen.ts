/** What was seen before of issues, repositories and people: what an editor completes, without asking anybody. */

/** An issue whose number was seen. */
export interface SeenIssue {
  /** OWNER/NAME */
  readonly repo: string;
  readonly number: number;
  /** Empty where nobody has said what it is called. */
  readonly title: string;
}

/** The nearest first: of the draft itself, then of its repository, then what was written last. */
export interface Seen {
  readonly issues: readonly SeenIssue[];
  /** OWNER/NAME */
  readonly repos: readonly string[];
  /** Logins. */
  readonly people: readonly string[];
}

/** A text, and the repository that `#12` in it is about; null where nobody knows. */
export interface Written {
  readonly text: string;
  readonly repo: string | null;
}

const OWNER = '[a-z\\d](?:[a-z\\d]|-(?=[a-z\\d])){0,38}';
/** As app/preview/references.ts links them, and the addresses of issues. */
const MENTION = new RegExp(
  [
    `(?<![\\w./@#-])@(?<person>${OWNER})(?![\\w@/-]|\\.\\w)`,
    `(?<![\\w./@#-])(?<repo>${OWNER}/[\\w.-]{1,100})?#(?<number>[1-9]\\d{0,9})(?![\\w#-])`,
    `https://[\\w.-]+/(?<there>${OWNER}/[\\w.-]{1,100})/(?:issues|pull)/(?<at>[1-9]\\d{0,9})`,
  ].join('|'),
  'gi',
);
/** What stands in code is meant literally: a decorator is nobody's login. */
const CODE = /^(?:```|~~~)[^\n]*\n[^]*?(?:^(?:```|~~~)[ \t]*$|$(?![^]))|`[^`\n]*`/gm;

/** Whom and what a text names. */
export function mentionsIn({ text, repo }: Written): Seen {
  const issues: SeenIssue[] = [];
  const people: string[] = [];
  for (const { groups } of text.replace(CODE, ' ').matchAll(MENTION)) {
    const { person, repo: named, number, there, at } = groups ?? {};
    const where = there ?? named ?? repo;
    if (person !== undefined) people.push(person);
    else if (where !== null) issues.push({ repo: where, number: Number(number ?? at), title: '' });
  }
  return { issues, people, repos: issues.map((issue) => issue.repo) };
}

/** Each once, as GitHub compares names: without case. */
function once<Thing>(things: readonly Thing[], nameOf: (thing: Thing) => string): Thing[] {
  return [...Map.groupBy(things, (thing) => nameOf(thing).toLowerCase()).values()].flatMap(([first]) =>
    first === undefined ? [] : [first],
  );
}

/**
 * Everything that was seen, each once, the nearest first.
 * @param seen the nearest first
 * @param repo that of the draft, whose issues come before those of others
 */
export function gatherSeen(seen: readonly Seen[], repo: string | null): Seen {
  const issues = seen.flatMap((each) => each.issues);
  const nameOf = (issue: SeenIssue): string => `${issue.repo}#${issue.number}`;
  const titles = new Map(
    issues
      .filter(({ title }) => title !== '')
      .toReversed()
      .map((issue) => [nameOf(issue).toLowerCase(), issue.title]),
  );
  const isOwn = (issue: SeenIssue): boolean => issue.repo.toLowerCase() === repo?.toLowerCase();
  const named = once(issues, nameOf).map((issue) => ({
    ...issue,
    title: titles.get(nameOf(issue).toLowerCase()) ?? '',
  }));
  const repos = [...(repo === null ? [] : [repo]), ...seen.flatMap((each) => each.repos)];
  return {
    issues: [...named.filter(isOwn), ...named.filter((issue) => !isOwn(issue))],
    repos: once([...repos, ...issues.map((issue) => issue.repo)], (name) => name),
    people: once(
      seen.flatMap((each) => each.people),
      (login) => login,
    ),
  };
}
