/** What an account may do in a repository, from least to most (GitHub's repository roles, `maintain` left out). */
export const LEVELS = ['read', 'triage', 'write', 'admin'] as const;

export type Level = (typeof LEVELS)[number];

export interface Account {
  readonly id: number;
  readonly login: string;
  readonly name: string | null;
  readonly isOrganization: boolean;
  readonly createdAtMs: number;
}

/** What a token may do. A classic one has scopes, a fine-grained one has permissions on chosen repositories. */
export type Grant =
  | { readonly kind: 'classic'; readonly scopes: readonly string[] }
  | {
      readonly kind: 'fine-grained';
      readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
      /** Full names, or every repository that its owner may reach. */
      readonly repositories: 'all' | readonly string[];
    };

export interface Token {
  readonly login: string;
  readonly grant: Grant;
  /** When it ceases to be one, as GitHub says in a header; null for never. The stand-in takes it after that too. */
  readonly expiresAtMs: number | null;
}

/** Who is asking: nobody, or an account with what its token grants. */
export interface Viewer {
  readonly account: Account | null;
  readonly grant: Grant | null;
  readonly expiresAtMs: number | null;
}

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
  readonly isDefault: boolean;
}

export interface Comment {
  readonly id: number;
  readonly author: string;
  body: string;
  readonly createdAtMs: number;
  updatedAtMs: number;
}

/** What an issue said at one time, and who had written it so. */
export interface Revision {
  readonly atMs: number;
  readonly by: string;
  readonly title: string;
  readonly body: string | null;
}

export type StateReason = 'completed' | 'not_planned' | 'duplicate' | 'reopened';

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly author: string;
  readonly isPullRequest: boolean;
  readonly createdAtMs: number;
  /** From when on lists show it: 0 for at once, later than its creation where lists lag. */
  listedFromMs: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: StateReason | null;
  labels: readonly string[];
  assignees: readonly string[];
  updatedAtMs: number;
  closedAtMs: number | null;
  closedBy: string | null;
  readonly comments: Comment[];
  /** Every title and body that it ever had, the first as created. */
  readonly revisions: Revision[];
}

/** What stands under a number of a repository. */
export type Slot =
  | { readonly kind: 'issue'; readonly issue: Issue }
  | { readonly kind: 'moved'; readonly repositoryId: number; readonly number: number }
  | { readonly kind: 'deleted' };

export interface Repository {
  readonly id: number;
  readonly createdAtMs: number;
  owner: string;
  name: string;
  isPrivate: boolean;
  hasIssues: boolean;
  isArchived: boolean;
  /** Whether a label that does not exist, from an account without push access, is refused (403) or dropped. */
  refusesUnknownLabels: boolean;
  updatedAtMs: number;
  /** By login in lower case. */
  readonly levels: Map<string, Level>;
  /** By name in lower case: GitHub's labels differ by more than case. */
  readonly labels: Map<string, Label>;
  /** What stands in the files, by {@link fileKey}. */
  readonly files: Map<string, Buffer>;
  readonly branches: Set<string>;
  /** Branches that take no write without a review. */
  readonly protectedBranches: Set<string>;
  /** By number, from 1. */
  readonly slots: Map<number, Slot>;
}

/** The branch that every repository has. */
export const MAIN_BRANCH = 'main';

/** Names a file among all that a repository has. */
export function fileKey(branch: string, path: string): string {
  return `${branch}:${path}`;
}

/** `owner/name` as GitHub spells it. */
export function fullName(repository: Repository): string {
  return `${repository.owner}/${repository.name}`;
}
