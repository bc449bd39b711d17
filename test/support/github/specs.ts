import type { DeviceApp } from './device-codes.ts';
import type { Comment, Revision, StateReason } from './model.ts';

/** An account to add, with a token if it is to sign in. */
export interface AccountSpec {
  readonly login: string;
  readonly name?: string;
  readonly isOrganization?: boolean;
  readonly token?: string;
  /** Of a classic token (`repo`, where neither these nor `permissions` are given). */
  readonly scopes?: readonly string[];
  /** Of a fine-grained token, as `{ issues: 'write' }`. */
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>;
  /** Full names of those that a fine-grained token covers (all that its owner may reach). */
  readonly repositories?: readonly string[];
  /** When the token expires, which GitHub says in a header (never). */
  readonly expiresAtMs?: number;
}

/** An app to register, for sign-in with a code. GitHub's own times are 900 s and 5 s. */
export interface AppSpec extends Partial<DeviceApp> {
  readonly clientId: string;
}

/** A label to add. */
export interface LabelSpec {
  readonly name: string;
  readonly color?: string;
  readonly description?: string;
}

/** A repository to add. */
export interface RepositorySpec {
  /** `owner/name`. */
  readonly repo: string;
  readonly isPrivate?: boolean;
  /** True unless said otherwise. */
  readonly hasIssues?: boolean;
  readonly isArchived?: boolean;
  /** GitHub's nine where none are given. */
  readonly labels?: readonly (string | LabelSpec)[];
  /** Logins by what they may do. The owner may do anything, anyone may read what is public. */
  readonly push?: readonly string[];
  readonly triage?: readonly string[];
  readonly read?: readonly string[];
  /** Text by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether a label that isn't there, from who may not push, is refused with a 403 rather than dropped (false). */
  readonly refusesUnknownLabels?: boolean;
}

/** An issue to put there without a request. */
export interface IssueSpec {
  readonly title: string;
  readonly body?: string | null;
  /** Login (`octocat`). */
  readonly author?: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
}

/** An issue as it stands, with its repository. A copy: what is done to it has no effect. */
export interface IssueView {
  readonly repo: string;
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: 'open' | 'closed';
  readonly stateReason: StateReason | null;
  readonly author: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly comments: readonly Readonly<Comment>[];
  readonly isPullRequest: boolean;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly closedAtMs: number | null;
  /** Every title and body that it ever had, the first as created. */
  readonly revisions: readonly Revision[];
}

/** The labels that GitHub gives to a new repository. */
export const DEFAULT_LABELS: readonly LabelSpec[] = [
  { name: 'bug', color: 'd73a4a', description: "Something isn't working" },
  { name: 'documentation', color: '0075ca', description: 'Improvements or additions to documentation' },
  { name: 'duplicate', color: 'cfd3d7', description: 'This issue or pull request already exists' },
  { name: 'enhancement', color: 'a2eeef', description: 'New feature or request' },
  { name: 'good first issue', color: '7057ff', description: 'Good for newcomers' },
  { name: 'help wanted', color: '008672', description: 'Extra attention is needed' },
  { name: 'invalid', color: 'e4e669', description: "This doesn't seem right" },
  { name: 'question', color: 'd876e3', description: 'Further information is requested' },
  { name: 'wontfix', color: 'ffffff', description: 'This will not be worked on' },
];
