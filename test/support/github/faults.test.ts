import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, ask, begin, START_MS, type Answered, type Asking } from './ask.ts';
import type { Fault, When } from './faults.ts';
import type { StandIn } from './stand-in.ts';

const OPS = '/repos/acme/ops';
const NEW = { body: { title: 'x', body: 'y'.repeat(1000) } };
const CREATE: When = { method: 'POST', template: '/repos/{owner}/{repo}/issues' };

/** What a client sees of a broken connection or answer: `fetch` and reading the body fail alike. */
async function failure(asking: Promise<Answered>): Promise<unknown> {
  return asking.then(
    (answer) => answer.status,
    (error: unknown) => (error instanceof TypeError ? error.message : error),
  );
}

describe.each(['over a socket', 'in process'])('faults %s', (transport) => {
  let github: StandIn;
  let clock: { nowMs: number };

  beforeEach(async () => {
    ({ github, clock } = await begin({ listens: transport === 'over a socket' }));
  });

  afterEach(async () => {
    expect(github.violations).toEqual([]);
    await github.close();
  });

  const send = (method: string, path: string, asking: Asking = {}): Promise<Answered> =>
    ask(github, method, path, { ...asking, ...(transport === 'in process' && { fetch: github.fetch }) });
  const create = (): Promise<Answered> => send('POST', `${OPS}/issues`, NEW);
  const created = (): number => github.issues('acme/ops').length;

  test('a dropped connection leaves nothing done', async () => {
    github.fail({ kind: 'drop' }, CREATE);
    expect(await failure(create())).toBe('fetch failed');
    expect(created()).toBe(0);
    expect(await failure(create())).toBe(201);
  });

  test('a lost answer leaves it done', async () => {
    github.fail({ kind: 'lose-answer' }, CREATE);
    expect(await failure(create())).toBe('fetch failed');
    expect(created()).toBe(1);
  });

  test('a cut answer breaks while it is read, and leaves it done', async () => {
    github.fail({ kind: 'cut-answer' }, CREATE);
    expect(await failure(create())).toBe('terminated');
    expect(created()).toBe(1);
  });

  test('an answer cut cleanly looks whole and is no JSON', async () => {
    github.fail({ kind: 'cut-answer', clean: true }, CREATE);
    const answer = await create();
    expect([answer.status, answer.json, answer.text.startsWith('{"id"')]).toEqual([201, undefined, true]);
    expect(created()).toBe(1);
  });

  test('an empty answer has the right status and nothing in it', async () => {
    github.fail({ kind: 'empty-answer' }, CREATE);
    const answer = await create();
    expect([answer.status, answer.text, created()]).toEqual([201, '', 1]);
  });

  test('a hang lasts until it is released, and then all goes as usual', async () => {
    const hang = github.fail({ kind: 'hang' }, CREATE);
    const asking = create();
    await hang.met;
    expect(created()).toBe(0);
    hang.release();
    expect((await asking).status).toBe(201);
    expect(created()).toBe(1);
  });

  test('a hang can come after it is done', async () => {
    const hang = github.fail({ kind: 'hang', acts: true }, CREATE);
    const asking = create();
    await hang.met;
    expect(created()).toBe(1);
    hang.release();
    expect((await asking).status).toBe(201);
  });

  test('a client can give up on a hang', async () => {
    const hang = github.fail({ kind: 'hang' }, { path: '/user' });
    const giveUp = new AbortController();
    const asking = failure(send('GET', '/user', { signal: giveUp.signal }));
    await hang.met;
    giveUp.abort(new TypeError('had enough'));
    expect(await asking).toBe('had enough');
  });

  test('closing breaks what hangs', async () => {
    const hang = github.fail({ kind: 'hang' }, CREATE);
    const asking = failure(create());
    await hang.met;
    await github.close();
    expect(await asking).toBe('fetch failed');
    expect(created()).toBe(0);
  });

  test.each<[Fault, number, string]>([
    [{ kind: 'bad-credentials' }, 401, 'Bad credentials'],
    [{ kind: 'missing-permission' }, 403, 'Resource not accessible by personal access token'],
    [{ kind: 'saml' }, 403, 'Resource protected by organization SAML enforcement.'],
    [{ kind: 'labels-refused' }, 403, 'You do not have permission to create labels'],
    [{ kind: 'primary-limit' }, 403, 'API rate limit exceeded'],
    [{ kind: 'primary-limit', status: 429 }, 429, 'API rate limit exceeded'],
    [{ kind: 'secondary-limit', retryAfterS: 60 }, 403, 'You have exceeded a secondary rate limit'],
    [{ kind: 'secondary-limit', status: 429 }, 429, 'You have exceeded a secondary rate limit'],
    [{ kind: 'not-found' }, 404, 'Not Found'],
    [{ kind: 'conflict' }, 409, 'Conflict'],
    [{ kind: 'issues-disabled' }, 410, 'Issues are disabled for this repo'],
    [{ kind: 'issue-deleted' }, 410, 'This issue was deleted'],
    [{ kind: 'invalid', field: 'title', code: 'custom', message: 'no' }, 422, 'Validation Failed'],
    [{ kind: 'spam' }, 422, 'Validation Failed'],
    [{ kind: 'legal' }, 451, 'Repository access blocked'],
  ])('%j is GitHub’s %d', async (fault, status, message) => {
    github.fail(fault, CREATE);
    const answer = await create();
    expect([answer.status, at(answer.json, 'message')]).toEqual([status, expect.stringContaining(message)]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(created()).toBe(0);
    expect(github.requests[0]).toMatchObject({ status, fault: fault.kind });
    expect(await failure(create())).toBe(201);
  });

  test.each([500, 502, 503, 504] as const)('a %d is HTML, and may come after it is done', async (status) => {
    github.fail({ kind: 'server-error', status, acts: true, retryAfterS: 30 }, CREATE);
    const answer = await create();
    expect([answer.status, answer.json, answer.headers.get('retry-after')]).toEqual([
      status,
      undefined,
      '30',
    ]);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(created()).toBe(1);
  });

  test('a hotel’s sign-in page is a 200 that is not GitHub’s', async () => {
    github.fail({ kind: 'portal' }, { path: '/user' });
    const answer = await send('GET', '/user');
    expect([answer.status, answer.headers.get('server')]).toEqual([200, 'guest-gateway']);
    expect(answer.text).toContain('<form');
    expect(answer.headers.get('x-github-request-id')).toBeNull();
  });

  test('a primary limit says when it ends, a secondary one how long to wait, or nothing', async () => {
    github.fail({ kind: 'primary-limit', resetInMs: 90_000 });
    const primary = (await send('GET', '/user')).headers;
    expect(primary.get('x-ratelimit-remaining')).toBe('0');
    expect(Number(primary.get('x-ratelimit-reset'))).toBe(START_MS / 1000 + 90);
    github.fail({ kind: 'secondary-limit', retryAfterS: 7 });
    expect((await send('GET', '/user')).headers.get('retry-after')).toBe('7');
    github.fail({ kind: 'secondary-limit' });
    const silent = (await send('GET', '/user')).headers;
    expect([silent.get('retry-after'), silent.get('x-ratelimit-remaining')]).toEqual([null, '5000']);
  });

  test('a missing permission and SAML say what to do in their headers', async () => {
    github.fail({ kind: 'missing-permission', permission: 'issues=write; pull_requests=write' });
    const permission = await send('GET', `${OPS}/issues`);
    expect(permission.headers.get('x-accepted-github-permissions')).toBe('issues=write; pull_requests=write');
    github.fail({ kind: 'saml' });
    const saml = await send('GET', `${OPS}/issues`);
    expect(saml.headers.get('x-github-sso')).toMatch(/^required; url=https:\/\/github\.com\/orgs\/acme\/sso/);
  });

  test.each([301, 302, 307, 308] as const)('a %d leads to the same thing by its id', async (status) => {
    github.addIssue('acme/ops', { title: 'x' });
    github.fail({ kind: 'moved', status }, { path: `${OPS}/issues/1` });
    const answer = await send('GET', `${OPS}/issues/1`, { redirect: 'manual' });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('location')).toMatch(/\/repositories\/\d+\/issues\/1$/);
    github.fail({ kind: 'moved', status }, { path: `${OPS}/issues/1` });
    expect((await send('GET', `${OPS}/issues/1`)).json).toMatchObject({ title: 'x' });
    expect(github.requests.map((request) => request.status)).toEqual([status, status, 200]);
  });

  test('a write keeps its method and body across 307 and 308, and turns into a read across 301', async () => {
    for (const status of [307, 308] as const) {
      github.fail({ kind: 'moved', status }, CREATE);
      expect((await create()).status).toBe(201);
    }
    expect(created()).toBe(2);
    github.fail({ kind: 'moved', status: 301 }, CREATE);
    expect((await create()).status).toBe(200);
    expect(created()).toBe(2);
  });

  test('a clock that is off shows in the date of one answer, or of all that GitHub dates', async () => {
    github.fail({ kind: 'clock', aheadMs: 3_600_000 });
    const off = await send('GET', '/user');
    expect(off.headers.get('date')).toBe('Sun, 01 Mar 2026 10:14:00 GMT');
    expect((await send('GET', '/user')).headers.get('date')).toBe('Sun, 01 Mar 2026 09:14:00 GMT');
    github.skewClock(-3_600_000);
    const answer = await create();
    expect(answer.headers.get('date')).toBe('Sun, 01 Mar 2026 08:14:00 GMT');
    expect(at(answer.json, 'created_at')).toBe('2026-03-01T08:14:00Z');
    expect(github.requests.at(-1)?.atMs).toBe(START_MS);
  });

  test('meets the requests that it is set for, so many times, and no others', async () => {
    const set = github.fail({ kind: 'not-found' }, { path: /\/issues$/, method: 'get', after: 1, count: 2 });
    const statuses: number[] = [];
    for (let asked = 0; asked < 4; asked += 1) {
      statuses.push((await send('GET', `${OPS}/issues`)).status, (await send('GET', OPS)).status);
    }
    expect(statuses).toEqual([200, 200, 404, 200, 404, 200, 200, 200]);
    expect(set.hits).toBe(2);
  });

  test('goes on until it is cancelled where it has no end', async () => {
    const set = github.fail({ kind: 'conflict' }, { path: (path) => path === '/user', count: Infinity });
    for (let asked = 0; asked < 3; asked += 1) expect((await send('GET', '/user')).status).toBe(409);
    set.cancel();
    expect((await send('GET', '/user')).status).toBe(200);
  });

  test('recovers from everything at once', async () => {
    github.fail({ kind: 'server-error' }, { count: Infinity });
    github.lagLists();
    github.skewClock(1000);
    github.addIssue('acme/ops', { title: 'x' });
    github.recover();
    const answer = await send('GET', `${OPS}/issues`);
    expect([answer.status, at(answer.json, 0, 'title')]).toEqual([200, 'x']);
    expect(answer.headers.get('date')).toBe(new Date(START_MS).toUTCString());
  });

  test('refuses what an hour or a minute has room for no more, until they are over', async () => {
    await github.close();
    ({ github, clock } = await begin({
      listens: transport === 'over a socket',
      requestsPerHour: 4,
      contentLimits: { perMinute: 2, perHour: 3 },
    }));
    expect([(await create()).status, (await create()).status]).toEqual([201, 201]);
    const tooQuick = await create();
    expect([tooQuick.status, tooQuick.headers.get('retry-after')]).toEqual([403, '60']);
    clock.nowMs += 60_000;
    expect((await create()).status).toBe(201);
    const spent = await create();
    expect([spent.status, spent.headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
    expect(Number(spent.headers.get('x-ratelimit-reset'))).toBe(START_MS / 1000 + 3600);
    clock.nowMs += 3_600_000;
    expect((await create()).status).toBe(201);
    expect(created()).toBe(4);
  });
});
