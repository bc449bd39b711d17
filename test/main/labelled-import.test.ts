import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { LabelledEvent } from '../../app/views.ts';
import type { Core } from '../../main/core.ts';
import { furnish, openTestCore, REPO, temporaryFolder } from '../support/core.ts';
import type { StandIn } from '../support/github/stand-in.ts';
import { startGithub } from '../support/github/stand-in.ts';

let folder: ReturnType<typeof temporaryFolder>;
let github: StandIn;
let core: Core;
let nowMs: number;

beforeEach(async () => {
  folder = temporaryFolder();
  github = furnish(await startGithub());
  nowMs = Date.now();
  core = openTestCore(folder.path, github.url, {
    nowMs: () => nowMs,
    // A wait takes no time but on the clock.
    wait: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
  });
});

afterEach(async () => {
  await core.close();
  await github.close();
  folder[Symbol.dispose]();
  expect(github.violations).toEqual([]);
});

type Request = Parameters<Core['client']['drafts']['importLabelled']>[0];

async function importAll(more: Partial<Request> = {}, most = Infinity): Promise<LabelledEvent[]> {
  const stopping = new AbortController();
  const request: Request = { repo: REPO, label: 'post-mortem', state: 'all', ...more };
  const events: LabelledEvent[] = [];
  for await (const event of await core.client.drafts.importLabelled(request, { signal: stopping.signal })) {
    events.push(event);
    if (events.length === most) stopping.abort();
  }
  return events;
}

const results = (events: readonly LabelledEvent[]): readonly string[] =>
  events.map((event) => (event.is === 'issue' ? `${event.issue.number} ${event.result}` : event.is));

function add(count: number, labels: readonly string[] = ['post-mortem']): void {
  for (let made = 0; made < count; made += 1)
    github.addIssue(REPO, { title: `Outage ${made + 1}`, body: '# Summary\n\nIt broke.', labels });
}

