import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, at, begin, textAt } from './ask.ts';
import { isArray, type Json } from './json.ts';
import type { StandIn } from './stand-in.ts';

const ISSUES = '/repos/acme/ops/issues';

function numbers(json: Json | undefined): unknown {
  return isArray(json) ? json.map((issue) => at(issue, 'number')) : json;
}

describe('reading from the stand-in', () => {
  let github: StandIn;
  let clock: { nowMs: number };

  beforeEach(async () => {
    ({ github, clock } = await begin());
  });

  afterEach(async () => {
    expect(github.violations).toEqual([]);
    await github.close();
  });

  const list = async (query = ''): Promise<unknown> =>
    numbers((await ask(github, 'GET', ISSUES + query)).json);

  test('lists open issues, the newest first, with pull requests among them', async () => {
    github.addIssue('acme/ops', { title: 'one' });
    github.addPullRequest('acme/ops', { title: 'two' });
    github.addIssue('acme/ops', { title: 'three' });
    github.editIssue('acme/ops', 3, { state: 'closed' });
    const { json } = await ask(github, 'GET', ISSUES);
    expect(numbers(json)).toEqual([2, 1]);
    expect(textAt(json, 0, 'pull_request', 'html_url')).toBe('https://github.com/acme/ops/pull/2');
    expect(at(json, 1, 'pull_request')).toBeUndefined();
    expect(await list('?state=closed')).toEqual([3]);
    expect(await list('?state=all&direction=asc')).toEqual([1, 2, 3]);
  });

  test('filters by creator, labels and the instant of the last change', async () => {
    github.addIssue('acme/ops', { title: 'one', author: 'ada', labels: ['bug', 'post-mortem'] });
    github.addIssue('acme/ops', { title: 'two', author: 'grace', labels: ['bug'] });
    clock.nowMs += 60_000;
    github.addIssue('acme/ops', { title: 'three', author: 'Ada' });
    github.editIssue('acme/ops', 2, { body: 'x' });
    expect(await list('?creator=ADA')).toEqual([3, 1]);
    expect(await list('?labels=Bug,post-mortem')).toEqual([1]);
    expect(await list('?since=2026-03-01T09:15:00Z')).toEqual([3, 2]);
    expect(await list('?since=2026-03-01T09:15:01Z')).toEqual([]);
    expect(await list('?sort=updated&direction=asc')).toEqual([1, 2, 3]);
  });

  test('leads through the pages, by the repository’s id as GitHub does', async () => {
    for (let made = 0; made < 5; made += 1) github.addIssue('acme/ops', { title: 'x' });
    const first = await ask(github, 'GET', `${ISSUES}?per_page=2&state=all`);
    expect(numbers(first.json)).toEqual([5, 4]);
    const links = first.headers.get('link') ?? '';
    expect(links).toMatch(/\/repositories\/\d+\/issues\?per_page=2&state=all&page=2>; rel="next"/);
    expect(links).toMatch(/page=3>; rel="last"/);
    const next = /<([^>]+)>; rel="next"/.exec(links)?.[1] ?? '';
    const second = await ask(github, 'GET', next);
    expect(numbers(second.json)).toEqual([3, 2]);
    expect(second.headers.get('link')).toMatch(/rel="prev".*rel="next".*rel="last".*rel="first"/);
    expect(await list('?per_page=2&page=3')).toEqual([1]);
    expect(await list('?per_page=2&page=4')).toEqual([]);
    expect((await ask(github, 'GET', ISSUES)).headers.get('link')).toBeNull();
  });

  test('has an ETag on every read that is as good as new until something changes', async () => {
    github.addIssue('acme/ops', { title: 'x' });
    const paths = [
      '/user',
      '/repos/acme/ops',
      '/repos/acme/ops/labels',
      ISSUES,
      `${ISSUES}/1`,
      '/user/repos',
      '/zen',
    ];
    for (const path of paths) {
      const etag = (await ask(github, 'GET', path)).headers.get('etag') ?? '';
      expect(etag).toMatch(/^W\/"[0-9a-f]+"$/);
      const again = await ask(github, 'GET', path, {
        headers: { 'if-none-match': `"other", ${etag.slice(2)}` },
      });
      expect([path, again.status, again.text]).toEqual([path, 304, '']);
    }
    const etag = (await ask(github, 'GET', `${ISSUES}/1`)).headers.get('etag') ?? '';
    github.editIssue('acme/ops', 1, { body: 'changed' });
    const changed = await ask(github, 'GET', `${ISSUES}/1`, { headers: { 'if-none-match': etag } });
    expect([changed.status, at(changed.json, 'body')]).toEqual([200, 'changed']);
  });

  test('spends none of the hour on a 304', async () => {
    const { headers } = await ask(github, 'GET', ISSUES);
    const etag = headers.get('etag') ?? '';
    const cached = await ask(github, 'GET', ISSUES, { headers: { 'if-none-match': etag } });
    expect(cached.headers.get('x-ratelimit-used')).toBe('1');
    expect(github.counts).toEqual({ requests: 2, reads: 2, conditionalReads: 1, notModified: 1, writes: 0 });
  });

  test('leaves a new issue out of lists for as long as they lag, and shows it by itself', async () => {
    github.lagLists(3000);
    await ask(github, 'POST', ISSUES, { body: { title: 'x' } });
    expect(await list('?state=all')).toEqual([]);
    expect((await ask(github, 'GET', `${ISSUES}/1`)).status).toBe(200);
    clock.nowMs += 2999;
    expect(await list()).toEqual([]);
    clock.nowMs += 1;
    expect(await list()).toEqual([1]);
  });

  test('lets lists lag until told', async () => {
    github.lagLists();
    github.addIssue('acme/ops', { title: 'x' });
    clock.nowMs += 3_600_000;
    expect(await list()).toEqual([]);
    github.catchUpLists();
    github.addIssue('acme/ops', { title: 'y' });
    expect(await list()).toEqual([2, 1]);
  });

  test('redirects from the old name of a repository, a read with 301, a write with 307', async () => {
    github.addIssue('acme/ops', { title: 'x' });
    github.renameRepository('acme/ops', 'umbrella/sre');
    const plain = await ask(github, 'GET', `${ISSUES}/1`, { redirect: 'manual' });
    expect(plain.status).toBe(301);
    expect(plain.headers.get('location')).toMatch(/\/repositories\/\d+\/issues\/1$/);
    expect((await ask(github, 'GET', `${ISSUES}/1`)).json).toMatchObject({
      html_url: 'https://github.com/umbrella/sre/issues/1',
    });
    const write = await ask(github, 'POST', ISSUES, { body: { title: 'y' }, redirect: 'manual' });
    expect(write.status).toBe(307);
    expect((await ask(github, 'POST', ISSUES, { body: { title: 'y' } })).status).toBe(201);
    expect(github.issues('umbrella/sre').map((issue) => issue.title)).toEqual(['x', 'y']);
  });

  test('redirects from a transferred issue, but not those who may not see where it went', async () => {
    github.addRepository({ repo: 'acme/secret', isPrivate: true, labels: ['bug'] });
    github.addRepository({ repo: 'acme/web', labels: ['bug'] });
    github.addIssue('acme/ops', { title: 'seen', labels: ['bug', 'post-mortem'] });
    github.addComment('acme/ops', 1, 'still here');
    github.addIssue('acme/ops', { title: 'hidden' });
    github.transferIssue('acme/ops', 1, 'acme/web');
    github.transferIssue('acme/ops', 2, 'acme/secret');
    expect((await ask(github, 'GET', `${ISSUES}/1`, { redirect: 'manual' })).status).toBe(301);
    expect((await ask(github, 'GET', `${ISSUES}/1`)).json).toMatchObject({
      title: 'seen',
      comments: 1,
      labels: [{ name: 'bug' }],
      url: `${github.url}/repos/acme/web/issues/1`,
    });
    expect((await ask(github, 'GET', `${ISSUES}/1/comments`)).json).toMatchObject([{ body: 'still here' }]);
    expect((await ask(github, 'GET', `${ISSUES}/2`)).status).toBe(404);
  });

  test('says that a deleted issue is gone, and gives its number to no other', async () => {
    github.addIssue('acme/ops', { title: 'x' });
    github.deleteIssue('acme/ops', 1);
    const gone = await ask(github, 'GET', `${ISSUES}/1`);
    expect([gone.status, at(gone.json, 'message')]).toEqual([410, 'This issue was deleted']);
    expect((await ask(github, 'PATCH', `${ISSUES}/1`, { body: { title: 'y' } })).status).toBe(410);
    expect(github.addIssue('acme/ops', { title: 'z' }).number).toBe(2);
    expect((await ask(github, 'GET', `${ISSUES}/3`)).status).toBe(404);
  });
});
