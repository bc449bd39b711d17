import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { CommandLine } from './driver.ts';
import * as schemas from './schemas.ts';

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli[Symbol.dispose]());

const drafts = z.array(schemas.draft);

describe('new', () => {
  test('makes a draft from the built-in template and prints its whole id, nothing else', async () => {
    const id = await cli.ok('new', '--title', 'Hub down');
    expect(z.uuid().parse(id)).toBe(id);
    const draft = await cli.json(schemas.wholeDraft, 'show', id);
    expect(draft).toMatchObject({
      title: 'Debrief - Hub down',
      labels: ['post-mortem'],
      zone: 'Europe/London',
      sync: 'local',
      issue: null,
    });
    expect(draft.sections.map((section) => section.name)).toContain('Summary');
  });

  test('takes repository, zone and labels, and answers with the draft', async () => {
    const draft = await cli.json(
      schemas.draft,
      'new',
      '--repo',
      'acme/ops',
      '--tz',
      'america/new_york',
      '--labels',
      'a, b',
      '--labels',
      'c',
    );
    expect(draft).toMatchObject({
      repo: 'acme/ops',
      zone: 'America/New_York',
      labels: ['post-mortem', 'a', 'b', 'c'],
    });
  });

  test("takes a template's file, title pattern and all", async () => {
    const file = join(cli.folder, 'small.md');
    writeFileSync(
      file,
      '---\nname: Small\nabout: x\ntitle: "PM: "\nlabels: outage\n---\n\n# What\n\n# Why\n',
    );
    const id = await cli.ok('new', '--template', file);
    const draft = await cli.json(schemas.wholeDraft, 'show', id);
    expect(draft.labels).toEqual(['outage']);
    expect(draft.sections.map((section) => section.name).filter(Boolean)).toEqual(['What', 'Why']);
  });
});

describe('list and search', () => {
  test('drafts stand under each other with state, title, place and time, newest first', async () => {
    const one = await cli.ok('new', '--title', 'One', '--repo', 'acme/ops');
    cli.nowMs += 90_000_000;
    const two = await cli.ok('new', '--title', 'Another thing');
    const rows = (await cli.ok('list')).split('\n').map((row) => row.split(/(?<=^\S+)  /));
    expect(rows.map(([, facts]) => facts)).toEqual([
      'local  Debrief - Another thing            2026-03-02 10:14',
      'local  Debrief - One            acme/ops  2026-03-01 09:14',
    ]);
    expect(two.startsWith(rows[0]![0]!) && one.startsWith(rows[1]![0]!)).toBe(true);
    expect((await cli.json(drafts, 'list')).map(({ id }) => id)).toEqual([two, one]);
  });

  test('the beginnings of ids that are listed find their draft, however close the ids are', async () => {
    for (const title of ['a', 'b', 'c', 'd']) await cli.ok('new', '--title', title);
    const rows = (await cli.ok('list')).split('\n');
    for (const row of rows) {
      const [short = '', , , , title = ''] = row.split(/\s+/);
      expect((await cli.json(schemas.wholeDraft, 'show', short)).title).toBe(`Debrief - ${title}`);
    }
    expect(rows).toHaveLength(4);
  });

  test('words find the drafts that have them all, with the passage', async () => {
    const id = await cli.ok('new', '--title', 'Registry full');
    await cli.ok('new', '--title', 'Something else');
    await cli.ok('log', '--draft', id, 'the cache was evicted twice');
    const out = await cli.ok('search', 'evicted', 'cache');
    expect(out.split('\n')[0]).toContain('Registry full');
    expect(out.split('\n')[1]).toMatch(/^ {4}.*cache was evicted/);
    expect((await cli.json(drafts, 'search', 'evicted')).map((draft) => draft.id)).toEqual([id]);
    expect(await cli.json(drafts, 'search', 'nowhere')).toEqual([]);
  });

  test('nothing is nothing to a script, and says what to do first to a person', async () => {
    expect(await cli.run(['list'])).toEqual({ code: 0, out: '', err: '' });
    expect((await cli.run(['list'], { isTTY: true })).err).toContain('debrief new');
    expect(await cli.json(drafts, 'list')).toEqual([]);
  });

  test('there is colour on a terminal only, and not where it is not wanted', async () => {
    await cli.ok('new');
    expect((await cli.run(['list'], { isTTY: true })).out).toContain('\u001b[');
    expect((await cli.run(['list'], { isTTY: true, env: { NO_COLOR: '1' } })).out).not.toContain('\u001b');
    expect((await cli.run(['list'])).out).not.toContain('\u001b');
  });
});

