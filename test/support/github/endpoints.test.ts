import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, at, begin, START_MS, textAt } from './ask.ts';
import { isArray } from './json.ts';
import type { StandIn } from './stand-in.ts';

const OPS = '/repos/acme/ops';

describe('a stand-in for GitHub', () => {
  let github: StandIn;
  let clock: { nowMs: number };

  beforeEach(async () => {
    ({ github, clock } = await begin());
  });

  afterEach(async () => {
    expect(github.violations).toEqual([]);
    await github.close();
  });

  test('says who the token belongs to, and what a classic one may do', async () => {
    const answer = await ask(github, 'GET', '/user');
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ login: 'ada', type: 'User' });
    expect(answer.headers.get('x-oauth-scopes')).toBe('repo');
  });

  test('shows a repository with what the viewer may do there', async () => {
    const answer = await ask(github, 'GET', '/repos/ACME/Ops');
    expect(answer.json).toMatchObject({
      full_name: 'acme/ops',
      has_issues: true,
      permissions: { push: true, admin: false },
      html_url: 'https://github.com/acme/ops',
    });
  });

  test('lists the labels of a repository, GitHub’s nine where none were given', async () => {
    github.addRepository({ repo: 'acme/web', labels: ['post-mortem', { name: 'Bug', color: 'd73a4a' }] });
    const nine = await ask(github, 'GET', `${OPS}/labels`);
    const two = await ask(github, 'GET', '/repos/acme/web/labels');
    expect(nine.json).toHaveLength(9);
    expect(two.json).toMatchObject([{ name: 'post-mortem' }, { name: 'Bug', color: 'd73a4a' }]);
  });

  test('creates an issue and gives it back as it was sent', async () => {
    const sent = { title: 'Debrief - DNS', body: 'a\r\n# Summary\n\n*x*', labels: ['post-mortem'] };
    const created = await ask(github, 'POST', `${OPS}/issues`, { body: sent });
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe(`${github.url}${OPS}/issues/1`);
    expect(created.json).toMatchObject({
      ...sent,
      number: 1,
      state: 'open',
      user: { login: 'ada' },
      labels: [{ name: 'post-mortem' }],
      created_at: '2026-03-01T09:14:00Z',
      html_url: 'https://github.com/acme/ops/issues/1',
    });
    const read = await ask(github, 'GET', `${OPS}/issues/1`);
    expect(read.json).toEqual(created.json);
    expect(github.issues('acme/ops')).toMatchObject([{ ...sent, author: 'ada', createdAtMs: START_MS }]);
  });

  test('changes an issue, and dates the change', async () => {
    github.addIssue('acme/ops', { title: 'Old', body: 'old', author: 'ada' });
    clock.nowMs += 90_500;
    const change = { title: 'New', body: 'new', state: 'closed', labels: ['BUG'], assignees: ['ada'] };
    const answer = await ask(github, 'PATCH', `${OPS}/issues/1`, { body: change });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      title: 'New',
      body: 'new',
      state: 'closed',
      state_reason: 'completed',
      closed_by: { login: 'ada' },
      labels: [{ name: 'bug' }],
      assignees: [{ login: 'ada' }],
      updated_at: '2026-03-01T09:15:30Z',
      closed_at: '2026-03-01T09:15:30Z',
    });
    expect(github.issue('acme/ops', 1).revisions.map(({ title, by }) => [title, by])).toEqual([
      ['Old', 'ada'],
      ['New', 'ada'],
    ]);
  });

  test('reopens an issue', async () => {
    github.addIssue('acme/ops', { title: 'x' });
    github.editIssue('acme/ops', 1, { state: 'closed', stateReason: 'not_planned' });
    const answer = await ask(github, 'PATCH', `${OPS}/issues/1`, { body: { state: 'open' } });
    expect(answer.json).toMatchObject({ state: 'open', state_reason: 'reopened', closed_at: null });
  });

  test('leaves the date of an issue alone where nothing changes', async () => {
    github.addIssue('acme/ops', { title: 'x', body: 'y' });
    clock.nowMs += 60_000;
    const answer = await ask(github, 'PATCH', `${OPS}/issues/1`, { body: { title: 'x', body: 'y' } });
    expect(answer.json).toMatchObject({ updated_at: '2026-03-01T09:14:00Z' });
  });

  test('takes, lists, changes and deletes comments', async () => {
    github.addIssue('acme/ops', { title: 'x' });
    clock.nowMs += 10_000;
    const created = await ask(github, 'POST', `${OPS}/issues/1/comments`, { body: { body: 'one' } });
    expect(created.status).toBe(201);
    const id = Number(at(created.json, 'id'));
    const one = `${OPS}/issues/comments/${id}`;
    expect((await ask(github, 'GET', one)).json).toMatchObject({ body: 'one', user: { login: 'ada' } });
    const changed = await ask(github, 'PATCH', one, { body: { body: 'two' } });
    expect(changed.json).toMatchObject({ id, body: 'two' });
    expect((await ask(github, 'GET', `${OPS}/issues/1/comments`)).json).toMatchObject([{ id, body: 'two' }]);
    expect((await ask(github, 'GET', `${OPS}/issues/1`)).json).toMatchObject({
      comments: 1,
      updated_at: '2026-03-01T09:14:10Z',
    });
    expect((await ask(github, 'DELETE', one)).status).toBe(204);
    expect(github.issue('acme/ops', 1).comments).toEqual([]);
  });

  test('lists comments that are new since an instant', async () => {
    github.addIssue('acme/ops', { title: 'x' });
    github.addComment('acme/ops', 1, 'early');
    clock.nowMs += 60_000;
    github.addComment('acme/ops', 1, 'late', 'grace');
    const answer = await ask(github, 'GET', `${OPS}/issues/1/comments?since=2026-03-01T09:15:00Z`);
    expect(answer.json).toMatchObject([{ body: 'late', user: { login: 'grace' } }]);
    expect(answer.json).toHaveLength(1);
  });

  test('shows the issue templates of a repository, as a folder, as JSON and raw', async () => {
    const text = '---\nname: Debrief\n---\n# Summary “ü”\n'.repeat(5);
    github.addFile('acme/ops', '.github/ISSUE_TEMPLATE/debrief.md', text);
    github.addFile('acme/ops', '.github/ISSUE_TEMPLATE/forms/bug.yml', 'name: Bug');
    const folder = await ask(github, 'GET', `${OPS}/contents/.github/ISSUE_TEMPLATE`);
    expect(folder.json).toMatchObject([
      { type: 'file', name: 'debrief.md', path: '.github/ISSUE_TEMPLATE/debrief.md' },
      { type: 'dir', name: 'forms', download_url: null },
    ]);
    const file = await ask(github, 'GET', `${OPS}/contents/.github%2FISSUE_TEMPLATE%2Fdebrief.md`);
    expect(file.json).toMatchObject({ type: 'file', encoding: 'base64' });
    expect(Buffer.from(textAt(file.json, 'content'), 'base64').toString()).toBe(text);
    const raw = await ask(github, 'GET', `${OPS}/contents/.github/ISSUE_TEMPLATE/debrief.md`, {
      headers: { accept: 'application/vnd.github.raw+json' },
    });
    expect(raw.text).toBe(text);
    expect((await ask(github, 'GET', `${OPS}/contents/.github/other`)).status).toBe(404);
  });

  test('lists the repositories that one has a part in', async () => {
    github.addAccount({ login: 'acme', isOrganization: true });
    github.addRepository({ repo: 'ada/notes', isPrivate: true });
    github.addRepository({ repo: 'other/thing' });
    const names = async (query: string): Promise<unknown> => {
      const { json } = await ask(github, 'GET', `/user/repos${query}`);
      return isArray(json) ? json.map((one) => at(one, 'full_name')) : json;
    };
    expect(await names('')).toEqual(['acme/ops', 'ada/notes']);
    expect(await names('?direction=desc')).toEqual(['ada/notes', 'acme/ops']);
    expect(await names('?visibility=private')).toEqual(['ada/notes']);
    expect(await names('?affiliation=organization_member')).toEqual(['acme/ops']);
  });

  test('counts requests against the hour, but neither a look at the count nor a 304', async () => {
    await ask(github, 'GET', '/user');
    const etag = (await ask(github, 'GET', '/user')).headers.get('etag') ?? '';
    await ask(github, 'GET', '/user', { headers: { 'if-none-match': etag } });
    const answer = await ask(github, 'GET', '/rate_limit');
    expect(at(answer.json, 'resources', 'core')).toEqual({
      limit: 5000,
      used: 2,
      remaining: 4998,
      reset: START_MS / 1000 + 3600,
    });
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('4998');
  });

  test('answers those who only want to know whether it is there', async () => {
    expect((await ask(github, 'GET', '/zen', { token: null })).headers.get('content-type')).toMatch(
      /^text\/plain/,
    );
    expect((await ask(github, 'GET', '/meta', { token: null })).status).toBe(200);
    expect((await ask(github, 'GET', '/versions')).json).toEqual(['2022-11-28', '2026-03-10']);
    const head = await ask(github, 'HEAD', '/meta');
    expect([head.status, head.text]).toEqual([200, '']);
  });

  test('speaks both versions of the API, each as described', async () => {
    github.addIssue('acme/ops', { title: 'x' });
    const old = await ask(github, 'GET', `${OPS}/issues/1`, { version: '2022-11-28' });
    const latest = await ask(github, 'GET', `${OPS}/issues/1`, { version: '2026-03-10' });
    expect(old.json).toHaveProperty('assignee', null);
    expect(latest.json).not.toHaveProperty('assignee');
    for (const path of [OPS, '/user', '/user/repos', '/rate_limit', `${OPS}/issues`, `${OPS}/labels`]) {
      expect((await ask(github, 'GET', path, { version: '2026-03-10' })).status).toBe(200);
    }
    const none = await ask(github, 'GET', '/user', { version: 'v3' });
    expect([none.status, at(none.json, 'message')]).toEqual([
      400,
      expect.stringContaining('not a supported'),
    ]);
  });

  test('refuses a title or body that is too long, counting characters as GitHub does', async () => {
    const long = { title: 'x'.repeat(257), body: 'y'.repeat(65_537) };
    const refused = await ask(github, 'POST', `${OPS}/issues`, { body: long });
    expect(refused.status).toBe(422);
    expect(refused.json).toMatchObject({
      message: 'Validation Failed',
      errors: [
        { resource: 'Issue', field: 'title', code: 'custom' },
        { field: 'body', code: 'custom', message: 'body is too long (maximum is 65536 characters)' },
      ],
    });
    const body = { title: '🚒'.repeat(256), body: '🚒'.repeat(65_536) };
    expect((await ask(github, 'POST', `${OPS}/issues`, { body })).status).toBe(201);
    expect(github.issues('acme/ops')).toHaveLength(1);
    const comment = await ask(github, 'POST', `${OPS}/issues/1/comments`, { body: { body: long.body } });
    expect([comment.status, at(comment.json, 'errors', 0, 'resource')]).toEqual([422, 'IssueComment']);
  });

  test('refuses a blank title, an unknown assignee and a body that is no JSON', async () => {
    const blank = await ask(github, 'POST', `${OPS}/issues`, { body: { title: ' ' } });
    expect(at(blank.json, 'errors', 0, 'code')).toBe('missing_field');
    const stranger = await ask(github, 'POST', `${OPS}/issues`, {
      body: { title: 'x', assignees: ['nobody'] },
    });
    expect(at(stranger.json, 'errors', 0)).toMatchObject({ field: 'assignees', value: ['nobody'] });
    const headers = { authorization: 'Bearer ghp_adas_token', 'content-type': 'application/json' };
    const broken = await fetch(`${github.url}${OPS}/issues`, { method: 'POST', headers, body: '{"title":' });
    expect(broken.status).toBe(400);
    expect(github.issues('acme/ops')).toEqual([]);
  });

  test('has no conditional update', async () => {
    github.addIssue('acme/ops', { title: 'x' });
    const { headers } = await ask(github, 'GET', `${OPS}/issues/1`);
    const answer = await ask(github, 'PATCH', `${OPS}/issues/1`, {
      body: { title: 'y' },
      headers: { 'if-match': headers.get('etag') ?? '' },
    });
    expect(answer.status).toBe(400);
    expect(github.issue('acme/ops', 1).title).toBe('x');
  });
});