describe('the import of every issue with a label', () => {
  it('makes a linked draft of each, newest first, and of nothing else', async () => {
    add(2);
    add(1, ['bug']);
    github.addPullRequest(REPO, { title: 'A pull request', labels: ['post-mortem'] });
    github.editIssue(REPO, 2, { state: 'closed' });
    expect(results(await importAll())).toEqual(['2 imported', '1 imported']);
    const drafts = await core.client.drafts.list({});
    expect(drafts.map(({ title, sync }) => [title, sync.state]).sort()).toEqual([
      ['Outage 1', 'synced'],
      ['Outage 2', 'synced'],
    ]);
    // Edits flow both ways, without the issue having got a marker by the import.
    const [first] = drafts.filter(({ title }) => title === 'Outage 1');
    await core.client.drafts.update({ id: first!.id, title: 'Outage one' });
    github.editIssue(REPO, 2, { title: 'Outage two' });
    await core.client.sync.run({ waitMs: 0 });
    expect(github.issue(REPO, 1)).toMatchObject({ title: 'Outage one', body: '# Summary\n\nIt broke.' });
    expect((await core.client.drafts.list({})).map(({ title }) => title).sort()).toEqual([
      'Outage one',
      'Outage two',
    ]);
  });

  it('passes over what is here, and says so', async () => {
    add(3);
    await core.client.drafts.import({ issue: { repo: REPO, number: 2 } });
    expect(results(await importAll())).toEqual(['3 imported', '2 here', '1 imported']);
    expect(results(await importAll())).toEqual(['3 here', '2 here', '1 here']);
    expect(await core.client.drafts.list({})).toHaveLength(3);
  });

  it('knows the draft that an issue was filed from, also while its sync has not found it yet', async () => {
    const { id } = await core.client.drafts.create({ title: 'Lost', repo: REPO });
    github.fail({ kind: 'lose-answer' }, { method: 'POST' });
    await core.client.sync.run({ waitMs: 0 });
    expect(await importAll()).toMatchObject([{ result: 'here', draft: id }]);
    nowMs += 3_600_000;
    await core.client.sync.run({ waitMs: 0 });
    expect(await core.client.drafts.list({})).toMatchObject([{ id, sync: { state: 'synced' } }]);
  });

  it('goes through all pages, once each, though an issue is made meanwhile', async () => {
    add(130);
    const events: LabelledEvent[] = [];
    for await (const event of await core.client.drafts.importLabelled({
      repo: REPO,
      label: 'post-mortem',
      state: 'all',
    })) {
      events.push(event);
      if (events.length === 50) add(1);
    }
    expect(results(events).filter((each) => each.endsWith('imported'))).toHaveLength(130);
    expect(new Set(results(events)).size).toBe(events.length);
    expect(github.requests.filter(({ path }) => path.includes('/issues'))).toHaveLength(2);
  });

  it('takes the state and the limit that were asked for; the limit counts new drafts', async () => {
    add(4);
    github.editIssue(REPO, 4, { state: 'closed' });
    expect(results(await importAll({ state: 'closed' }))).toEqual(['4 imported']);
    expect(results(await importAll({ limit: 2 }))).toEqual(['4 here', '3 imported', '2 imported']);
    expect(results(await importAll({ state: 'open', limit: 5 }))).toEqual(['3 here', '2 here', '1 imported']);
  });

  it('stops where it is stopped; what was imported stays, and the next one goes on from there', async () => {
    add(5);
    expect(results(await importAll({}, 2))).toEqual(['5 imported', '4 imported']);
    expect(await core.client.drafts.list({})).toHaveLength(2);
    expect(results(await importAll()).slice(0, 3)).toEqual(['5 here', '4 here', '3 imported']);
  });

  it('waits out a pause that GitHub asks for, and tells of it', async () => {
    add(1);
    github.fail({ kind: 'secondary-limit', retryAfterS: 600 });
    const began = nowMs;
    expect(results(await importAll())).toEqual(['paused', '1 imported']);
    expect(nowMs - began).toBeGreaterThanOrEqual(600_000);
  });

  it('breaks off with the reason where GitHub says no, and leaves what is done', async () => {
    add(101);
    github.fail({ kind: 'server-error' }, { after: 1 });
    const events: LabelledEvent[] = [];
    const all = async (): Promise<void> => {
      for await (const event of await core.client.drafts.importLabelled({
        repo: REPO,
        label: 'post-mortem',
        state: 'all',
      }))
        events.push(event);
    };
    await expect(all()).rejects.toMatchObject({ data: { code: 'github.unavailable' } });
    expect(events).toHaveLength(100);
    expect(results(await importAll()).filter((each) => each.endsWith('imported'))).toEqual(['1 imported']);
  });

  it('goes on past an issue that no draft can hold, with the reason', async () => {
    add(1);
    github.addIssue(REPO, { title: 'Odd', labels: ['post-mortem', 'one, two'] });
    const [odd, good] = await importAll();
    expect(odd).toMatchObject({ result: 'unreadable', draft: null, error: { code: 'labels.invalid' } });
    expect(good).toMatchObject({ result: 'imported' });
  });

  it('refuses what is no repository, and says where one is not signed in', async () => {
    await expect(importAll({ repo: 'none' })).rejects.toMatchObject({ data: { code: 'repo.invalid' } });
    await core.close();
    core = openTestCore(folder.path, github.url, { environment: {} });
    await expect(importAll({ repo: `git.acme.example/${REPO}` })).rejects.toMatchObject({
      data: { code: 'account.noneAt', help: 'Run "debrief login --host git.acme.example"; then sync again.' },
    });
  });

  it('a single import brings back the draft that was put aside', async () => {
    add(1);
    const { id } = await core.client.drafts.import({ issue: { repo: REPO, number: 1 } });
    await core.client.drafts.remove({ id });
    expect(await core.client.drafts.import({ issue: { repo: REPO, number: 1 } })).toMatchObject({ id });
    expect(await core.client.drafts.list({})).toMatchObject([{ id }]);
  });
});
