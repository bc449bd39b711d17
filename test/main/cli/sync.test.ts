import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { startGithub, type StandIn } from '../../support/github/stand-in.ts';
import type { Ran } from './driver.ts';
import { CommandLine, NOBODY } from './driver.ts';
import * as schemas from './schemas.ts';

const TOKEN = 'ghp_thisIsTheTokenOfTheTest0123456789abcd';

let github: StandIn;
let cli: CommandLine;
beforeEach(async () => {
  github = await startGithub();
  github.addAccount({ login: 'mona', token: TOKEN });
  github.addRepository({ repo: 'mona/ops', labels: ['post-mortem'] });
  cli = new CommandLine({ DEBRIEF_API_URL: github.url, GH_TOKEN: TOKEN });
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
  cli[Symbol.dispose]();
});

const sync = (...argv: string[]): Promise<Ran> => cli.run(['sync', '--wait', '0', '--json', ...argv]);
const reports = (ran: Ran) => schemas.sync.parse(JSON.parse(ran.out));

describe('sync', () => {
  test('files each draft once, and then has nothing to write', async () => {
    const id = await cli.ok('new', '--title', 'Hub down', '--repo', 'mona/ops');
    const first = await sync();
    expect(first).toMatchObject({ code: 0, err: '' });
    const [report] = reports(first);
    expect(report).toMatchObject({
      draft: id,
      action: 'create',
      error: null,
      issue: { repo: 'mona/ops', number: 1 },
    });
    expect(github.issue('mona/ops', 1)).toMatchObject({
      title: 'Debrief - Hub down',
      labels: ['post-mortem'],
    });
    expect(github.counts.writes).toBe(1);
    const second = await sync();
    expect(second.code).toBe(0);
    expect(reports(second)).toMatchObject([{ draft: id, action: 'none', error: null }]);
    expect(github.counts.writes).toBe(1);
    expect(await cli.json(schemas.draft, 'set', id, '--labels', 'post-mortem')).toMatchObject({
      issue: report?.issue,
    });
  });

  test('a person reads one line for each draft', async () => {
    const id = await cli.ok('new', '--repo', 'mona/ops');
    const { out } = await cli.run(['sync', '--wait', '0']);
    expect(out).toMatch(new RegExp(`^${id.slice(0, 8)}  create  mona/ops#1  .+\n$`));
    expect(await cli.ok('list')).toMatch(/ synced .* mona\/ops#1 /);
  });

  test('only the drafts that are named go up', async () => {
    const one = await cli.ok('new', '--title', 'One', '--repo', 'mona/ops');
    await cli.ok('new', '--title', 'Two', '--repo', 'mona/ops');
    const ran = await sync(one);
    expect(ran.code).toBe(0);
    expect(github.counts.writes).toBe(1);
  });

  test('with nothing to do all is in step, and a person is told', async () => {
    expect(await sync()).toEqual({ code: 0, out: '[]\n', err: '' });
    await cli.ok('new');
    expect((await cli.run(['sync'], { isTTY: true })).err).toContain('nothing to sync');
  });

  test('offline everything stays queued, with exit code 3 and the reason', async () => {
    await cli.ok('new', '--title', 'One', '--repo', 'mona/ops');
    await cli.ok('new', '--title', 'Two', '--repo', 'mona/ops');
    const env = { DEBRIEF_API_URL: NOBODY };
    const ran = await cli.run(['sync', '--json', '--wait', '0'], { env });
    expect(ran).toMatchObject({ code: 3, err: '' });
    expect(reports(ran).map((report) => report.error?.code)).toEqual(['github.offline', 'github.offline']);
    const status = await cli.run(['status', '--json'], { env });
    expect(schemas.status.parse(JSON.parse(status.out))).toMatchObject({
      online: false,
      queued: 2,
      needsYou: 0,
    });
    expect((await sync()).code).toBe(0);
    expect(github.counts.writes).toBe(2);
  });

  test('a pause that GitHub asks for is waiting', async () => {
    await cli.ok('new', '--repo', 'mona/ops');
    github.fail({ kind: 'secondary-limit', retryAfterS: 600 });
    const ran = await sync();
    expect(ran.code).toBe(3);
    expect(reports(ran)).toMatchObject([{ error: { code: 'github.waiting' } }]);
  });

  test('what only a person can mend is exit code 4, also where others wait', async () => {
    const good = await cli.ok('new', '--title', 'Good', '--repo', 'mona/ops');
    const bad = await cli.ok('new', '--title', 'Bad', '--repo', 'mona/nowhere');
    const ran = await sync();
    expect(ran.code).toBe(4);
    const codes = Object.fromEntries(
      reports(ran).map((report) => [report.draft, report.error?.code ?? null]),
    );
    expect(codes).toEqual({ [good]: null, [bad]: 'github.notFound' });
    expect((await sync(good)).code).toBe(0);
  });

  test('a draft without a repository needs one once it is named', async () => {
    const id = await cli.ok('new');
    const ran = await sync(id);
    expect(ran.code).toBe(4);
    expect(reports(ran)).toMatchObject([{ error: { code: 'draft.noRepo' } }]);
  });

  test('nobody signed in is a thing for a person', async () => {
    using bare = new CommandLine({ DEBRIEF_API_URL: github.url });
    await bare.ok('new', '--repo', 'mona/ops');
    const ran = await bare.run(['sync', '--json', '--wait', '0']);
    expect(ran.code).toBe(4);
    expect(reports(ran)).toMatchObject([{ error: { code: 'account.none' } }]);
  });

  test('an action item gets its issue', async () => {
    const id = await cli.ok('new', '--repo', 'mona/ops');
    const ran = await cli.run(['action', id, 'Alert on errors', '--kind', 'technical', '--file-issue']);
    expect(ran).toMatchObject({ code: 0, err: 'Its issue is filed at the next sync.\n' });
    expect((await sync()).code).toBe(0);
    const { actions } = await cli.json(schemas.wholeDraft, 'show', id);
    expect(actions).toMatchObject([{ text: 'Alert on errors', issue: { repo: 'mona/ops' } }]);
  });

  test('the action items of all drafts are listed with the state of their issues, or the open ones only', async () => {
    const id = await cli.ok('new', '--title', 'Hub down', '--repo', 'mona/ops');
    github.addIssue('mona/ops', { title: 'Runbook' });
    github.editIssue('mona/ops', 1, { state: 'closed' });
    await cli.ok(
      'action',
      id,
      'Runbook [x](https://github.com/mona/ops/issues/1)',
      '--kind',
      'documentation',
    );
    await cli.run(['action', id, 'Alert on errors', '--kind', 'technical', '--file-issue']);
    await sync();
    await sync();
    const all = await cli.json(schemas.listedActions, 'list', '--actions');
    expect(all.map(({ text, state, draft }) => [text, state, draft])).toEqual([
      ['Runbook', 'closed', id],
      ['Alert on errors', 'open', id],
    ]);
    const open = await cli.json(schemas.listedActions, 'list', '--actions', '--open');
    expect(open.map(({ text }) => text)).toEqual(['Alert on errors']);
    expect(await cli.ok('list', '--actions')).toMatch(/closed +documentation +Runbook +mona\/ops#1\n/);
    expect((await cli.run(['list', '--open'])).code).toBe(2);
    expect(await cli.ok('show', id)).toContain('mona/ops#1 closed');
  });

  test('an issue that is closed shows so', async () => {
    const id = await cli.ok('new', '--title', 'Hub down', '--repo', 'mona/ops');
    await sync();
    github.editIssue('mona/ops', 1, { state: 'closed' });
    await sync();
    expect(await cli.json(schemas.wholeDraft, 'show', id)).toMatchObject({ issueState: 'closed' });
    expect(await cli.ok('list')).toContain('mona/ops#1 closed');
    expect(await cli.ok('show', id)).toMatch(/issues\/1 +closed/);
  });

  test('a draft whose issue was deleted is filed again, or kept here, where a person says so', async () => {
    const id = await cli.ok('new', '--title', 'Hub down', '--repo', 'mona/ops');
    await sync();
    expect((await cli.run(['sync', id, '--again'])).err).toContain('is where it was');
    github.deleteIssue('mona/ops', 1);
    const ran = await sync(id);
    expect(ran.code).toBe(4);
    expect(reports(ran)).toMatchObject([{ error: { code: 'github.issueGone' } }]);
    expect((await sync(id, '--again')).code).toBe(0);
    expect(github.issues('mona/ops').map((each) => each.number)).toEqual([2]);
    github.deleteIssue('mona/ops', 2);
    await sync(id);
    expect((await sync(id, '--keep-here')).code).toBe(0);
    expect(await cli.json(schemas.wholeDraft, 'show', id)).toMatchObject({ sync: 'local', issue: null });
    expect((await cli.run(['sync', '--again'])).code).toBe(2);
  });

  test('the second issue of a draft is told of, and closed where a person says so', async () => {
    const id = await cli.ok('new', '--title', 'Hub down', '--repo', 'mona/ops');
    await cli.ok('new', '--title', 'Another', '--repo', 'mona/ops');
    await sync();
    const mine = github.issues('mona/ops').find((each) => each.title.includes('Hub'));
    github.addIssue('mona/ops', { title: 'Copy', body: mine?.body ?? '', author: 'mona' });
    expect((await cli.run(['sync', '--wait', '0'])).err).toContain('two issues of this draft');
    expect((await sync(id, '--close-duplicate')).code).toBe(0);
    expect(github.issue('mona/ops', 3)).toMatchObject({ state: 'closed', comments: [{}] });
  });

  test.each([['soon'], ['-1'], ['1e9'], ['99999999']])('--wait=%s is refused', async (seconds) => {
    expect((await cli.run(['sync', `--wait=${seconds}`])).code).toBe(2);
  });
});

describe('resolve', () => {
  async function conflict(): Promise<string> {
    const id = await cli.ok('new', '--repo', 'mona/ops');
    await cli.run(['set', id, '--section', 'Summary', '--file', '-'], { stdin: 'before' });
    await sync();
    github.editIssue('mona/ops', 1, { body: github.issue('mona/ops', 1).body!.replace('before', 'theirs') });
    await cli.run(['set', id, '--section', 'Summary', '--file', '-'], { stdin: 'mine' });
    const ran = await sync();
    expect(ran.code).toBe(4);
    expect(reports(ran)).toMatchObject([{ error: { code: 'github.conflict' } }]);
    return id;
  }
  const body = (): string => github.issue('mona/ops', 1).body ?? '';

  test.each([
    ['mine', ['mine'], ['theirs']],
    ['theirs', ['theirs'], ['mine']],
    ['both', ['mine', 'theirs'], []],
  ])('takes %s', async (take, there, gone) => {
    const id = await conflict();
    expect(await cli.ok('resolve', id, '--take', take)).toBe(id);
    expect((await sync()).code).toBe(0);
    for (const word of there) expect(body()).toContain(word);
    for (const word of gone) expect(body()).not.toContain(word);
  });

  test('takes a text of its own from a file', async () => {
    const id = await conflict();
    const file = join(cli.folder, 'own.md');
    writeFileSync(file, '# Summary\n\nours\n');
    const draft = await cli.json(schemas.draft, 'resolve', id, '--take', file);
    expect(draft.sync).toBe('queued');
    expect((await sync()).code).toBe(0);
    expect(body()).toMatch(/^# Summary\n\nours\n/);
  });

  test.each([
    ['nothing to take', [], 'usage.invalid'],
    ['a file that is not there', ['--take', 'none.md'], 'file.missing'],
    ['no conflict', ['--take', 'mine'], 'conflict.none'],
  ])('%s is refused', async (_, options, code) => {
    const id = await cli.ok('new');
    const ran = await cli.run(['resolve', id, ...options, '--json']);
    expect(ran.out).toBe('');
    expect(schemas.failure.parse(JSON.parse(ran.err)).error.code).toBe(code);
  });
});

describe('import of an issue', () => {
  beforeEach(() => {
    github.addIssue('mona/ops', {
      title: 'An old outage',
      body: '# Summary\r\n\r\nIt was DNS.\r\n',
      labels: ['post-mortem'],
    });
  });

  test.each([
    'mona/ops#1',
    'https://github.com/mona/ops/issues/1',
    'https://github.com/mona/ops/issues/1#issuecomment-2',
  ])('%s', async (source) => {
    const draft = await cli.json(schemas.draft, 'import', source);
    expect(draft).toMatchObject({
      title: 'An old outage',
      repo: 'mona/ops',
      labels: ['post-mortem'],
      sync: 'synced',
      issue: { number: 1 },
    });
    expect((await cli.run(['export', draft.id])).out).toBe('# Summary\r\n\r\nIt was DNS.\r\n');
    expect((await sync()).code).toBe(0);
    expect(github.counts.writes).toBe(0);
  });

  test.each([
    ['an issue that is not there', ['mona/ops#9'], 1, 'github.notFound'],
    ['a pull request', ['https://github.com/mona/ops/pull/1'], 2, 'input.invalid'],
    ['a title for it', ['mona/ops#1', '--title', 'x'], 2, 'usage.invalid'],
  ])('%s is refused', async (_, argv, exit, code) => {
    const ran = await cli.run(['import', ...argv, '--json']);
    expect(ran).toMatchObject({ code: exit, out: '' });
    expect(schemas.failure.parse(JSON.parse(ran.err)).error.code).toBe(code);
  });
});
