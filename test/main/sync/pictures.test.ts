import { describe, expect, it, onTestFinished } from 'vitest';

import { fromGitHub } from '../../../app/pictures.ts';
import { furnish, REPO, TOKEN } from '../../support/core.ts';
import type { StandIn } from '../../support/github/stand-in.ts';
import { startGithub } from '../../support/github/stand-in.ts';
import { picture, pictureData } from '../../support/picture.ts';
import { Installation, TestClock } from '../../support/sync/installation.ts';

const FOLDER = 'acme/pictures:debrief/2026@main';

interface Scene {
  readonly github: StandIn;
  readonly at: Installation;
  readonly clock: TestClock;
}

async function scene(folder = FOLDER): Promise<Scene> {
  const clock = new TestClock();
  const github = furnish(await startGithub({ listens: false, now: () => clock.nowMs }));
  github.addRepository({ repo: 'acme/pictures', push: ['kim'], isPrivate: true });
  const at = await Installation.open({ clock, github });
  await at.core.client.settings.set({ 'pictures.folder': folder });
  onTestFinished(async () => {
    await at[Symbol.asyncDispose]();
    await github.close();
    expect(github.violations).toEqual([]);
  });
  return { github, at, clock };
}

/** Adds a picture to the draft's summary, as the editor does. Gives its name. */
async function addPicture(at: Installation, id: string, number = 0, fileName = 'graph.png'): Promise<string> {
  const { name, markdown } = await at.core.client.pictures.add({ id, data: pictureData(number), fileName });
  await at.write(id, 'Summary', markdown);
  return name;
}

async function filedWithPicture({ at }: Scene): Promise<{ readonly id: string; readonly name: string }> {
  const id = await at.create('Hub down');
  const name = await addPicture(at, id);
  await at.sync();
  return { id, name };
}

const bodyOf = (github: StandIn, number = 1): string => github.issue(REPO, number).body ?? '';
const source = async (at: Installation, id: string): Promise<string> =>
  (await at.core.client.drafts.export({ id, format: 'source' })).text;
