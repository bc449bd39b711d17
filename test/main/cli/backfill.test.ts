import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { CommandLine } from './driver.ts';
import * as schemas from './schemas.ts';

let cli: CommandLine;
let id: string;

beforeEach(async () => {
  cli = new CommandLine();
  id = await cli.ok('new', '--title', 'Hub down', '--tz', 'Europe/London');
});
afterEach(() => cli[Symbol.dispose]());

const LOG = '2026-03-01T09:14:02Z Alert fires\n2026-03-01T09:20:00Z Rolled back\nand restarted\n';
const NIGHT = '23:50 slow\n00:10 down\n';

const entriesOf = async (): Promise<readonly { at: string; text: string }[]> =>
  (await cli.json(schemas.wholeDraft, 'show', id)).entries.map(({ at, text }) => ({ at, text }));

describe('backfill', () => {
  test('shows what it understood in the zone of the draft, and changes nothing', async () => {
    const { out, code } = await cli.run(['backfill', id, '-'], { stdin: LOG });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^2026-03-01 {2}09:14:02 {2}exact {2}Alert fires\n2026-03-01 {2}09:20:00 {2}exact {2}Rolled back\n/,
    );
    expect(out).toContain('2 entries found, in Europe/London. Nothing was changed; --yes adds them.');
    expect(await entriesOf()).toEqual([]);
  });

  test('adds them all with --yes, which is one version, and its revert takes them out', async () => {
    const file = join(cli.folder, 'log.txt');
    writeFileSync(file, LOG);
    await cli.ok('log', '--draft', id, '--at', '2026-03-01T09:15:00Z', 'By hand');
    const document = z.strictObject({ added: z.array(schemas.entry), revision: z.uuid() });
    const { added, revision } = await cli.json(document, 'backfill', id, file, '--yes');
    expect(added).toHaveLength(2);
    expect(await entriesOf()).toEqual([
      { at: '2026-03-01T09:14:02.000Z', text: 'Alert fires' },
      { at: '2026-03-01T09:15:00.000Z', text: 'By hand' },
      { at: '2026-03-01T09:20:00.000Z', text: 'Rolled back\nand restarted' },
    ]);
    const core = await cli.openCore();
    await core.client.drafts.revert({ id, revision });
    await core.close();
    expect((await entriesOf()).map(({ text }) => text)).toEqual(['By hand']);
  });

  test('keeps the phase that was chosen for a line', async () => {
    const core = await cli.openCore();
    const entry = { atMs: Date.parse('2026-03-01T09:14:00Z'), certainty: { is: 'exact' as const } };
    const { entries } = await core.client.timeline.addAll({
      draft: id,
      entries: [
        { ...entry, text: 'Alert', phase: 'detected' },
        { ...entry, text: '**Resolved:** Up' },
      ],
    });
    await core.close();
    expect(entries.map(({ phase, text }) => [phase, text])).toEqual([
      ['detected', 'Alert'],
      ['resolved', 'Up'],
    ]);
  });

  test('says how to answer each question, and refuses --yes until all are answered', async () => {
    const { out } = await cli.run(['backfill', id, '-'], { stdin: NIGHT });
    expect(out).toContain('--answer zone=Europe/London');
    expect(out).toContain('--answer day:2=next');
    const refused = await cli.run(['backfill', id, '-', '--yes'], { stdin: NIGHT });
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('3 of the questions about these lines are open: zone, date, day:2.');
    expect(await entriesOf()).toEqual([]);
    const answers = ['--zone', 'Europe/Paris', '--answer', 'date=2026-03-01', '--answer', 'day:2=next'];
    const added = await cli.run(['backfill', id, '-', ...answers, '--yes'], { stdin: NIGHT });
    expect([added.code, added.err]).toEqual([0, '']);
    expect(added.out).toMatch(/^Added 2 entries\. The version before is /);
    expect((await entriesOf()).map(({ at }) => at)).toEqual([
      '2026-03-01T22:50:00.000Z',
      '2026-03-01T23:10:00.000Z',
    ]);
  });

  test('gives entries and questions as one document', async () => {
    const { out } = await cli.run(['backfill', id, '-', '--zone', 'UTC', '--json'], { stdin: NIGHT });
    expect(JSON.parse(out)).toMatchObject({
      entries: [
        { at: null, text: 'slow', line: 1, asks: ['date'] },
        { at: null, text: 'down', line: 2 },
      ],
      questions: [
        { key: 'date', takes: 'date', lines: [1, 2] },
        { key: 'day:2', takes: null, lines: [2] },
      ],
    });
  });

  test.each([
    [[], 'Give a file'],
    [['x.txt', '--section', 'Summary'], 'and not both'],
    [['-', '--date', '01.03.2026'], 'YYYY-MM-DD'],
    [['-', '--zone', 'Atlantis'], 'is not a time zone'],
    [['-', '--answer', 'next'], 'KEY=VALUE'],
    [['-'], 'No line begins with a time'],
  ])('refuses %j', async (words, reason) => {
    const { code, err } = await cli.run(['backfill', id, ...words], { stdin: 'No time.' });
    expect([code, err]).toEqual([2, expect.stringContaining(reason)]);
  });
});

describe('backfill --section', () => {
  test('makes entries of prose, which leave the section', async () => {
    const text =
      'It was slow.\n\n- 2026-03-01 09:14 UTC: Alert fires\n- 09:20 UTC: Rolled back\n\n### Later\n\nMore to say.\n';
    await cli.run(['set', id, '--section', 'Summary', '--file', '-'], { stdin: text });
    await cli.ok('backfill', id, '--section', 'Summary', '--yes');
    expect((await entriesOf()).map(({ text: said }) => said)).toEqual(['Alert fires', 'Rolled back']);
    const { sections } = await cli.json(schemas.wholeDraft, 'show', id);
    const of = (name: string): string | undefined => sections.find((each) => each.name === name)?.text.trim();
    expect(of('Summary')).toBe('It was slow.');
    expect(of('Later')).toBe('More to say.');
  });

  test('makes entries of what stands in a timeline and could not be read as headings', async () => {
    const report =
      '# Hub down\n\n## Timeline\n\n_All times in EDT_\n\n## July 22\n1:03\nFirst alert\n\n5:10 AM\nGrafana\n\n## Action Items\n\n- [ ] report\n';
    id = (await cli.run(['import', '-'], { stdin: report })).out.trim();
    await cli.ok('backfill', id, '--section', 'Timeline', '--answer', 'year=2025', '--yes');
    expect(await entriesOf()).toEqual([
      { at: '2025-07-22T05:03:00.000Z', text: 'First alert' },
      { at: '2025-07-22T09:10:00.000Z', text: 'Grafana' },
    ]);
    const body = await cli.ok('export', id);
    expect(body).toContain(
      '_All times in EDT_\n\n### 2025-07-22 01:03\n\nFirst alert\n\n### 05:10\n\nGrafana\n\n## Action Items',
    );
  });

  test('changes nothing where the section was changed meanwhile', async () => {
    const core = await cli.openCore();
    const draft = await core.client.drafts.get({ id });
    const section = draft.sections.find(({ name }) => name === 'Summary')?.id ?? '';
    const entries = [{ atMs: 0, certainty: { is: 'exact' as const }, text: 'x' }];
    const call = core.client.timeline.addAll({
      draft: id,
      entries,
      section: { id: section, was: 'else', left: '' },
    });
    await expect(call).rejects.toMatchObject({ data: { code: 'section.changed' } });
    await core.close();
    expect(await entriesOf()).toEqual([]);
  });
});
