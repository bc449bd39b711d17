import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { startGithub, type StandIn } from '../../support/github/stand-in.ts';
import { CommandLine } from './driver.ts';

const TOKEN = 'ghp_thisIsTheTokenOfTheTest0123456789abcd';

let github: StandIn;
let cli: CommandLine;
let id: string;

beforeEach(async () => {
  github = await startGithub();
  github.addAccount({ login: 'mona', token: TOKEN });
  github.addAccount({ login: 'octocat' });
  github.addRepository({ repo: 'mona/ops', labels: ['post-mortem'] });
  cli = new CommandLine({ DEBRIEF_API_URL: github.url, GH_TOKEN: TOKEN });
  id = await cli.ok('new', '--title', 'Hub down', '--repo', 'mona/ops');
  await cli.ok('sync', id);
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
  cli[Symbol.dispose]();
});

describe('comments', () => {
  test('lists what was written under the issue, and takes chosen ones into the timeline once', async () => {
    const first = github.addComment('mona/ops', 1, 'Rolled back.');
    github.addComment('mona/ops', 1, 'Unrelated.');
    const listed = await cli.ok('comments', id);
    expect(listed).toMatch(new RegExp(`^${first} {4}\\S+ \\S+ {2}octocat {2}Rolled back\\.$`, 'm'));
    await cli.ok('comments', id, '--take', `${first}`);
    await cli.ok('comments', id, '--take', `${first}`, '--dismiss', 'all');
    const { out } = await cli.run(['show', id, '--json']);
    expect((JSON.parse(out) as { entries: { text: string }[] }).entries).toMatchObject([
      { text: expect.stringMatching(/^Rolled back\.\n\n— \[octocat\]/) as string },
    ]);
    expect(await cli.ok('comments', id)).toMatch(/^\d+ {2}\* .*Rolled back\.\n\d+ {2}- .*Unrelated\.$/);
  });

  test('says as JSON who wrote what, when and where, and what became of it', async () => {
    github.addComment('mona/ops', 1, 'Rolled back.');
    const { out } = await cli.run(['comments', id, '--follow', 'on', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      follows: true,
      comments: [
        { author: 'octocat', text: 'Rolled back.', state: 'new', at: expect.stringMatching(/Z$/) as string },
      ],
    });
  });

  test.each([
    ['a number that no comment has', ['--take', '7']],
    ['what is no number', ['--take', 'some']],
    ['neither on nor off', ['--follow', 'maybe']],
  ])('refuses %s, with nothing changed', async (_what, options) => {
    expect(await cli.run(['comments', id, ...options])).toMatchObject({ code: 2 });
    expect(await cli.ok('comments', id)).toBe('');
  });
});
