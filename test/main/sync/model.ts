/**
 * A random life of one draft on a real core, against the stand-in for GitHub: edits on both sides, faults, restarts, crashes.
 * The clock is the test's own, so that pauses take no time.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';

import type { Core } from '../../../main/core.ts';
import { furnish, openTestCore, REPO } from '../../support/core.ts';
import type { Fault } from '../../support/github/faults.ts';
import type { StandIn } from '../../support/github/stand-in.ts';
import { startGithub } from '../../support/github/stand-in.ts';

export type Event =
  | { readonly do: 'edit here' | 'log here' | 'edit there' | 'log there' | 'sync' | 'restart' }
  | { readonly do: 'crash'; readonly sent: boolean }
  | { readonly do: 'fault'; readonly fault: Fault; readonly after: number; readonly count: number }
  | { readonly do: 'offline'; readonly requests: number };

const faults: readonly Fault[] = [
  { kind: 'drop' },
  { kind: 'lose-answer' },
  { kind: 'cut-answer' },
  { kind: 'cut-answer', clean: true },
  { kind: 'empty-answer' },
  { kind: 'clock', aheadMs: 3_600_000 },
  { kind: 'bad-credentials' },
  { kind: 'primary-limit', resetInMs: 120_000 },
  { kind: 'secondary-limit', retryAfterS: 30 },
  { kind: 'secondary-limit' },
  { kind: 'conflict' },
  { kind: 'server-error', status: 500 },
  { kind: 'server-error', status: 502, acts: true },
  { kind: 'server-error', status: 503 },
  { kind: 'portal' },
  { kind: 'portal', acts: true },
  { kind: 'not-found' },
  { kind: 'missing-permission' },
  { kind: 'moved' },
];

const plain = (
  what: 'edit here' | 'log here' | 'edit there' | 'log there' | 'sync' | 'restart',
  weight: number,
): fc.WeightedArbitrary<Event> => ({
  weight,
  arbitrary: fc.constant({ do: what }),
});

/** Schedules of events, likely ones more often. */
export const anySchedule: fc.Arbitrary<readonly Event[]> = fc.array(
  fc.oneof<fc.WeightedArbitrary<Event>[]>(
    plain('sync', 6),
    plain('edit here', 3),
    plain('log here', 3),
    plain('edit there', 2),
    plain('log there', 2),
    plain('restart', 1),
    { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), sent: fc.boolean() }) },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('fault' as const),
        fault: fc.constantFrom(...faults),
        after: fc.nat(2),
        count: fc.integer({ min: 1, max: 3 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('offline' as const), requests: fc.integer({ min: 1, max: 4 }) }),
    },
  ),
  { minLength: 3, maxLength: 16 },
);

const LOOKS_S = [2, 10, 30];
/** Rounds after the faults end in which both sides have to come in step. */
const MOST_ROUNDS = 8;
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const never = (): Promise<never> => Promise.withResolvers<never>().promise;

/** One draft's life. */
export class Life implements AsyncDisposable {
  readonly github: StandIn;
  private readonly folder = mkdtempSync(join(scratch, 'debrief-life-'));
  private core: Core;
  private nowMs = Date.UTC(2026, 2, 1, 9);
  private id = '';
  private words = 0;
  private readonly said: string[] = [];
  private offlineRequests = 0;
  private crash: { readonly sent: boolean; readonly reached: () => void } | null = null;

  private constructor(github: StandIn) {
    this.github = github;
    this.core = this.open();
  }

  static async begin(): Promise<Life> {
    const life: { nowMs: () => number } = { nowMs: () => 0 };
    const github = furnish(await startGithub({ listens: false, isStrict: false, now: () => life.nowMs() }));
    const begun = new Life(github);
    life.nowMs = () => begun.nowMs;
    await begun.core.client.settings.set({ 'sync.lookAgain': LOOKS_S });
    begun.id = (await begun.core.client.drafts.create({ title: 'Life', repo: REPO })).id;
    return begun;
  }

  private open(): Core {
    return openTestCore(this.folder, 'http://127.0.0.1:1', {
      nowMs: () => this.nowMs,
      random: () => 0.5,
      fetch: (input, init) => this.fetch(input, init),
      wait: (ms) => {
        this.nowMs += ms;
        return Promise.resolve();
      },
    });
  }