const writes = (github: StandIn): readonly string[] =>
  github.requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.split('/')[4] ?? ''}`);

describe('a picture where a folder on GitHub was named', () => {
  it('goes there before the issue, and the issue shows it by GitHub’s own address', async () => {
    const all = await scene();
    const { id, name } = await filedWithPicture(all);
    expect(writes(all.github)).toEqual(['PUT contents', 'POST issues']);
    expect(all.github.files('acme/pictures').get(`main:debrief/2026/${name}`)).toEqual(picture());
    expect(bodyOf(all.github)).toMatch(
      new RegExp(`!\\[graph\\]\\(https?://[^)]+/acme/pictures/blob/main/debrief/2026/${name}\\?raw=true\\)`),
    );
    expect(bodyOf(all.github)).not.toContain('debrief-picture:');
    expect(await source(all.at, id)).toContain(`![graph](debrief-picture:${name})`);
    const [view] = (await all.at.get(id)).pictures;
    expect(view).toMatchObject({ name, words: 'graph', isHere: true });
    expect(bodyOf(all.github)).toContain(view?.url);
  });

  it('says in the report how many were put there', async () => {
    const all = await scene();
    const id = await all.at.create('Hub down');
    await addPicture(all.at, id, 1);
    await addPicture(all.at, id, 2);
    expect(await all.at.sync()).toMatchObject([{ action: 'create', pictures: 2 }]);
  });

  it('makes no change by itself: nothing is written a second time', async () => {
    const all = await scene();
    await filedWithPicture(all);
    for (let times = 0; times < 3; times += 1) await all.at.sync();
    all.github.forgetRequests();
    await all.at.sync();
    expect(writes(all.github)).toEqual([]);
  });

  it('is read back as the same picture when a colleague edits something else', async () => {
    const all = await scene();
    const { id, name } = await filedWithPicture(all);
    all.github.editIssue(REPO, 1, {
      body: bodyOf(all.github).replace('## Timeline', 'More words.\n\n## Timeline'),
    });
    all.github.forgetRequests();
    await all.at.sync();
    expect(await source(all.at, id)).toContain(`![graph](debrief-picture:${name})`);
    expect(await source(all.at, id)).toContain('More words.');
    expect(writes(all.github)).toEqual([]);
  });

  it('is put there once for two drafts', async () => {
    const all = await scene();
    await filedWithPicture(all);
    await filedWithPicture(all);
    expect(writes(all.github).filter((each) => each.startsWith('PUT'))).toHaveLength(1);
  });

  it('is found there, not written again, where another installation has put it', async () => {
    const all = await scene();
    await filedWithPicture(all);
    const other = await Installation.open({ clock: all.clock, github: all.github });
    onTestFinished(() => other[Symbol.asyncDispose]());
    await other.core.client.settings.set({ 'pictures.folder': FOLDER });
    all.github.forgetRequests();
    const id = await other.create('Another');
    await addPicture(other, id);
    await other.sync();
    expect(writes(all.github)).toEqual(['POST issues']);
    expect(bodyOf(all.github, 2)).toContain('?raw=true');
  });

  it.each(['lose-answer', 'drop', 'server-error', 'conflict'] as const)(
    'ends up there once, and the issue too, after %s',
    async (kind) => {
      const all = await scene();
      const id = await all.at.create('Hub down');
      const name = await addPicture(all.at, id);
      all.github.fail(kind === 'server-error' ? { kind, acts: true } : { kind }, { method: 'PUT' });
      await all.at.sync();
      expect((await all.at.get(id)).sync.state).toBe('synced');
      expect([...all.github.files('acme/pictures').keys()]).toEqual([`main:debrief/2026/${name}`]);
      expect(all.github.issues(REPO)).toHaveLength(1);
      expect(bodyOf(all.github)).toContain(`${name}?raw=true`);
    },
  );

  it('goes on from where a crash left it, between the picture and the issue', async () => {
    const all = await scene();
    const id = await all.at.create('Hub down');
    await addPicture(all.at, id);
    const hanging = all.github.fail({ kind: 'hang', acts: true }, { method: 'PUT' });
    void all.at.core.client.sync.run({ ids: [id], waitMs: 0 }).catch(() => undefined);
    await hanging.met;
    all.at.crash();
    all.github.recover();
    all.clock.nowMs += 120_000;
    await all.at.sync();
    expect(writes(all.github).filter((each) => each.startsWith('PUT'))).toHaveLength(1);
    expect(all.github.issues(REPO)).toHaveLength(1);
    expect(bodyOf(all.github)).toContain('?raw=true');
  });

  it('keeps to the pace, one write at a time', async () => {
    const clock = new TestClock();
    const github = furnish(await startGithub({ listens: false, now: () => clock.nowMs }));
    github.addRepository({ repo: 'acme/pictures', push: ['kim'] });
    const { GITHUB_PACE } = await import('../../../app/pace.ts');
    await using at = await Installation.open({ clock, github, pace: GITHUB_PACE });
    await at.core.client.settings.set({ 'pictures.folder': FOLDER });
    const id = await at.create('Hub down');
    await addPicture(at, id, 1);
    await addPicture(at, id, 2);
    await at.sync();
    const times = github.requests.filter(({ method }) => method !== 'GET').map(({ atMs }) => atMs);
    expect(times).toHaveLength(3);
    for (const [index, atMs] of times.entries())
      if (index > 0) expect(atMs - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(GITHUB_PACE.gapMs);
  });
});

describe('a folder that takes no picture', () => {
  const refusals = [
    {
      why: 'the token has not the right',
      code: 'github.pictureForbidden',
      make: (github: StandIn) =>
        github.addToken('kim', TOKEN, { permissions: { issues: 'write', contents: 'read' } }),
    },
    {
      why: 'the repository is not shown to the token',
      code: 'github.pictureNowhere',
      make: (github: StandIn) => github.setAccess('acme/pictures', 'kim', null),
    },
    {
      why: 'the branch is protected',
      code: 'github.pictureRefused',
      make: (github: StandIn) => github.protectBranch('acme/pictures', 'main'),
    },
    {
      why: 'the repository is archived',
      code: 'github.archived',
      make: (github: StandIn) => github.changeRepository('acme/pictures', { isArchived: true }),
    },
    {
      why: 'GitHub finds it invalid',
      code: 'github.pictureRefused',
      make: (github: StandIn) =>
        void github.fail({ kind: 'invalid', message: 'too large' }, { method: 'PUT', count: 9 }),
    },
  ];
  it.each(refusals)('holds the draft up and says so, where $why', async ({ code, make }) => {
    const all = await scene();
    make(all.github);
    const id = await all.at.create('Hub down');
    await addPicture(all.at, id);
    const [report] = await all.at.sync();
    expect(report?.error?.code).toBe(code);
    expect((await all.at.get(id)).sync.state).toBe('blocked');
    expect(all.github.issues(REPO)).toEqual([]);
  });

  it('is no matter any more once the person takes it out of the settings', async () => {
    const all = await scene();
    all.github.protectBranch('acme/pictures', 'main');
    const id = await all.at.create('Hub down');
    await addPicture(all.at, id);
    await all.at.sync();
    await all.at.core.client.settings.set({ 'pictures.folder': '' });
    await all.at.sync();
    expect(bodyOf(all.github)).toContain('(picture to attach by hand: graph)');
  });

  it('sends no picture of a draft that may not go out', async () => {
    const all = await scene();
    const id = await all.at.create('Hub down');
    await addPicture(all.at, id);
    await all.at.write(
      id,
      'Summary',
      'The key is AKIAQYLPMN5HHHFPZAM2 with aws_secret_access_key = "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"',
    );
    const [report] = await all.at.sync();
    expect(report?.error?.code).toBe('draft.secret');
    expect(writes(all.github)).toEqual([]);
  });
});

