import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { DebriefError } from '../../../app/errors.ts';
import { DiagnosticLog, whereItBroke } from '../../../main/diagnosis/diagnostic-log.ts';
import { temporaryFolder } from '../../support/core.ts';

const nowMs = (): number => Date.UTC(2026, 2, 1, 9, 14);
const BIG = 1_000_000;

describe('the diagnostic log', () => {
  test('makes no file before there is something to note', () => {
    using folder = temporaryFolder();
    expect(new DiagnosticLog(folder.path, nowMs).last(10)).toEqual([]);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test('is one JSON object a line, with the time and the process', () => {
    using folder = temporaryFolder();
    const log = new DiagnosticLog(folder.path, nowMs);
    log.note('host.opened', { version: '0.1.0' });
    log.note('sync.step', { draft: '0195', action: 'create', outcome: 'inStep' });
    const text = readFileSync(join(folder.path, 'logs/debrief.jsonl'), 'utf8');
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { at: '2026-03-01T09:14:00.000Z', pid: process.pid, happening: 'host.opened', version: '0.1.0' },
      {
        at: '2026-03-01T09:14:00.000Z',
        pid: process.pid,
        happening: 'sync.step',
        draft: '0195',
        action: 'create',
        outcome: 'inStep',
      },
    ]);
  });

  test.each([
    'the database is on fire',
    'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    'github_pat_11AAAAAAA0',
    '16C7e42F292c6912E7710c838347Ae178B4a16C7',
    'a'.repeat(121),
    'line\nbreak',
  ])('withholds what is no name of ours: %j', (words) => {
    using folder = temporaryFolder();
    const log = new DiagnosticLog(folder.path, nowMs);
    log.note('call.failed', { call: words });
    const [line = ''] = log.last(1);
    expect(JSON.parse(line)).toMatchObject({ call: '(withheld)' });
  });

  test('can be read by its owner only', () => {
    if (process.platform === 'win32') return;
    using folder = temporaryFolder();
    new DiagnosticLog(folder.path, nowMs).note('host.closed');
    expect(statSync(join(folder.path, 'logs')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder.path, 'logs/debrief.jsonl')).mode & 0o777).toBe(0o600);
  });

  test('begins another file when one is large, and keeps three old ones', () => {
    using folder = temporaryFolder();
    const log = new DiagnosticLog(folder.path, nowMs);
    for (let round = 0; round < 6; round += 1) {
      log.note('host.opened', { round });
      const file = join(folder.path, 'logs/debrief.jsonl');
      writeFileSync(file, readFileSync(file, 'utf8').padEnd(BIG, '\n'), { mode: 0o600 });
    }
    log.note('host.closed');
    expect(readdirSync(join(folder.path, 'logs')).sort()).toEqual([
      'debrief.1.jsonl',
      'debrief.2.jsonl',
      'debrief.3.jsonl',
      'debrief.jsonl',
    ]);
    expect(log.last(2).map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { happening: 'host.opened', round: 5 },
      { happening: 'host.closed' },
    ]);
  });

  test('that can not be written keeps nobody from anything', () => {
    using folder = temporaryFolder();
    // A file where its folder would be, for root too.
    writeFileSync(join(folder.path, 'logs'), '');
    const log = new DiagnosticLog(folder.path, nowMs);
    log.note('host.opened');
    expect(log.last(1)).toEqual([]);
  });
});

describe('an unexpected error', () => {
  test('is told by its kind and place, and not by its message', () => {
    const fields = whereItBroke(new TypeError('cannot read "the payroll password is hunter2"'));
    expect(JSON.stringify(fields)).not.toContain('hunter2');
    expect(fields['error']).toBe('TypeError');
    expect(fields['frame0']).toMatch(/diagnostic-log\.test\.ts:\d+$/);
  });

  test('whose message looks like frames gives none of it away', () => {
    const error = new DebriefError('input.invalid', { reason: 'x\n    at secret (/home/kim/plan.ts:1:2)' });
    expect(JSON.stringify(whereItBroke(error))).not.toContain('plan.ts');
  });

  test('that is no error is told by its type', () => {
    expect(whereItBroke('the words')).toEqual({ error: 'string' });
  });
});
