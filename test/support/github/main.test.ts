import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at, textAt } from './ask.ts';
import { parseJson, type Json } from './json.ts';

const TOKEN = 'ghp_for_this_test';
const ISSUES = '/repos/acme/ops/issues';

describe('a stand-in of its own', () => {
  let child: ChildProcessWithoutNullStreams;
  let url = '';

  beforeAll(async () => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    const options = ['--token', TOKEN, '--login', 'ada', '--repo', 'acme/ops', '--repo', 'acme/web'];
    child = spawn(process.execPath, [main, ...options, '--until-stdin-ends']);
    for await (const line of createInterface({ input: child.stdout })) {
      url = textAt(parseJson(line), 'url');
      break;
    }
  }, 60_000);

  afterAll(async () => {
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(0);
  });

  beforeEach(async () => {
    await send('POST', '/_control/recover', {});
    await send('DELETE', '/_control/requests');
  });

  async function send(
    method: string,
    path: string,
    body?: unknown,
    headers = {},
  ): Promise<[number, Json | undefined]> {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return [response.status, parseJson(await response.text())];
  }

  test('says where it is, and serves', async () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await send('GET', '/user')).toEqual([200, expect.objectContaining({ login: 'ada' })]);
    expect((await send('GET', '/repos/acme/web'))[0]).toBe(200);
  });

  test('shows what it holds and what it was asked', async () => {
    await send('POST', ISSUES, { title: 'x', labels: ['new'] });
    const [, issues] = await send('GET', '/_control/issues?repo=acme/ops');
    expect(issues).toMatchObject([{ title: 'x', labels: ['new'], author: 'ada' }]);
    expect(await send('GET', '/_control/requests')).toMatchObject([
      200,
      { counts: { requests: 1, writes: 1 }, requests: [{ method: 'POST', path: ISSUES, status: 201 }] },
    ]);
    expect(await send('GET', '/_control/violations')).toEqual([200, []]);
  });

  test('fails, lags and is edited as another process asks', async () => {
    const when = { pattern: '/issues$', method: 'POST', count: 'always' };
    await send('POST', '/_control/faults', { fault: { kind: 'server-error', acts: true }, when });
    expect((await send('POST', ISSUES, { title: 'once' }))[0]).toBe(502);
    expect((await send('POST', ISSUES, { title: 'twice' }))[0]).toBe(502);
    await send('POST', '/_control/recover', {});
    const [, issues] = await send('GET', ISSUES);
    const number = Number(at(issues, 0, 'number'));
    expect(at(issues, 0, 'title')).toBe('twice');
    await send('PATCH', '/_control/issues', {
      repo: 'acme/ops',
      number,
      by: 'grace',
      change: { title: 'hers' },
    });
    await send('POST', '/_control/comments', { repo: 'acme/ops', number, by: 'grace', body: 'hello' });
    expect(await send('GET', `${ISSUES}/${number}`)).toMatchObject([200, { title: 'hers', comments: 1 }]);
    await send('POST', '/_control/lag', {});
    await send('POST', '/_control/issues', { repo: 'acme/ops', title: 'late' });
    expect(at((await send('GET', ISSUES))[1], 0, 'title')).toBe('hers');
  });

  test('says what is wrong with a command', async () => {
    const [status, said] = await send('POST', '/_control/faults', { fault: { kind: 'earthquake' } });
    expect(status).toBe(400);
    expect(textAt(said, 'error')).toContain('kind');
    const [, none] = await send('GET', '/_control/issues?repo=acme/none');
    expect(textAt(none, 'error')).toContain('acme/none');
    expect((await send('GET', '/_control/nothing'))[0]).toBe(404);
  });

  test('lets no page in a browser command it', async () => {
    expect((await send('POST', '/_control/recover', {}, { origin: 'https://example.org' }))[0]).toBe(403);
  });
});

test('an option that it does not know is said in one line, with exit code 2', async () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, '--teapot']);
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  await once(child, 'close');
  expect([child.exitCode, said.join('')]).toEqual([
    2,
    expect.stringMatching(/^Unknown option '--teapot'[^\n]*\n$/),
  ]);
}, 30_000);
