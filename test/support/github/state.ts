import { DeviceCodes } from './device-codes.ts';
import { toSecond } from './instants.ts';
import {
  fullName,
  type Account,
  type Comment,
  type Issue,
  type Label,
  type Repository,
  type Revision,
  type StateReason,
  type Token,
} from './model.ts';

/** What a new issue starts with. */
export interface NewIssue {
  readonly title: string;
  readonly body: string | null;
  readonly author: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly isPullRequest: boolean;
}

/** The parts of an issue that a person can change. A part that is not named stays as it is. */
export interface IssueChange {
  readonly title?: string;
  readonly body?: string | null;
  readonly state?: 'open' | 'closed';
  readonly stateReason?: StateReason | null;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
}

/** A repository by a name that it has, or used to have. */
export interface FoundRepository {
  readonly repository: Repository;
  readonly hasMoved: boolean;
}

/**
 * What GitHub holds: accounts, tokens, repositories and their issues. Knows no HTTP and refuses nobody: who may do
 * what is for the endpoints to say.
 */
export class State {
  readonly #now: () => number;
  readonly #accounts = new Map<string, Account>();
  readonly #tokens = new Map<string, Token>();
  readonly #repositories = new Map<number, Repository>();
  readonly #namesToIds = new Map<string, number>();
  readonly #deletedRevisions = new WeakSet<Revision>();
  /** What OAuth's device flow has given out. */
  readonly deviceCodes = new DeviceCodes();
  #lastId = 1000;
  #listLagMs = 0;

  /** `now` gives milliseconds since 1970, as GitHub's own clock has it. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get nowMs(): number {
    return this.#now();
  }

  /** The account of that login, which is made where there is none. */
  account(login: string, more: Partial<Pick<Account, 'name' | 'isOrganization'>> = {}): Account {
    const key = login.toLowerCase();
    const known = this.#accounts.get(key);
    if (known !== undefined && Object.keys(more).length === 0) return known;
    const fresh = {
      id: this.#nextId(),
      login,
      name: null,
      isOrganization: false,
      createdAtMs: toSecond(this.nowMs),
    };
    const account = { ...(known ?? fresh), ...more };
    this.#accounts.set(key, account);
    return account;
  }

  findAccount(login: string): Account | null {
    return this.#accounts.get(login.toLowerCase()) ?? null;
  }

  /** Makes the token known; without `token`, unknown. */
  setToken(value: string, token: Token | null): void {
    if (token === null) this.#tokens.delete(value);
    else this.#tokens.set(value, token);
  }

  findToken(value: string): Token | null {
    return this.#tokens.get(value) ?? null;
  }

  get tokenValues(): IterableIterator<string> {
    return this.#tokens.keys();
  }

