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

  test('a person reads one line for each draft, with the address of its issue and why', async () => {
    const id = await cli.ok('new', '--repo', 'mona/ops');
    const { out } = await cli.run(['sync', '--wait', '0']);
    expect(out).toMatch(
      new RegExp(`^${id.slice(0, 8)}  create  https://github.com/mona/ops/issues/1  not filed yet\n$`),
    );
    expect(await cli.ok('list')).toMatch(/ synced .* mona\/ops#1 /);
  });

  test('a document has a line for each draft', async () => {
    await cli.ok('new', '--title', 'One', '--repo', 'mona/ops');
    await cli.ok('new', '--title', 'Two', '--repo', 'mona/ops');
    const { out } = await sync();
    expect(out.trimEnd().split('\n')).toHaveLength(4);
    expect(schemas.sync.parse(JSON.parse(out))).toHaveLength(2);
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

describe('sync --dry-run', () => {
  const dryRun = (...argv: string[]): Promise<Ran> => cli.run(['sync', '--dry-run', ...argv]);
  const previews = async (...argv: string[]) =>
    schemas.preview.parse(JSON.parse((await dryRun('--json', ...argv)).out));

  test('says what would be filed, at what cost, and files nothing', async () => {
    const id = await cli.ok('new', '--title', 'Hub down', '--repo', 'mona/ops');
    const { code, out, err } = await dryRun();
    expect([code, err]).toEqual([3, '']);
    const [first, ...under] = out.trimEnd().split('\n');
    expect(first).toMatch(new RegExp(`^${id.slice(0, 8)}  create  mona/ops  not filed yet$`));
    expect(under.map((line) => line.trim())).toEqual([
      expect.stringMatching(/^to GitHub: title "Debrief - Hub down"; lines \+\d+ -0; labels \+post-mortem$/),
      'costs 1 write',
    ]);
    expect(await previews()).toMatchObject([{ draft: id, action: 'create', writes: 1 }]);
    expect(github.counts.writes).toBe(0);
    expect(await cli.ok('list')).toMatch(/ local /);
  });

  test('in step is exit code 0, a conflict 4', async () => {
    expect(await dryRun('--json')).toEqual({ code: 0, out: '[]\n', err: '' });
    const id = await cli.ok('new', '--repo', 'mona/ops');
    await cli.run(['set', id, '--section', 'Summary', '--file', '-'], { stdin: 'before' });
    await sync();
    await sync();
    expect(await dryRun()).toMatchObject({ code: 0, err: '' });
    github.editIssue('mona/ops', 1, { body: github.issue('mona/ops', 1).body!.replace('before', 'theirs') });
    expect(await dryRun()).toMatchObject({ code: 3 });
    await cli.run(['set', id, '--section', 'Summary', '--file', '-'], { stdin: 'mine' });
    const ran = await dryRun();
    expect(ran.code).toBe(4);
    expect(ran.out).toMatch(
      / conflict .*\n.*changed here: lines \+1 -1\n.*changed on GitHub: lines \+1 -1\n/,
    );
  });

  test('offline it says what is known, and that GitHub could not be asked', async () => {
    await cli.ok('new', '--repo', 'mona/ops');
    const ran = await cli.run(['sync', '--dry-run', '--json'], { env: { DEBRIEF_API_URL: NOBODY } });
    expect(ran.code).toBe(3);
    expect(schemas.preview.parse(JSON.parse(ran.out))).toMatchObject([
      { action: 'create', asked: false, error: { code: 'github.offline' } },
    ]);
  });

  test('allows no secret on the way', async () => {
    const id = await cli.ok('new', '--repo', 'mona/ops');
    expect((await dryRun(id, '--allow-secrets')).code).toBe(2);
  });
});

describe('import --label', () => {
  const importAll = (...argv: string[]): Promise<Ran> =>
    cli.run(['import', 'mona/ops', '--label', 'post-mortem', ...argv]);

  beforeEach(() => {
    for (const title of ['One', 'Two']) github.addIssue('mona/ops', { title, labels: ['post-mortem'] });
  });

  test('makes a linked draft of each issue, a line each, and passes over them the next time', async () => {
    const { code, out, err } = await importAll();
    expect([code, err]).toEqual([0, '2 imported, 0 already here.\n']);
    expect(out).toMatch(
      /^imported  [\w-]{36}  https:\/\/github\.com\/mona\/ops\/issues\/2  Two\nimported  [\w-]{36}  .*\/1  One\n$/,
    );
    const again = await importAll('--json');
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(schemas.labelled.parse(JSON.parse(again.out))).toMatchObject([
      { result: 'here' },
      { result: 'here' },
    ]);
    expect((await sync()).code).toBe(0);
    expect(github.counts.writes).toBe(0);
  });

  test('takes a state and a limit, and says where none has the label', async () => {
    expect((await importAll('--limit', '1')).err).toBe('1 imported, 0 already here.\n');
    expect((await importAll('--state', 'closed')).err).toBe(
      'No issue of mona/ops has the label "post-mortem".\n',
    );
  });

  test('what is not readable is said with the reason, and is a failure', async () => {
    github.addIssue('mona/ops', { title: 'Odd', labels: ['post-mortem', 'one, two'] });
    const { code, out, err } = await importAll();
    expect([code, err]).toEqual([1, '2 imported, 0 already here, 1 not readable.\n']);
    expect(out).toMatch(/^not readable .*issues\/3 .*one, two.*\n/);
  });

  test.each([
    [['mona/ops', '--state', 'open'], 'need --label'],
    [['mona/ops', '--label', 'x', '--state', 'half'], 'There is no state'],
    [['mona/ops', '--label', 'x', '--limit', '0'], 'is not a number of drafts'],
    [['mona/ops', '--label', 'x', '--title', 'T'], 'brings its own title'],
    [['nowhere', '--label', 'x'], 'is not a repository'],
  ])('%j is refused', async (argv, why) => {
    const ran = await cli.run(['import', ...argv]);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(why);
  });

  test('an issue of a server where one is not signed in names the way to it', async () => {
    const ran = await cli.run(['import', 'https://git.example.com/acme/ops/issues/7'], {
      env: { DEBRIEF_API_URL: '', GH_TOKEN: TOKEN },
    });
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('debrief login --host git.example.com');
  });
});

describe('a draft for another server', () => {
  test('is named with its host, and waits for a sign-in there', async () => {
    const id = await cli.ok('new', '--repo', 'https://git.example.com/acme/ops');
    expect(await cli.ok('list')).toContain(' git.example.com/acme/ops ');
    const env = { DEBRIEF_API_URL: '', GH_TOKEN: TOKEN };
    const ran = await cli.run(['sync', '--json', '--wait', '0', id], { env });
    expect(ran.code).toBe(4);
    expect(reports(ran)).toMatchObject([{ error: { code: 'account.noneAt' } }]);
    expect(await cli.json(schemas.draft, 'set', id, '--repo', 'mona/ops')).toMatchObject({
      repo: 'mona/ops',
      host: null,
    });
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

  test('without a choice shows each place with its three texts, and how to choose', async () => {
    const id = await conflict();
    const ran = await cli.run(['resolve', id]);
    expect(ran.code).toBe(0);
    expect(ran.out).toBe(
      [
        'mona/ops#1 was changed in the same place as here. All else is merged already.',
        '',
        '1/1  Summary',
        '  before | before',
        '  mine   | mine',
        '  theirs | theirs',
        '',
      ].join('\n'),
    );
    expect(ran.err).toContain(`debrief resolve ${id} --take mine, theirs or both`);
    expect(await cli.ok('list')).toContain(' conflict ');
  });

  test('shows the title, a side that was taken out, and nothing that a terminal would obey', async () => {
    const id = await conflict();
    await cli.ok('resolve', id, '--take', 'mine');
    await sync();
    github.editIssue('mona/ops', 1, { title: 'Theirs \u001b[31m', body: body().replace('mine', '') });
    await cli.ok('set', id, '--title', 'Mine');
    await cli.run(['set', id, '--section', 'Summary', '--file', '-'], { stdin: 'ours' });
    await sync();
    const { out } = await cli.run(['resolve', id]);
    expect(out).toMatch(
      /^1\/2 {2}Title\n {2}before \| Debrief.*\n {2}mine {3}\| Mine\n {2}theirs \| Theirs \[31m$/m,
    );
    expect(out).toMatch(
      /^2\/2 {2}Summary\n {2}before \| mine\n {2}mine {3}\| ours\n {2}theirs \| \(taken out\)$/m,
    );
  });

  test('with --json answers with the conflict as the contract has it', async () => {
    const id = await conflict();
    const shown = await cli.json(schemas.conflict, 'resolve', id);
    expect(shown).toMatchObject({
      issue: { number: 1 },
      title: null,
      clashes: [{ path: ['Summary'], base: 'before\n', mine: 'mine\n', theirs: 'theirs\n' }],
    });
  });

  test('is taken back by --undo', async () => {
    const id = await conflict();
    await cli.ok('resolve', id, '--take', 'theirs');
    expect(await cli.ok('resolve', id, '--undo')).toBe(id);
    expect((await cli.json(schemas.conflict, 'resolve', id)).clashes).toMatchObject([{ mine: 'mine\n' }]);
    await cli.ok('resolve', id, '--take', 'mine');
    await sync();
    const late = await cli.run(['resolve', id, '--undo']);
    expect(late).toMatchObject({
      code: 0,
      err: expect.stringContaining('sent the result already') as string,
    });
    expect(body()).toContain('mine');
  });

  test.each([
    ['nothing to show', [], 'conflict.none'],
    ['nothing to take back', ['--undo'], 'conflict.unresolved'],
    ['a choice and its undoing', ['--undo', '--take', 'mine'], 'usage.invalid'],
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