describe('show', () => {
  test('a whole draft is readable', async () => {
    const id = await cli.ok('start', '--title', 'Hub down', '--repo', 'acme/ops');
    await cli.ok(
      'log',
      '--at',
      '2026-03-01T09:20:00Z',
      '--phase',
      'detected',
      'Alert fires\n\nand a second line',
    );
    await cli.ok('log', '--at', '2026-03-02T00:01:00Z', 'next day');
    const { out } = await cli.run(['show', id]);
    expect(out).toMatch(/^Debrief - Hub down\n\nId {10}/);
    expect(out).toContain('Repository  acme/ops\n');
    expect(out).toContain('Ended       still running\n');
    expect(out).toMatch(
      /2026-03-01 {2}09:20 {2}detected {2}Alert fires\n\n {29}and a second line\n2026-03-02 {2}00:01 {12}next day\n/,
    );
  });

  test('the document has every part', async () => {
    const id = await cli.ok('new', '--title', 'Hub down');
    await cli.ok('log', 'one');
    await cli.ok('action', id, 'Alert on errors', '--kind', 'technical', '--repo', 'acme/hub');
    const draft = await cli.json(schemas.wholeDraft, 'show', id.slice(0, 20));
    expect(draft.entries).toMatchObject([{ draft: id, text: 'one', phase: null }]);
    expect(draft.actions).toMatchObject([
      { text: 'Alert on errors', kind: 'technical', repo: 'acme/hub', issue: null },
    ]);
  });
});

describe('set', () => {
  test('changes what is given and leaves the rest', async () => {
    const id = await cli.ok('new', '--title', 'Hub down', '--repo', 'acme/ops');
    expect(await cli.ok('set', id, '--title', 'Debrief - Hub was down', '--tz', 'UTC')).toBe(id);
    const draft = await cli.json(schemas.draft, 'set', id, '--labels', 'outage,hub');
    expect(draft).toMatchObject({
      title: 'Debrief - Hub was down',
      zone: 'UTC',
      labels: ['outage', 'hub'],
      repo: 'acme/ops',
    });
    expect(await cli.json(schemas.draft, 'set', id, '--repo', '')).toMatchObject({ repo: null });
  });

  test('writes a section from a file and from standard input, found by the beginning of its name', async () => {
    const id = await cli.ok('new');
    const file = join(cli.folder, 'summary.md');
    writeFileSync(file, '\uFEFFStudents could not start servers.\n');
    await cli.ok('set', id, '--section', 'Summary', '--file', file);
    const piped = await cli.run(['set', id, '--section', 'where we got', '--file', '-'], {
      stdin: 'It was a Sunday.\n',
    });
    expect(piped).toEqual({ code: 0, out: `${id}\n`, err: '' });
    const { sections } = await cli.json(schemas.wholeDraft, 'show', id);
    const text = (name: string): string | undefined =>
      sections.find((section) => section.name === name)?.text;
    expect(text('Summary')).toBe('Students could not start servers.');
    expect(text('Where we got lucky')).toBe('It was a Sunday.');
  });

  test.each([
    [
      'a section that is not there',
      ['--title', 'New', '--section', 'Nope', '--file', '-'],
      'section.unknown',
    ],
    [
      'a beginning that two sections have',
      ['--title', 'New', '--section', 'wh', '--file', '-'],
      'section.ambiguous',
    ],
    ['an empty name', ['--title', 'New', '--section', '', '--file', '-'], 'section.unknown'],
    ['a section without a text', ['--title', 'New', '--section', 'Summary'], 'usage.invalid'],
    ['a text without a section', ['--title', 'New', '--file', '-'], 'usage.invalid'],
    ['a bad zone', ['--title', 'New', '--tz', 'Mars/Olympus'], 'zone.unknown'],
    ['nothing at all', [], 'usage.invalid'],
  ])('%s changes nothing', async (_, options, code) => {
    const id = await cli.ok('new', '--title', 'Old');
    const ran = await cli.run(['set', id, ...options, '--json'], { stdin: 'text' });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(schemas.failure.parse(JSON.parse(ran.err)).error.code).toBe(code);
    expect((await cli.json(schemas.wholeDraft, 'show', id)).title).toBe('Debrief - Old');
  });
});

describe('action', () => {
  test('adds an item to the list of its kind, and prints its id', async () => {
    const id = await cli.ok('new');
    const item = await cli.ok('action', id, 'Write', 'a', 'runbook', '--kind', 'Documentation');
    const second = await cli.json(schemas.action, 'action', id, 'Alert', '--kind', 'technical');
    const { actions } = await cli.json(schemas.wholeDraft, 'show', id);
    expect(actions.map((each) => [each.id, each.text, each.kind])).toEqual([
      [item, 'Write a runbook', 'documentation'],
      [second.id, 'Alert', 'technical'],
    ]);
    expect(await cli.ok('export', id)).toContain('### Documentation improvements\n\n1. Write a runbook\n');
  });

  test('an issue for it needs a repository, and without one nothing is added', async () => {
    const id = await cli.ok('new');
    const ran = await cli.run(['action', id, 'Alert', '--kind', 'technical', '--file-issue']);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect((await cli.json(schemas.wholeDraft, 'show', id)).actions).toEqual([]);
  });
});

