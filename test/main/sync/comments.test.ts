import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { entriesOf } from '../../../app/draft.ts';
import { AutomaticSync } from '../../../main/sync/automatic.ts';
import { furnish, REPO } from '../../support/core.ts';
import type { StandIn } from '../../support/github/stand-in.ts';
import { startGithub } from '../../support/github/stand-in.ts';
import { Installation, TestClock } from '../../support/sync/installation.ts';

let clock: TestClock;
let github: StandIn;
let here: Installation;
let id: string;

beforeEach(async () => {
  clock = new TestClock();
  github = furnish(await startGithub({ listens: false, now: () => clock.nowMs }));
  here = await Installation.open({ clock, github });
  id = await here.create('Hub down');
  await here.core.client.sync.run({ ids: [id], waitMs: 0 });
});

afterEach(async () => {
  await here[Symbol.asyncDispose]();
  expect(github.violations).toEqual([]);
  await github.close();
});

const refresh = (): ReturnType<typeof here.core.client.comments.refresh> =>
  here.core.client.comments.refresh({ id });

function commentThere(text: string): number {
  clock.nowMs += 60_000;
  return github.addComment(REPO, 1, text);
}

describe('comments under the issue', () => {
  it('are shown oldest first, with author, time, link and words', async () => {
    commentThere('Rolled back.');
    commentThere('Error rate falls.');
    // GitHub keeps whole seconds.
    const writtenMs = Math.floor(clock.nowMs / 1000) * 1000;
    const { comments } = await refresh();
    expect(comments).toMatchObject([
      { author: 'octocat', text: 'Rolled back.', state: 'new' },
      { author: 'octocat', text: 'Error rate falls.', state: 'new', atMs: writtenMs },
    ]);
    expect(comments[0]?.url).toMatch(/\/acme\/ops\/issues\/1#issuecomment-\d+$/);
  });

  it('are taken into the timeline once, and go up with the report', async () => {
    const number = commentThere('Rolled back.');
    await refresh();
    await here.core.client.comments.take({ id, comments: [number] });
    const { comments } = await here.core.client.comments.take({ id, comments: [number] });
    expect(comments).toMatchObject([{ state: 'taken' }]);
    await here.core.client.sync.run({ ids: [id], waitMs: 60_000 });
    expect(github.issue(REPO, 1).body?.match(/Rolled back\./g)).toHaveLength(1);
  });

  it('that another installation took are known as taken by the link in the report', async () => {
    const number = commentThere('Rolled back.');
    await using there = await Installation.open({ clock, github });
    const imported = await there.core.client.drafts.import({ issue: { repo: REPO, number: 1 } });
    await there.core.client.comments.refresh({ id: imported.id });
    await there.core.client.comments.take({ id: imported.id, comments: [number] });
    await there.core.client.sync.run({ ids: [imported.id], waitMs: 60_000 });
    await here.core.client.sync.run({ ids: [id], waitMs: 60_000 });
    expect((await refresh()).comments).toMatchObject([{ state: 'taken' }]);
  });

  it('cost one conditional request, and no quota while there is nothing new', async () => {
    commentThere('Rolled back.');
    await refresh();
    // The second look is from the last comment on: another question, which is asked once.
    await refresh();
    github.forgetRequests();
    await refresh();
    expect(github.requests.map(({ method, status }) => [method, status])).toEqual([['GET', 304]]);
  });

  it('that were edited on GitHub show so, without being offered twice', async () => {
    const number = commentThere('Roled back.');
    await refresh();
    await here.core.client.comments.dismiss({ id, comments: [number] });
    clock.nowMs += 60_000;
    github.editComment(REPO, number, 'Rolled back.');
    expect((await refresh()).comments).toMatchObject([{ text: 'Rolled back.', state: 'dismissed' }]);
  });

  it('that Debrief wrote itself are not among them', async () => {
    commentThere('The tail.\n\n<!-- debrief:01890a5d-ac96-774b-bcce-b302099a8057 part 2 -->');
    expect((await refresh()).comments).toEqual([]);
  });

  it('of more than a page are all there', async () => {
    for (let count = 0; count < 230; count += 1) github.addComment(REPO, 1, `Comment ${count}`);
    expect((await refresh()).comments).toHaveLength(230);
  });

  it('of a draft without an issue are refused in words', async () => {
    const local = await here.create('Not filed');
    await expect(here.core.client.comments.refresh({ id: local })).rejects.toMatchObject({
      data: { code: 'comments.notFiled' },
    });
  });

  it.each([
    ['no network', { kind: 'drop' }],
    ['trouble at GitHub', { kind: 'server-error', status: 502 }],
    ['a pause', { kind: 'secondary-limit', retryAfterS: 30 }],
  ] as const)('can be read again after %s, and nothing is lost', async (_name, fault) => {
    commentThere('Rolled back.');
    github.fail(fault);
    await expect(refresh()).rejects.toBeDefined();
    clock.nowMs += 60_000;
    expect((await refresh()).comments).toHaveLength(1);
  });

  it('are not asked for while GitHub has asked for a pause', async () => {
    github.fail({ kind: 'secondary-limit', retryAfterS: 30 });
    await expect(refresh()).rejects.toMatchObject({ data: { code: 'github.waiting' } });
    github.forgetRequests();
    await expect(refresh()).rejects.toMatchObject({ data: { code: 'github.waiting' } });
    expect(github.requests).toEqual([]);
  });
});

describe('a draft that follows its comments', () => {
  const timeline = (): readonly string[] => {
    const { store } = here.core.context.parts;
    return entriesOf(store.getDraft(store.resolveDraft(id))).map((entry) => entry.text);
  };

  it('has each in its timeline within a minute, once', async () => {
    const automatic = new AutomaticSync(here.core.context.parts);
    await here.core.client.comments.follow({ id, follows: true });
    await automatic.tick();
    commentThere('Rolled back.');
    clock.nowMs += 60_000;
    await automatic.tick();
    clock.nowMs += 60_000;
    await automatic.tick();
    expect(timeline()).toEqual([expect.stringMatching(/^Rolled back\.\n\n— \[octocat\]/)]);
  });

  it('does not bring back one whose entry a person removed', async () => {
    const automatic = new AutomaticSync(here.core.context.parts);
    await here.core.client.comments.follow({ id, follows: true });
    commentThere('Rolled back.');
    await automatic.tick();
    const { sections } = await here.get(id);
    const entry = sections.flatMap((section) => section.entries)[0]?.id ?? '';
    await here.core.client.timeline.remove({ draft: id, entry });
    clock.nowMs += 60_000;
    await automatic.tick();
    expect(timeline()).toEqual([]);
    expect(await here.core.client.comments.list({ id })).toMatchObject({
      comments: [{ state: 'dismissed' }],
    });
  });

  it('is not asked about any more once it was put aside', async () => {
    await here.core.client.comments.follow({ id, follows: true });
    await here.core.client.drafts.remove({ id });
    github.forgetRequests();
    await new AutomaticSync(here.core.context.parts).tick();
    expect(github.requests.filter((each) => each.path.includes('/comments'))).toEqual([]);
  });
});