  /** Puts a repository up. Throws where one of that name stands already. */
  addRepository(fresh: Omit<Repository, 'id' | 'createdAtMs' | 'updatedAtMs'>): Repository {
    const name = fullName({ ...fresh, id: 0, createdAtMs: 0, updatedAtMs: 0 }).toLowerCase();
    if (this.findRepository(name)?.hasMoved === false)
      throw new Error(`There is a repository ${name} already.`);
    const atMs = toSecond(this.nowMs);
    const repository = { ...fresh, id: this.#nextId(), createdAtMs: atMs, updatedAtMs: atMs };
    this.#repositories.set(repository.id, repository);
    this.#namesToIds.set(name, repository.id);
    return repository;
  }

  /** Gives the repository another name. The old one goes on leading to it. */
  renameRepository(repository: Repository, owner: string, name: string): void {
    repository.owner = owner;
    repository.name = name;
    this.#namesToIds.set(fullName(repository).toLowerCase(), repository.id);
  }

  findRepository(name: string): FoundRepository | null {
    const repository = this.repositoryById(this.#namesToIds.get(name.toLowerCase()) ?? -1);
    if (repository === null) return null;
    return { repository, hasMoved: fullName(repository).toLowerCase() !== name.toLowerCase() };
  }

  repositoryById(id: number): Repository | null {
    return this.#repositories.get(id) ?? null;
  }

  get repositories(): readonly Repository[] {
    return [...this.#repositories.values()];
  }

  /** The label of that name, which is made where there is none. */
  label(repository: Repository, name: string, more: Partial<Omit<Label, 'id' | 'name'>> = {}): Label {
    const known = repository.labels.get(name.toLowerCase());
    if (known !== undefined) return known;
    const label = { id: this.#nextId(), name, color: 'ededed', description: null, isDefault: false, ...more };
    repository.labels.set(name.toLowerCase(), label);
    return label;
  }

  /** Creates an issue, which lists show only after the lag that is set. */
  createIssue(repository: Repository, fresh: NewIssue): Issue {
    const atMs = toSecond(this.nowMs);
    const issue: Issue = {
      ...fresh,
      id: this.#nextId(),
      number: nextNumber(repository),
      createdAtMs: atMs,
      updatedAtMs: atMs,
      listedFromMs: this.#listLagMs === 0 ? 0 : this.nowMs + this.#listLagMs,
      state: 'open',
      stateReason: null,
      closedAtMs: null,
      closedBy: null,
      comments: [],
      revisions: [{ atMs, by: fresh.author, title: fresh.title, body: fresh.body }],
    };
    repository.slots.set(issue.number, { kind: 'issue', issue });
    return issue;
  }

  /** Changes what `change` names. Only where something really changes is the issue newer than before. */
  changeIssue(issue: Issue, change: IssueChange, by: string): void {
    const before = { ...issue };
    Object.assign(issue, change);
    if (before.state === 'open' && issue.state === 'closed') this.#close(issue, change, by);
    if (before.state === 'closed' && issue.state === 'open') this.#reopen(issue);
    const isRewritten = issue.title !== before.title || issue.body !== before.body;
    if (!isRewritten && sameFields(issue, before)) return;
    issue.updatedAtMs = toSecond(this.nowMs);
    if (isRewritten)
      issue.revisions.push({ atMs: issue.updatedAtMs, by, title: issue.title, body: issue.body });
  }

  /** Takes the text of an edit out of the history. That there was one can still be seen. */
  deleteRevision(revision: Revision): void {
    this.#deletedRevisions.add(revision);
  }

  isDeleted(revision: Revision): boolean {
    return this.#deletedRevisions.has(revision);
  }

  #close(issue: Issue, change: IssueChange, by: string): void {
    issue.closedAtMs = toSecond(this.nowMs);
    issue.closedBy = by;
    issue.stateReason = change.stateReason ?? 'completed';
  }

  #reopen(issue: Issue): void {
    issue.closedAtMs = null;
    issue.closedBy = null;
    issue.stateReason = 'reopened';
  }

  addComment(issue: Issue, author: string, body: string): Comment {
    const atMs = toSecond(this.nowMs);
    const comment = { id: this.#nextId(), author, body, createdAtMs: atMs, updatedAtMs: atMs };
    issue.comments.push(comment);
    issue.updatedAtMs = atMs;
    return comment;
  }

  /** An edit makes the issue newer too, as a new comment does; that a comment is deleted does not (neomjs/neo#10092). */
  changeComment(issue: Issue, comment: Comment, body: string): void {
    if (comment.body === body) return;
    comment.body = body;
    comment.updatedAtMs = toSecond(this.nowMs);
    issue.updatedAtMs = comment.updatedAtMs;
  }

  /** Moves an issue to another repository, as a new issue there with its comments; labels go where they exist. */
  transferIssue(from: Repository, issue: Issue, to: Repository): Issue {
    const labels = issue.labels.filter((name) => to.labels.has(name.toLowerCase()));
    const number = nextNumber(to);
    const arrived = {
      ...structuredClone(issue),
      id: this.#nextId(),
      number,
      labels,
      listedFromMs: 0,
    };
    to.slots.set(number, { kind: 'issue', issue: arrived });
    from.slots.set(issue.number, { kind: 'moved', repositoryId: to.id, number });
    return arrived;
  }

  deleteIssue(repository: Repository, issue: Issue): void {
    repository.slots.set(issue.number, { kind: 'deleted' });
  }

  /** From now on a new issue is absent from lists for so long; `Infinity` means until {@link catchUpLists}. */
  lagLists(forMs: number): void {
    this.#listLagMs = forMs;
  }

  /** Ends the lag, for issues already created too. */
  catchUpLists(): void {
    this.#listLagMs = 0;
    for (const repository of this.#repositories.values()) {
      for (const issue of issuesOf(repository)) issue.listedFromMs = 0;
    }
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}

/** Numbers are never given twice: a moved or deleted issue keeps its slot. */
function nextNumber(repository: Repository): number {
  return repository.slots.size + 1;
}

function sameFields(one: Issue, other: Issue): boolean {
  return (
    one.state === other.state &&
    one.stateReason === other.stateReason &&
    sameNames(one.labels, other.labels) &&
    sameNames(one.assignees, other.assignees)
  );
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name, index) => name === others[index]);
}

/** The issues and pull requests that stand in the repository, by number. */
export function issuesOf(repository: Repository): readonly Issue[] {
  return [...repository.slots.values()].flatMap((slot) => (slot.kind === 'issue' ? [slot.issue] : []));
}

/** The comment of that id and its issue, or null. */
export function findComment(repository: Repository, id: number): { issue: Issue; comment: Comment } | null {
  for (const issue of issuesOf(repository)) {
    const comment = issue.comments.find((candidate) => candidate.id === id);
    if (comment !== undefined) return { issue, comment };
  }
  return null;
}
