import { afterEach, beforeEach, expect, test } from 'vitest';

import { startGithub, type StandIn } from '../../support/github/stand-in.ts';
import { AWS_KEY, OTHER_AWS_KEY } from '../../support/secrets.ts';
import type { Ran } from './driver.ts';
import { CommandLine } from './driver.ts';
import * as schemas from './schemas.ts';

const TOKEN = 'ghp_theTokenOfThisTest';
const MASKED = `${AWS_KEY.slice(0, 3)}…`;

let github: StandIn;
let cli: CommandLine;
let id: string;
beforeEach(async () => {
  github = await startGithub();
  github.addAccount({ login: 'mona', token: TOKEN });
  github.addRepository({ repo: 'mona/ops', push: ['mona'] });
  cli = new CommandLine({ DEBRIEF_API_URL: github.url, GH_TOKEN: TOKEN });
  id = await cli.ok('new', '--title', 'Hub down', '--repo', 'mona/ops');
  await cli.run(['set', id, '--section', 'Summary', '--file', '-'], { stdin: `The log said ${AWS_KEY}.` });
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
  cli[Symbol.dispose]();
});

const sync = (...argv: string[]): Promise<Ran> => cli.run(['sync', '--wait', '0', ...argv]);

test('a draft with a secret is held up with exit code 4, its place and both ways on', async () => {
  const ran = await sync();
  expect(ran.code).toBe(4);
  expect(ran.out).toContain(
    `Line 3 of this report under "Summary" looks like it holds an AWS key (${MASKED}).`,
  );
  expect(ran.out).toContain('debrief mask ID');
  expect(ran.out).toContain('--allow-secrets');
  expect(ran.out + ran.err).not.toContain(AWS_KEY);
  expect(github.counts.writes).toBe(0);
});

test('mask says what it masked, and sync then files it so', async () => {
  await sync();
  expect(await cli.ok('mask', id)).toBe(`line 3 under "Summary": an AWS key (${MASKED})`);
  expect((await sync()).code).toBe(0);
  expect(github.issue('mona/ops', 1).body).toContain(`The log said ${MASKED}.`);
});

test('mask answers with the draft, and does nothing where there is nothing to mask', async () => {
  expect(await cli.json(schemas.draft, 'mask', id)).toMatchObject({ id, sync: 'local' });
  expect(await cli.ok('mask', id)).toBe('');
  expect((await cli.run(['mask', id], { isTTY: true })).err).toContain(
    'Nothing in this draft looks like a secret.',
  );
});

test('sync --allow-secrets files the draft as it is, and says what it let pass', async () => {
  await cli.run(['new', '--title', 'Other', '--repo', 'mona/ops']);
  const ran = await sync(id, '--allow-secrets');
  expect(ran).toMatchObject({ code: 0, err: `Allowed: line 3 under "Summary": an AWS key (${MASKED})\n` });
  expect(ran.out + ran.err).not.toContain(AWS_KEY);
  expect(github.issue('mona/ops', 1).body).toContain(AWS_KEY);
  expect((await sync(id)).code).toBe(0);
});

test('what was allowed once is no licence for the next secret', async () => {
  await sync(id, '--allow-secrets');
  await cli.run(['set', id, '--section', 'Summary', '--file', '-'], {
    stdin: `The log said ${OTHER_AWS_KEY}.`,
  });
  expect((await sync(id)).code).toBe(4);
  expect(github.issue('mona/ops', 1).body).not.toContain(OTHER_AWS_KEY);
});

test('--allow-secrets wants to know which drafts', async () => {
  expect(await sync('--allow-secrets')).toMatchObject({ code: 2 });
  expect(github.requests).toEqual([]);
});
