import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';

import type { CoreClient } from '../../../app/contract.ts';
import { furnish, REPO, TOKEN } from '../../support/core.ts';
import type { StandIn } from '../../support/github/stand-in.ts';
import { startGithub } from '../../support/github/stand-in.ts';
import { picture, pictureData } from '../../support/picture.ts';
import { CommandLine } from './driver.ts';
import * as schemas from './schemas.ts';

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli[Symbol.dispose]());

async function withCore<T>(work: (client: CoreClient) => Promise<T>): Promise<T> {
  const core = await cli.openCore();
  try {
    return await work(core.client);
  } finally {
    await core.close();
  }
}

/** A draft whose summary shows a picture. Gives its id, and the picture's name. */
async function draftWithPicture(): Promise<{ readonly id: string; readonly name: string }> {
  const id = await cli.ok('new', '--title', 'Hub down', '--repo', REPO);
  return withCore(async (client) => {
    const { name, markdown } = await client.pictures.add({ id, data: pictureData(), fileName: 'graph.png' });
    const summary = (await client.drafts.get({ id })).sections.find((each) => each.name === 'Summary');
    await client.drafts.saveSection({ id, section: summary?.id ?? '', text: markdown });
    return { id, name };
  });
}

/** A GitHub with a repository for pictures, to which the terminal is signed in. */
async function signedIn(): Promise<StandIn> {
  const github = furnish(await startGithub());
  github.addRepository({ repo: 'acme/pictures', push: ['kim'] });
  cli.env['GH_TOKEN'] = TOKEN;
  cli.env['DEBRIEF_API_URL'] = github.url;
  return github;
}

async function dryRun() {
  return schemas.preview.parse(JSON.parse((await cli.run(['sync', '--dry-run', '--json'])).out));
}

test('show lists the pictures of a draft, and what is to be done with them', async () => {
  const { id, name } = await draftWithPicture();
  expect(await cli.ok('show', id)).toMatch(new RegExp(`Picture\\s+graph {2}to attach by hand: ${name}`));
  const { pictures } = await cli.json(schemas.wholeDraft, 'show', id);
  expect(pictures).toEqual([{ name, words: 'graph', here: true, url: null }]);
});

test('sync says how many pictures it put on GitHub', async () => {
  await using github = await signedIn();
  await cli.ok('config', 'pictures.folder', 'acme/pictures');
  const { id } = await draftWithPicture();
  expect(await cli.ok('sync', id)).toContain('not filed yet, 1 picture put on GitHub');
  expect(github.violations).toEqual([]);
});

test('sync --dry-run says how many pictures it would put on GitHub, each once, and puts none there', async () => {
  await using github = await signedIn();
  const { id } = await draftWithPicture();
  // Without a folder they are attached by hand.
  expect(await dryRun()).toMatchObject([{ draft: id, action: 'create', pictures: 0, writes: 1 }]);
  await cli.ok('config', 'pictures.folder', 'acme/pictures');
  await draftWithPicture();
  github.forgetRequests();
  const { code, out } = await cli.run(['sync', '--dry-run', id]);
  expect(code).toBe(3);
  expect(out).toMatch(/\n +first: 1 picture to be put on GitHub\n/);
  expect(out).toContain('costs 1 read and 2 writes');
  const both = await dryRun();
  expect(both.map(({ pictures }) => pictures).toSorted()).toEqual([0, 1]);
  expect(github.counts.writes).toBe(0);
  expect(github.files('acme/pictures').size).toBe(0);
  await cli.ok('sync');
  expect(github.files('acme/pictures').size).toBe(1);
  expect(await dryRun()).toMatchObject([{ pictures: 0 }, { pictures: 0 }]);
});

test('a report that was filed before there was a folder is sent again, as sync --dry-run says', async () => {
  await using github = await signedIn();
  const { id } = await draftWithPicture();
  await cli.ok('sync');
  await cli.ok('config', 'pictures.folder', 'acme/pictures');
  const [would, ...others] = await dryRun();
  expect(others).toEqual([]);
  expect(would).toMatchObject({
    ...{ draft: id, action: 'update', pictures: 1, writes: 2 },
    sends: { title: null, lines: { added: 1, removed: 1 } },
  });
  github.forgetRequests();
  expect(await cli.ok('sync')).toContain('1 picture put on GitHub');
  expect(github.counts.writes).toBe(would?.writes);
});

test('a folder for pictures that is none is refused in words', async () => {
  const { code, err } = await cli.run(['config', 'pictures.folder', 'acme']);
  expect(code).toBe(2);
  expect(err).toContain('OWNER/NAME:folder@branch');
});

test('a Markdown file has its pictures in a folder beside it', async () => {
  const { id, name } = await draftWithPicture();
  const file = join(cli.folder, 'report.md');
  const { code, err } = await cli.run(['export', id, '-o', file]);
  expect([code, err]).toEqual([0, '1 picture lies in report-pictures beside it.\n']);
  expect(readFileSync(file, 'utf8')).toContain(`![graph](report-pictures/${name})`);
  expect(readdirSync(join(cli.folder, 'report-pictures'))).toEqual([name]);
  expect(readFileSync(join(cli.folder, 'report-pictures', name))).toEqual(picture());
});

test('what goes to standard output has words in the place of a picture', async () => {
  const { id } = await draftWithPicture();
  expect(await cli.ok('export', id)).toContain('(picture to attach by hand: graph)');
});

test('a page has its pictures in it', async () => {
  const { id } = await draftWithPicture();
  expect(await cli.ok('export', id, '--format', 'html')).toContain(
    `<img src="data:image/png;base64,${pictureData()}" alt="graph"`,
  );
});

test('JSON takes the pictures to another machine', async () => {
  const { id, name } = await draftWithPicture();
  const json = await cli.ok('export', id, '--format', 'json');
  using other = new CommandLine();
  const { out } = await other.run(['import', '-'], { stdin: json });
  const { pictures } = await other.json(schemas.wholeDraft, 'show', out.trim());
  expect(pictures).toEqual([{ name, words: 'graph', here: true, url: null }]);
  const file = z.object({ pictures: z.array(z.object({ name: z.string(), data: z.string() })) });
  const tampered = file.loose().parse(JSON.parse(json));
  tampered.pictures[0] = { name, data: pictureData(1) };
  const { code, err } = await other.run(['import', '-'], { stdin: JSON.stringify(tampered) });
  expect(code).toBe(2);
  expect(err).toContain('is another picture');
});
