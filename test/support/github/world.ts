import {
  fileKey,
  fullName,
  MAIN_BRANCH,
  type Comment,
  type Grant,
  type Issue,
  type Level,
  type Repository,
} from './model.ts';
import {
  DEFAULT_LABELS,
  type AccountSpec,
  type AppSpec,
  type IssueSpec,
  type IssueView,
  type LabelSpec,
  type RepositorySpec,
} from './specs.ts';
import { findComment, issuesOf, type IssueChange, type State } from './state.ts';

/** Who does what is done without a request, where nobody is named. */
const COLLEAGUE = 'octocat';

/**
 * What GitHub holds, by name, for tests: to set it up, to do what a colleague does there, and to see what has become of
 * it. Whatever names something that isn't there throws.
 */
export class World {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  addAccount(spec: AccountSpec): void {
    this.#state.account(spec.login, {
      name: spec.name ?? null,
      isOrganization: spec.isOrganization ?? false,
    });
    if (spec.token !== undefined) this.addToken(spec.login, spec.token, spec);
  }

  /** Gives the account one more token, or changes what one of its tokens may do. */
  addToken(
    login: string,
    token: string,
    may: Pick<AccountSpec, 'scopes' | 'permissions' | 'repositories' | 'expiresAtMs'> = {},
  ): void {
    this.#state.setToken(token, {
      login: this.#state.account(login).login,
      grant: grantOf(may),
      expiresAtMs: may.expiresAtMs ?? null,
    });
  }

  /** Registers an app for sign-in with a code. */
  addApp({ clientId, ...app }: AppSpec): void {
    const usual = { isEnabled: true, expiresInS: 900, intervalS: 5, verificationUri: null };
    this.#state.deviceCodes.allow(clientId, { ...usual, ...app });
  }

  /** What a person does on the page where a code is entered: takes it as `login`, or refuses. */
  enterCode(userCode: string, login: string | null): void {
    const fate = login === null ? { is: 'denied' as const } : { is: 'approved' as const, login };
    this.#state.deviceCodes.decide(userCode, fate);
  }

  /** Makes GitHub find the next question for that code's token too early. */
  slowCode(userCode: string, intervalS: number): void {
    this.#state.deviceCodes.slow(userCode, intervalS);
  }

  /** From now on GitHub answers 401 to the token. */
  revokeToken(token: string): void {
    this.#state.setToken(token, null);
  }

  addRepository(spec: RepositorySpec): void {
    const [owner, name] = splitName(spec.repo);
    const repository = this.#state.addRepository({
      owner: this.#state.account(owner).login,
      name,
      isPrivate: spec.isPrivate ?? false,
      hasIssues: spec.hasIssues ?? true,
      isArchived: spec.isArchived ?? false,
      refusesUnknownLabels: spec.refusesUnknownLabels ?? false,
      levels: levelsOf(spec),
      labels: new Map(),
      files: new Map(
        Object.entries(spec.files ?? {}).map(([path, text]) => [
          fileKey(MAIN_BRANCH, path),
          Buffer.from(text),
        ]),
      ),
      branches: new Set([MAIN_BRANCH]),
      protectedBranches: new Set(),
      slots: new Map(),
    });
    for (const label of spec.labels ?? DEFAULT_LABELS)
      this.#addLabel(repository, label, spec.labels === undefined);
  }

  #addLabel(repository: Repository, label: string | LabelSpec, isDefault: boolean): void {
    const { name, ...more } = typeof label === 'string' ? { name: label } : label;
    this.#state.label(repository, name, { ...more, isDefault });
  }

  /** Renames the repository, or moves it to another owner. GitHub redirects from the old name. */
  renameRepository(from: string, to: string): void {
    const [owner, name] = splitName(to);
    this.#state.renameRepository(this.#repository(from), this.#state.account(owner).login, name);
  }

  changeRepository(
    repo: string,
    change: Partial<Pick<Repository, 'isPrivate' | 'hasIssues' | 'isArchived' | 'refusesUnknownLabels'>>,
  ): void {
    Object.assign(this.#repository(repo), change);
  }

  /** Lets `login` do so much; null for nothing. */
  setAccess(repo: string, login: string, level: Level | null): void {
    const { levels } = this.#repository(repo);
    if (level === null) levels.delete(login.toLowerCase());
    else levels.set(login.toLowerCase(), level);
  }

  /** Puts a file there, as `.github/ISSUE_TEMPLATE/debrief.md`. */
  addFile(repo: string, path: string, text: string): void {
    this.#repository(repo).files.set(fileKey(MAIN_BRANCH, path), Buffer.from(text));
  }

  /** Every file of the repository: what stands in it, by `branch:path`. */
  files(repo: string): ReadonlyMap<string, Buffer> {
    return new Map(this.#repository(repo).files);
  }

  addBranch(repo: string, branch: string): void {
    this.#repository(repo).branches.add(branch);
  }

  /** From now on the branch takes no write without a review. */
  protectBranch(repo: string, branch: string): void {
    this.#repository(repo).protectedBranches.add(branch);
  }

  /** Names of the labels that the repository has. */
  labels(repo: string): readonly string[] {
    return [...this.#repository(repo).labels.values()].map((label) => label.name);
  }

  /** The issue, which must be there: not moved, not deleted. */
  issue(repo: string, number: number): IssueView {
    return viewOf(this.#repository(repo), this.#issue(repo, number));
  }

  /** Every issue of the repository, pull requests not among them. */
  issues(repo: string): readonly IssueView[] {
    const repository = this.#repository(repo);
    return issuesOf(repository)
      .filter((issue) => !issue.isPullRequest)
      .map((issue) => viewOf(repository, issue));
  }

  addIssue(repo: string, spec: IssueSpec): IssueView {
    return this.#add(repo, spec, false);
  }

  /** Pull requests are issues to GitHub, and stand in its lists of them. */
  addPullRequest(repo: string, spec: IssueSpec): IssueView {
    return this.#add(repo, spec, true);
  }

  #add(repo: string, spec: IssueSpec, isPullRequest: boolean): IssueView {
    const repository = this.#repository(repo);
    const { title, body = null, author = COLLEAGUE, labels = [], assignees = [] } = spec;
    const settled = labels.map((name) => this.#state.label(repository, name).name);
    const fresh = {
      title,
      body,
      author: this.#state.account(author).login,
      labels: settled,
      assignees,
      isPullRequest,
    };
    return viewOf(repository, this.#state.createIssue(repository, fresh));
  }

  /** Changes an issue as a colleague would: `by` is who (`octocat`). Labels that aren't there are made. */
  editIssue(repo: string, number: number, change: IssueChange, by = COLLEAGUE): IssueView {
    const repository = this.#repository(repo);
    const issue = this.#issue(repo, number);
    for (const name of change.labels ?? []) this.#state.label(repository, name);
    this.#state.changeIssue(issue, change, this.#state.account(by).login);
    return viewOf(repository, issue);
  }

  /** Takes the text of what an issue once said (`revisions`, by index) out of its history, as its author may. */
  deleteRevision(repo: string, number: number, index: number): void {
    const revision = this.#issue(repo, number).revisions[index];
    if (revision === undefined) throw new Error(`${repo}#${number} has no revision ${index}.`);
    this.#state.deleteRevision(revision);
  }

  /** Comments as a colleague would. Gives the comment's id. */
  addComment(repo: string, number: number, body: string, by = COLLEAGUE): number {
    return this.#state.addComment(this.#issue(repo, number), this.#state.account(by).login, body).id;
  }

  editComment(repo: string, id: number, body: string): void {
    const { issue, comment } = this.#comment(repo, id);
    this.#state.changeComment(issue, comment, body);
  }

  deleteComment(repo: string, id: number): void {
    const { issue, comment } = this.#comment(repo, id);
    issue.comments.splice(issue.comments.indexOf(comment), 1);
  }

  /** Moves an issue to another repository, where it has a new number. GitHub redirects from the old place. */
  transferIssue(repo: string, number: number, to: string): IssueView {
    const target = this.#repository(to);
    const arrived = this.#state.transferIssue(this.#repository(repo), this.#issue(repo, number), target);
    return viewOf(target, arrived);
  }

  deleteIssue(repo: string, number: number): void {
    this.#state.deleteIssue(this.#repository(repo), this.#issue(repo, number));
  }

  /** From now on a new issue is absent from lists for so long, by GitHub's clock; without a time, until told. */
  lagLists(forMs = Infinity): void {
    this.#state.lagLists(forMs);
  }

  /** Ends the lag, for issues already created too. */
  catchUpLists(): void {
    this.#state.catchUpLists();
  }

  #repository(repo: string): Repository {
    const found = this.#state.findRepository(repo);
    if (found === null) throw new Error(`The stand-in holds no repository ${repo}.`);
    return found.repository;
  }

  #issue(repo: string, number: number): Issue {
    const slot = this.#repository(repo).slots.get(number);
    if (slot?.kind !== 'issue') throw new Error(`${repo}#${number} is ${slot?.kind ?? 'not there'}.`);
    return slot.issue;
  }

  #comment(repo: string, id: number): { readonly issue: Issue; readonly comment: Comment } {
    const found = findComment(this.#repository(repo), id);
    if (found === null) throw new Error(`${repo} has no comment ${id}.`);
    return found;
  }
}

function splitName(repo: string): readonly [string, string] {
  const [owner, name, more] = repo.split('/');
  if (!owner || !name || more !== undefined) throw new Error(`"${repo}" is not of the form owner/name.`);
  return [owner, name];
}

function grantOf(may: Pick<AccountSpec, 'scopes' | 'permissions' | 'repositories'>): Grant {
  if (may.permissions === undefined) return { kind: 'classic', scopes: may.scopes ?? ['repo'] };
  return { kind: 'fine-grained', permissions: may.permissions, repositories: may.repositories ?? 'all' };
}

function levelsOf(spec: RepositorySpec): Map<string, Level> {
  const levels = new Map<string, Level>();
  const give = (logins: readonly string[] | undefined, level: Level): void => {
    for (const login of logins ?? []) levels.set(login.toLowerCase(), level);
  };
  give(spec.read, 'read');
  give(spec.triage, 'triage');
  give(spec.push, 'write');
  return levels;
}

function viewOf(repository: Repository, issue: Issue): IssueView {
  const { listedFromMs: _, closedBy: __, ...view } = structuredClone(issue);
  return { repo: fullName(repository), ...view };
}
