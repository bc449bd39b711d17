import type { Answer } from '../github/answer.ts';
import type { GitHubComments } from '../github/comments.ts';
import type { GitHubContents } from '../github/contents.ts';
import type { GitHubHistories } from '../github/histories.ts';
import type { GitHubIssues } from '../github/issues.ts';

/** Who to be towards GitHub. */
export interface SignedIn {
  readonly issues: GitHubIssues;
  /** Root of the API that it is asked at. */
  readonly apiUrl: string;
  readonly comments: GitHubComments;
  /** Files in repositories. */
  readonly contents: GitHubContents;
  readonly histories: GitHubHistories;
  /** The account's login: only its own issues can be the answer to its lost creates. */
  readonly login: () => Promise<Answer<{ readonly login: string }>>;
}
