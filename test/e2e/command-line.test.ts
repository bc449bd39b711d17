import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { furnish, REPO, temporaryFolder, TOKEN } from '../support/core.ts';
import { startGithub } from '../support/github/stand-in.ts';
import { debrief, debriefJson, environmentFor } from '../support/process.ts';

interface DraftJson {
  readonly id: string;
  readonly title: string;
  readonly sync: string;
  readonly issue: { readonly repo: string; readonly number: number } | null;
}

beforeAll(async () => {
  await ensureBuilt();
});

/** A report written by commands alone, as a person would during an incident and after it. */
async function writeReport(environment: Record<string, string>): Promise<string> {
  const { id } = await debriefJson<DraftJson>(
    ['new', '--title', 'Hub down', '--repo', REPO, '--tz', 'Europe/London'],
    environment,
  );
  await debriefJson(['start', id], environment);
  for (const phase of ['started', 'detected', 'responded', 'mitigated', 'resolved']) {
    await debriefJson(['log', '--phase', phase, 'It', 'was', phase], environment);
  }
  await debriefJson(['set', id, '--section', 'Summary', '--file', '-'], environment, 'Students waited.\n');
  for (const kind of ['process', 'documentation', 'technical'])
    await debriefJson(['action', id, `A ${kind} item`, '--kind', kind], environment);
  return id;
}

/** Every byte of every file below a folder. */
function allBytes(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return Buffer.concat(files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file)));
}

describe('a report written on the command line', () => {
  it('has the shape of the template, and comes back from its own export unchanged', async () => {
    using folder = temporaryFolder();
    const environment = environmentFor(folder.path);
    const id = await writeReport(environment);
    const exported = await debrief(['export', id], environment);
    expect(exported.stdout.match(/^#{1,3} .*$/gm)?.filter((line) => !/\d\d:\d\d/.test(line))).toEqual([
      '# Summary',
      '## Timeline',
      '## What went wrong',
      '## Where we got lucky',
      '## Action items',
      '### Process improvements',
      '### Documentation improvements',
      '### Technical improvements',
    ]);
    expect(exported.stdout).toContain('All times in Europe/London.');
    expect(exported.stdout).toMatch(/^### \d{4}-\d\d-\d\d \d\d:\d\d\n\n\*\*Started:\*\* It was started$/m);
    expect(exported.stdout).toContain('1. A technical item');
    const file = join(folder.path, 'report.md');
    await debrief(['export', id, '-o', file], environment);
    const back = await debriefJson<DraftJson>(['import', file], environment);
    expect((await debrief(['export', back.id], environment)).stdout).toBe(exported.stdout);
  });
});

describe('an incident in a terminal', () => {
  it('is started, logged into by a pipe and by commands, and stopped', async () => {
    using folder = temporaryFolder();
    const environment = environmentFor(folder.path);
    const { id } = await debriefJson<DraftJson>(['start', '--title', 'Hub down'], environment);
    const piped = await debrief(['log', '-', '--json'], environment, 'pod killed\r\npod started');
    const documents = piped.stdout.trimEnd().split('\n');
    expect(documents.map((line) => (JSON.parse(line) as { text: string }).text)).toEqual([
      'pod killed',
      'pod started',
    ]);
    const ran = await debrief(['run', '--output', '--', 'sh', '-c', 'cat; exit 3'], environment, 'given');
    expect(ran).toEqual({ status: 3, stdout: 'given', stderr: '' });
    await debriefJson(['phase', 'detected', '-2m', 'Alert'], environment);
    await debriefJson(['note', 'by mistake'], environment);
    expect((await debrief(['undo'], environment)).stdout).toContain('by mistake');
    expect((await debrief(['stop'], environment)).stdout).toMatch(
      /^Stopped "Debrief - Hub down" after 00:\d\d:\d\d\.$/m,
    );
    const { entries } = await debriefJson<{ entries: { text: string }[] }>(['show', id], environment);
    expect(entries.map(({ text }) => text.replace(/, \d+ m?s\)/, ', N)'))).toEqual([
      'Alert',
      'pod killed',
      'pod started',
      "`sh -c 'cat; exit 3'` (exit 3, N)\n\n```\ngiven\n```",
    ]);
  });
});

