import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, ask, begin } from './ask.ts';
import type { StandIn } from './stand-in.ts';

const OPS = '/repos/acme/ops';
const NEW = { title: 'x', labels: ['bug', 'not-there'] };

describe('what a token may do', () => {
  let github: StandIn;

  beforeEach(async () => {
    ({ github } = await begin());
    github.addRepository({ repo: 'acme/secret', isPrivate: true, push: ['ada'] });
  });

  afterEach(async () => {
    expect(github.violations).toEqual([]);
    await github.close();
  });

  test('a token that is unknown or revoked is a 401', async () => {
    expect((await ask(github, 'GET', '/user', { token: 'ghp_unknown' })).status).toBe(401);
    github.revokeToken('ghp_adas_token');
    const answer = await ask(github, 'GET', '/user');
    expect([answer.status, at(answer.json, 'message')]).toEqual([401, 'Bad credentials']);
  });

  test('without a token the public is readable, and no more', async () => {
    expect((await ask(github, 'GET', OPS, { token: null })).status).toBe(200);
    expect((await ask(github, 'GET', '/repos/acme/secret', { token: null })).status).toBe(404);
    expect((await ask(github, 'POST', `${OPS}/issues`, { token: null, body: NEW })).status).toBe(401);
    expect((await ask(github, 'GET', '/user', { token: null })).status).toBe(401);
  });

  test('what may not be seen is a 404, like what is not there', async () => {
    github.addAccount({ login: 'eve', token: 'ghp_eves_token' });
    const hidden = await ask(github, 'GET', '/repos/acme/secret', { token: 'ghp_eves_token' });
    const absent = await ask(github, 'GET', '/repos/acme/nothing', { token: 'ghp_eves_token' });
    expect(hidden.status).toBe(404);
    expect(hidden.json).toEqual(absent.json);
    expect((await ask(github, 'GET', '/repos/acme/secret')).status).toBe(200);
  });

  test('a classic token without the scope is a 404 that names the scope', async () => {
    github.addToken('ada', 'ghp_without_scopes', { scopes: [] });
    const answer = await ask(github, 'POST', `${OPS}/issues`, { token: 'ghp_without_scopes', body: NEW });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-accepted-oauth-scopes')).toBe('public_repo, repo');
    github.addToken('ada', 'ghp_public_only', { scopes: ['public_repo'] });
    const token = 'ghp_public_only';
    expect((await ask(github, 'POST', `${OPS}/issues`, { token, body: NEW })).status).toBe(201);
    expect((await ask(github, 'GET', '/repos/acme/secret', { token })).status).toBe(404);
  });

  test('a fine-grained token without the permission is a 403 that names the permission', async () => {
    const token = 'github_pat_read_only';
    github.addToken('ada', token, { permissions: { issues: 'read' }, repositories: ['acme/secret'] });
    const answer = await ask(github, 'POST', '/repos/acme/secret/issues', { token, body: NEW });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-accepted-github-permissions')).toBe('issues=write');
    expect(at(answer.json, 'message')).toBe('Resource not accessible by personal access token');
    expect((await ask(github, 'GET', '/repos/acme/secret/issues', { token })).status).toBe(200);
    expect((await ask(github, 'GET', '/repos/acme/secret/contents/x', { token })).status).toBe(403);
    github.addToken('ada', token, { permissions: { issues: 'write' }, repositories: ['acme/secret'] });
    expect((await ask(github, 'POST', '/repos/acme/secret/issues', { token, body: NEW })).status).toBe(201);
    expect((await ask(github, 'POST', `${OPS}/issues`, { token, body: NEW })).status).toBe(403);
  });

  test('with push access a label that is not there is created', async () => {
    const answer = await ask(github, 'POST', `${OPS}/issues`, {
      body: { ...NEW, labels: ['BUG', 'bug', 'new'] },
    });
    expect(answer.json).toMatchObject({ labels: [{ name: 'bug' }, { name: 'new' }] });
    expect(github.labels('acme/ops')).toContain('new');
  });

  test('without push access labels and assignees are dropped without a word', async () => {
    github.setAccess('acme/ops', 'ada', null);
    const created = await ask(github, 'POST', `${OPS}/issues`, { body: { ...NEW, assignees: ['ada'] } });
    expect(created.status).toBe(201);
    expect(created.json).toMatchObject({ labels: [], assignees: [] });
    const changed = await ask(github, 'PATCH', `${OPS}/issues/1`, { body: { body: 'b', labels: ['bug'] } });
    expect(changed.json).toMatchObject({ body: 'b', labels: [] });
    expect(github.labels('acme/ops')).not.toContain('not-there');
  });

  test('where GitHub refuses unknown labels it says so, and creates nothing', async () => {
    github.setAccess('acme/ops', 'ada', 'read');
    github.changeRepository('acme/ops', { refusesUnknownLabels: true });
    const answer = await ask(github, 'POST', `${OPS}/issues`, { body: NEW });
    expect([answer.status, at(answer.json, 'errors', 0)]).toEqual([
      403,
      { resource: 'Repository', field: 'label', code: 'unauthorized' },
    ]);
    expect(github.issues('acme/ops')).toEqual([]);
    const known = await ask(github, 'POST', `${OPS}/issues`, { body: { title: 'x', labels: ['bug'] } });
    expect(known.status).toBe(201);
  });

  test('an issue of another’s can be changed only with push access', async () => {
    github.addIssue('acme/ops', { title: 'x', author: 'grace' });
    const id = github.addComment('acme/ops', 1, 'mine', 'grace');
    expect((await ask(github, 'PATCH', `${OPS}/issues/1`, { body: { title: 'y' } })).status).toBe(200);
    github.setAccess('acme/ops', 'ada', 'read');
    const comment = `${OPS}/issues/comments/${id}`;
    expect((await ask(github, 'PATCH', `${OPS}/issues/1`, { body: { title: 'z' } })).status).toBe(403);
    expect((await ask(github, 'PATCH', comment, { body: { body: 'z' } })).status).toBe(403);
    expect((await ask(github, 'DELETE', comment)).status).toBe(403);
    expect(github.issue('acme/ops', 1)).toMatchObject({ title: 'y', comments: [{ body: 'mine' }] });
  });

  test('an archived repository can be read only', async () => {
    github.changeRepository('acme/ops', { isArchived: true });
    expect((await ask(github, 'POST', `${OPS}/issues`, { body: NEW })).status).toBe(403);
    expect((await ask(github, 'GET', `${OPS}/issues`)).status).toBe(200);
  });

  test('a repository without issues is a 410, and lists the pull requests that it has', async () => {
    github.addIssue('acme/ops', { title: 'x' });
    github.addPullRequest('acme/ops', { title: 'y' });
    github.changeRepository('acme/ops', { hasIssues: false });
    const answer = await ask(github, 'POST', `${OPS}/issues`, { body: NEW });
    expect([answer.status, at(answer.json, 'message')]).toEqual([410, 'Issues are disabled for this repo']);
    expect((await ask(github, 'GET', `${OPS}/issues/1`)).status).toBe(410);
    expect((await ask(github, 'GET', `${OPS}/issues`)).json).toMatchObject([{ number: 2 }]);
  });
});