describe('export and import', () => {
  const report =
    '\uFEFF# Outage\r\n\r\n*  odd   spacing*\r\n\r\n## Timeline\r\n\r\nAll times in UTC.\r\n\r\n### 2026-03-01 09:14\r\n\r\nNo line end';

  test('a file comes back byte for byte, on standard output and in a file', async () => {
    const file = join(cli.folder, 'report.md');
    writeFileSync(file, report);
    const id = await cli.ok('import', file);
    expect((await cli.run(['export', id])).out).toBe(report);
    const out = join(cli.folder, 'out.md');
    expect(await cli.run(['export', id, '-o', out])).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(out, 'utf8')).toBe(report);
  });

  test('so does standard input, with title, zone, repository and labels', async () => {
    const ran = await cli.run(
      ['import', '-', '--title', 'T', '--tz', 'UTC', '--repo', 'acme/ops', '--labels', 'x', '--json'],
      { stdin: report },
    );
    const draft = schemas.draft.parse(JSON.parse(ran.out));
    expect(draft).toMatchObject({ title: 'T', zone: 'UTC', repo: 'acme/ops', labels: ['x'] });
    expect((await cli.run(['export', draft.id])).out).toBe(report);
  });

  test('a JSON export holds all that import needs, piped or in a file', async () => {
    const id = await cli.ok('new', '--title', 'Hub down', '--repo', 'acme/ops', '--tz', 'Asia/Tokyo');
    await cli.ok('log', '--phase', 'started', 'Errors');
    const json = (await cli.run(['export', id, '--format', 'json'])).out;
    expect((await cli.run(['export', id, '--json'])).out).toBe(json);
    const piped = await cli.run(['import', '-'], { stdin: json });
    expect(piped).toMatchObject({ code: 0, err: '' });
    const file = join(cli.folder, 'draft.json');
    await cli.ok('export', id, '--format', 'json', '-o', file);
    for (const copy of [piped.out.trim(), await cli.ok('import', file)]) {
      const draft = await cli.json(schemas.wholeDraft, 'show', copy);
      expect(draft).toMatchObject({
        title: 'Debrief - Hub down',
        repo: 'acme/ops',
        zone: 'Asia/Tokyo',
        entries: [{ text: 'Errors', phase: 'started' }],
      });
      expect(await cli.ok('export', copy)).toBe(await cli.ok('export', id));
    }
  });

  test('a page of its own is HTML', async () => {
    const id = await cli.ok('new', '--title', 'Hub <down>');
    const html = await cli.ok('export', id, '--format', 'html');
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html).toContain('Hub &lt;down&gt;');
  });
});

test('an incident from its first minute to the report: the shape of the template, and nothing lost on the way', async () => {
  const id = await cli.ok('new', '--title', 'Hub down', '--tz', 'Europe/London');
  await cli.ok('start', id);
  for (const [minute, phase] of ['started', 'detected', 'responded', 'mitigated', 'resolved'].entries()) {
    await cli.ok('log', '--at', `2026-03-01T09:${14 + minute}:30Z`, '--phase', phase, `What ${phase} means`);
  }
  await cli.run(['set', id, '--section', 'Summary', '--file', '-'], {
    stdin: 'Students could not start servers.\n',
  });
  for (const kind of ['process', 'documentation', 'technical'])
    await cli.ok('action', id, `A ${kind} thing`, '--kind', kind);
  const { out } = await cli.run(['export', id]);
  expect(out.match(/^#+ .*/gm)).toEqual([
    '# Summary',
    '## Timeline',
    '### 2026-03-01 09:14',
    '### 09:15',
    '### 09:16',
    '### 09:17',
    '### 09:18',
    '## What went wrong',
    '## Where we got lucky',
    '## Action items',
    '### Process improvements',
    '### Documentation improvements',
    '### Technical improvements',
  ]);
  const copy = (await cli.run(['import', '-'], { stdin: out })).out.trim();
  expect((await cli.run(['export', copy])).out).toBe(out);
  const [first, second] = [
    await cli.json(schemas.wholeDraft, 'show', id),
    await cli.json(schemas.wholeDraft, 'show', copy),
  ];
  expect(second.entries.map(({ text, phase }) => [text, phase])).toEqual(
    first.entries.map(({ text, phase }) => [text, phase]),
  );
  expect(second.actions.map(({ text, kind }) => [text, kind])).toEqual(
    first.actions.map(({ text, kind }) => [text, kind]),
  );
});