describe('a picture where no folder was named', () => {
  it('leaves words in the issue, and no broken link', async () => {
    const all = await scene('');
    const { id, name } = await filedWithPicture(all);
    expect(bodyOf(all.github)).toContain(
      `(picture to attach by hand: graph)<!-- debrief-picture:${name} -->`,
    );
    expect(bodyOf(all.github)).not.toMatch(/!\[[^\]]*\]\(debrief-picture/);
    expect((await all.at.get(id)).pictures).toMatchObject([{ name, url: null }]);
    expect(await source(all.at, id)).toContain(`![graph](debrief-picture:${name})`);
    for (let times = 0; times < 3; times += 1) await all.at.sync();
    all.github.forgetRequests();
    await all.at.sync();
    expect(writes(all.github)).toEqual([]);
  });

  it('takes what a person attached by hand as theirs', async () => {
    const all = await scene('');
    const { id, name } = await filedWithPicture(all);
    const attached = '![image](https://github.com/user-attachments/assets/2f1b)';
    all.github.editIssue(REPO, 1, {
      body: bodyOf(all.github).replace(
        `(picture to attach by hand: graph)<!-- debrief-picture:${name} -->`,
        attached,
      ),
    });
    all.github.forgetRequests();
    await all.at.sync();
    expect(await source(all.at, id)).toContain(attached);
    expect((await all.at.get(id)).pictures).toEqual([]);
    expect(writes(all.github)).toEqual([]);
    await all.at.write(id, 'Summary', 'One more word.');
    await all.at.sync();
    expect(bodyOf(all.github)).toContain(attached);
    expect((await all.at.get(id)).sync.state).toBe('synced');
  });

  it('merges what was attached by hand with an edit of the same section here', async () => {
    const all = await scene('');
    const { id, name } = await filedWithPicture(all);
    const attached = '![image](https://github.com/user-attachments/assets/2f1b)';
    await all.at.write(id, 'Summary', 'Written here meanwhile.');
    all.github.editIssue(REPO, 1, {
      body: bodyOf(all.github).replace(
        `(picture to attach by hand: graph)<!-- debrief-picture:${name} -->`,
        attached,
      ),
    });
    await all.at.sync();
    expect((await all.at.get(id)).sync.state).toBe('synced');
    expect(bodyOf(all.github)).toContain(attached);
    expect(bodyOf(all.github)).toContain('Written here meanwhile.');
    expect(await source(all.at, id)).not.toContain('debrief-picture');
  });

  it('goes up by itself once a folder is named', async () => {
    const all = await scene('');
    const { id, name } = await filedWithPicture(all);
    await all.at.core.client.settings.set({ 'pictures.folder': FOLDER });
    expect((await all.at.get(id)).sync).toMatchObject({ owes: true });
    await all.at.sync();
    expect(bodyOf(all.github)).toContain(`${name}?raw=true`);
    expect(bodyOf(all.github)).not.toContain('by hand');
    expect(await source(all.at, id)).toContain(`![graph](debrief-picture:${name})`);
  });
});

describe('a conflict about the line of a picture', () => {
  it('keeps the picture where mine is taken', async () => {
    const all = await scene();
    const { id, name } = await filedWithPicture(all);
    const view = await all.at.get(id);
    const summary = view.sections.find((each) => each.name === 'Summary');
    await all.at.core.client.drafts.saveSection({
      id,
      section: summary?.id ?? '',
      text: `![the graph of the hub](debrief-picture:${name})`,
    });
    all.github.editIssue(REPO, 1, { body: bodyOf(all.github).replace('![graph]', '![the graph of theirs]') });
    await all.at.sync();
    expect((await all.at.get(id)).sync.state).toBe('conflict');
    await all.at.core.client.sync.resolve({ id, take: 'mine' });
    expect(await source(all.at, id)).toContain(`![the graph of the hub](debrief-picture:${name})`);
    await all.at.sync();
    expect(bodyOf(all.github)).toContain('![the graph of the hub](http');
  });
});

it('reads nothing of another’s address as a picture of ours', () => {
  const address = `https://elsewhere.example/${'a'.repeat(64)}.png?raw=true`;
  expect(fromGitHub(address, () => null)).toBe(address);
});