describe('filing from the command line', () => {
  it('keeps everything queued without a network, then files once, then writes nothing', async () => {
    using folder = temporaryFolder();
    const closed = await startGithub();
    const port = Number(new URL(closed.url).port);
    await closed.close();
    const environment = environmentFor(folder.path, {
      GH_TOKEN: TOKEN,
      DEBRIEF_API_URL: `http://127.0.0.1:${port}`,
    });
    const id = await writeReport(environment);
    const offline = await debrief(['sync', '--wait', '0'], environment);
    expect(offline.status).toBe(3);
    expect(await debriefJson(['status'], environment)).toMatchObject({ online: false, queued: 1 });

    await using github = furnish(await startGithub({ port }));
    const online = await debrief(['sync'], environment);
    expect(online).toMatchObject({ status: 0, stderr: '' });
    expect(github.requests.filter((each) => each.method === 'POST')).toHaveLength(1);
    const [issue] = github.issues(REPO);
    expect(issue).toMatchObject({ title: 'Debrief - Hub down', labels: ['post-mortem'] });
    expect(issue?.body).toBe(
      `${(await debrief(['export', id], environment)).stdout}\n<!-- debrief:${id} -->`,
    );

    const { writes } = github.counts;
    expect((await debrief(['sync'], environment)).status).toBe(0);
    expect(github.counts.writes).toBe(writes);
    expect(await debriefJson<DraftJson>(['show', id], environment)).toMatchObject({
      sync: 'synced',
      issue: { repo: REPO, number: 1 },
    });
    expect(github.violations).toEqual([]);
    expect(allBytes(folder.path).includes(TOKEN)).toBe(false);
  });

  it.each([
    ['the name is not found', 'https://github.invalid'],
    ['the port is one that is never opened', 'http://127.0.0.1:1'],
  ])('is offline where %s', async (_what, url) => {
    using folder = temporaryFolder();
    const environment = environmentFor(folder.path, { GH_TOKEN: TOKEN, DEBRIEF_API_URL: url });
    await debriefJson(['new', '--title', 'x', '--repo', REPO], environment);
    expect((await debrief(['sync', '--wait', '0'], environment)).status).toBe(3);
  });
});

describe('bad input on the command line', () => {
  it.each([
    ['an unknown draft', ['show', 'ffffffff'], 2],
    ['an unknown zone', ['new', '--tz', 'Mars/Olympus'], 2],
    ['a repository of no such form', ['new', '--repo', 'not a repo'], 2],
    ['a date that is none', ['log', '--at', 'yesterday', 'x'], 2],
    ['an unknown template', ['new', '--template', 'nowhere.md'], 2],
    ['an unknown file', ['import', 'nowhere.md'], 2],
    ['an unknown command', ['frobnicate'], 2],
    ['an unknown option', ['list', '--frobnicate'], 2],
    ['an unknown phase', ['log', '--phase', 'finished', 'x'], 2],
    ['a title over 256 characters', ['new', '--title', 'x'.repeat(300)], 2],
  ])('%s is one line on standard error, with exit code 2', async (_what, words, status) => {
    using folder = temporaryFolder();
    const ended = await debrief(words, environmentFor(folder.path));
    expect(ended.status).toBe(status);
    expect(ended.stdout).toBe('');
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(ended.stderr).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it('a token with a newline in it is refused, and not repeated', async () => {
    using folder = temporaryFolder();
    const ended = await debrief(['login', '--with-token'], environmentFor(folder.path), 'ghp_one\nghp_two\n');
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).not.toContain('ghp_');
  });

  it('a database that is none is left as it is', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'debrief.db');
    writeFileSync(file, 'this is a letter, and no database at all. '.repeat(100));
    const before = readFileSync(file);
    const ended = await debrief(['list'], environmentFor(folder.path));
    expect(ended.status).toBe(1);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(readFileSync(file)).toEqual(before);
  });
});
