import type { Answer } from '../github/answer.ts';
import type { GitHubIssues } from '../github/issues.ts';

/** Who to be towards GitHub. */
export interface SignedIn {
  readonly issues: GitHubIssues;
  /** The account's login: only its own issues can be the answer to its lost creates. */
  readonly login: () => Promise<Answer<{ readonly login: string }>>;
}