  private async fetch(
    input: Parameters<typeof fetch>[0],
    init: Parameters<typeof fetch>[1],
  ): Promise<Response> {
    this.nowMs += 50;
    if (this.offlineRequests > 0) {
      this.offlineRequests -= 1;
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('offline'), { code: 'ENETUNREACH' }),
      });
    }
    const { crash } = this;
    if (crash === null) return this.github.fetch(input, init);
    this.crash = null;
    if (crash.sent) await this.github.fetch(input, init).catch(() => undefined);
    crash.reached();
    return never();
  }

  async happen(event: Event): Promise<void> {
    this.nowMs += 60_000;
    switch (event.do) {
      case 'edit here':
        return this.editHere();
      case 'log here':
        await this.core.client.timeline.log({ draft: this.id, text: this.word('h') });
        return;
      case 'edit there':
        this.changeThere((body) =>
          body.replace('## What went wrong\n', `## What went wrong\n\n${this.word('t')}\n`),
        );
        return;
      case 'log there':
        this.changeThere((body) =>
          body.replace(
            '## What went wrong',
            `### ${new Date(this.nowMs).toISOString().slice(0, 16).replace('T', ' ')}\n\n${this.word('t')}\n\n## What went wrong`,
          ),
        );
        return;
      case 'sync':
        await this.sync();
        return;
      case 'restart':
        await this.core.close();
        this.core = this.open();
        return;
      case 'crash':
        return this.crashWhileSyncing(event.sent);
      case 'fault':
        this.github.fail(event.fault, { after: event.after, count: event.count });
        return;
      case 'offline':
        this.offlineRequests = event.requests;
        return;
    }
  }

  /** What is wrong with how it ended; null if nothing is. */
  async end(): Promise<string | null> {
    this.github.recover();
    this.offlineRequests = 0;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      this.nowMs += 3_600_000;
      await this.sync();
      const { sync } = await this.core.client.drafts.get({ id: this.id });
      if (sync.state === 'conflict') await this.core.client.sync.resolve({ id: this.id, take: 'both' });
      if (sync.state === 'synced' && (await this.isInStep())) break;
    }
    return this.verdict();
  }

  private async verdict(): Promise<string | null> {
    const marker = `<!-- debrief:${this.id} -->`;
    const issues = this.github.issues(REPO).filter((each) => each.body?.includes(marker));
    if (issues.length !== 1) return `${issues.length} issues for one draft`;
    if (!(await this.isInStep()))
      return `not in step: ${(await this.core.client.drafts.get({ id: this.id })).sync.state}`;
    const body = issues[0]?.body ?? '';
    const lost = this.said.filter((word) => !body.includes(word));
    if (lost.length > 0) return `lost: ${lost.join(' ')}`;
    const { writes } = this.github.counts;
    await this.sync();
    return this.github.counts.writes === writes ? null : 'a write although nothing had changed';
  }

  private async isInStep(): Promise<boolean> {
    const { text } = await this.core.client.drafts.export({ id: this.id, format: 'md' });
    const [issue] = this.github.issues(REPO);
    return issue?.body?.replace(/\n*<!-- debrief:\S+ -->$/, '').trimEnd() === text.trimEnd();
  }

  private word(side: string): string {
    this.words += 1;
    const word = `${side}word${this.words}x`;
    this.said.push(word);
    return word;
  }

  private async editHere(): Promise<void> {
    const { sections } = await this.core.client.drafts.get({ id: this.id });
    const section = sections.find((each) => each.name === 'Summary');
    if (section !== undefined)
      await this.core.client.drafts.saveSection({
        id: this.id,
        section: section.id,
        text: `${section.text}\n\n${this.word('h')}`,
      });
  }

  private changeThere(change: (body: string) => string): void {
    const [issue] = this.github.issues(REPO);
    if (issue === undefined) return;
    this.github.editIssue(REPO, issue.number, { body: change(issue.body ?? '') });
  }

  private async sync(): Promise<void> {
    await this.core.client.sync.run({ waitMs: 1_200_000 });
  }

  /** The process ends while a request is under way. Whoever starts next finds what it left. */
  private async crashWhileSyncing(sent: boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.crash = { sent, reached: () => resolve(undefined) };
    const syncing = this.sync();
    await Promise.race([promise, syncing]);
    this.crash = null;
    // A process that is gone neither waits for its request nor gives its lease back.
    this.core.context.parts.store.close();
    this.nowMs += 120_000;
    this.core = this.open();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.core.context.parts.store.close();
    await this.github.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
