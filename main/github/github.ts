/** GitHub, for one account a server. Octokit is loaded when it is first needed: a logged moment does not wait for it. */
import type { Octokit } from '@octokit/rest';

import type { Server } from '../account/server.ts';
import type { Credentials, Identity } from '../account/session.ts';
import type { TemplateFile } from './account.ts';
import type { Answer } from './answer.ts';
import type { GitHubComments } from './comments.ts';
import type { GitHubContents } from './contents.ts';
import type { DeviceCode } from './device.ts';
import type { GitHubHistories } from './histories.ts';
import type { GitHubIssues } from './issues.ts';

export interface GitHubOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly nowMs: () => number;
  /** Milliseconds after which an unanswered request is given up. */
  readonly timeoutMs: number;
  /** Resolves after some milliseconds, or when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** What GitHub can be asked with an account. */
export interface Answering {
  readonly issues: GitHubIssues;
  readonly comments: GitHubComments;
  readonly contents: GitHubContents;
  /** What only GraphQL has. */
  readonly histories: GitHubHistories;
}

interface HeldClient {
  readonly token: string;
  readonly client: Octokit;
  /** Once it was asked for. */
  answering: Answering | null;
}

export class GitHub {
  private readonly options: GitHubOptions;
  /** By the root of the API: a client goes with its token to one server only. */
  private readonly held = new Map<string, HeldClient>();

  constructor(options: GitHubOptions) {
    this.options = options;
  }

  async whoIs(server: Server, token: string): Promise<Answer<Identity>> {
    const { whoAmI } = await import('./account.ts');
    return whoAmI(await this.client(server, token), token, this.options.nowMs());
  }

  /** Asks for the issues of a repository, to see whether the token may read them. */
  async readIssues(server: Server, token: string, repo: string): Promise<Answer<null>> {
    const { readIssues } = await import('./account.ts');
    return readIssues(await this.client(server, token), repo, this.options.nowMs());
  }

  /**
   * The token of a person who enters a code on the server's own page, which `onCode` gets.
   * @throws DebriefError device.*, github.*
   */
  async signInByDevice(
    server: Server,
    clientId: string,
    signal: AbortSignal,
    onCode: (code: DeviceCode) => void,
  ): Promise<string> {
    const { signInByDevice } = await import('./device.ts');
    return signInByDevice({ ...this.options, clientId, apiUrl: server.apiUrl, signal }, onCode);
  }

  /** What can be asked with an account: the same each time, as long as its token is. */
  async answering({ server, token }: Credentials): Promise<Answering> {
    const held = await this.hold(server, token);
    return (held.answering ??= await this.answeringWith(held.client));
  }

  private async answeringWith(client: Octokit): Promise<Answering> {
    const { nowMs } = this.options;
    const { GitHubIssues } = await import('./issues.ts');
    const { GitHubComments } = await import('./comments.ts');
    const { GitHubContents } = await import('./contents.ts');
    const { GitHubHistories } = await import('./histories.ts');
    return {
      issues: new GitHubIssues(client, nowMs),
      comments: new GitHubComments(client, nowMs),
      contents: new GitHubContents(client, nowMs),
      histories: new GitHubHistories(client, nowMs),
    };
  }

  async templates(credentials: Credentials, repo: string): Promise<Answer<readonly TemplateFile[]>> {
    const { listTemplates } = await import('./account.ts');
    return listTemplates(
      await this.client(credentials.server, credentials.token),
      repo,
      this.options.nowMs(),
    );
  }

  private async client(server: Server, token: string): Promise<Octokit> {
    return (await this.hold(server, token)).client;
  }

  private async hold(server: Server, token: string): Promise<HeldClient> {
    const held = this.held.get(server.apiUrl);
    if (held?.token === token) return held;
    const { makeClient } = await import('./client.ts');
    const { fetch, timeoutMs } = this.options;
    const client = makeClient({ token, apiUrl: server.apiUrl, timeoutMs, fetch });
    const made: HeldClient = { token, client, answering: null };
    this.held.set(server.apiUrl, made);
    return made;
  }
}
