/** GitHub for one account at a time. Octokit is loaded when it is first needed: a logged moment does not wait for it. */
import type { Octokit } from '@octokit/rest';

import type { Server } from '../account/server.ts';
import type { Credentials } from '../account/session.ts';
import type { TemplateFile } from './account.ts';
import type { Answer } from './answer.ts';
import type { GitHubIssues } from './issues.ts';

export interface GitHubOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly nowMs: () => number;
  /** Milliseconds after which an unanswered request is given up. */
  readonly timeoutMs: number;
}

export class GitHub {
  private readonly options: GitHubOptions;
  private held: { readonly token: string; readonly apiUrl: string; readonly client: Octokit } | null = null;

  constructor(options: GitHubOptions) {
    this.options = options;
  }

  async whoIs(server: Server, token: string): Promise<Answer<{ readonly login: string }>> {
    const { whoAmI } = await import('./account.ts');
    return whoAmI(await this.client(server, token), this.options.nowMs());
  }

  async issues(credentials: Credentials): Promise<GitHubIssues> {
    const { GitHubIssues } = await import('./issues.ts');
    return new GitHubIssues(await this.client(credentials.server, credentials.token), this.options.nowMs);
  }

  async templates(credentials: Credentials, repo: string): Promise<Answer<readonly TemplateFile[]>> {
    const { listTemplates } = await import('./account.ts');
    return listTemplates(await this.client(credentials.server, credentials.token), repo, this.options.nowMs());
  }

  private async client(server: Server, token: string): Promise<Octokit> {
    if (this.held?.token !== token || this.held.apiUrl !== server.apiUrl) {
      const { makeClient } = await import('./client.ts');
      const { fetch, timeoutMs } = this.options;
      this.held = { token, apiUrl: server.apiUrl, client: makeClient({ token, apiUrl: server.apiUrl, timeoutMs, fetch }) };
    }
    return this.held.client;
  }
}
