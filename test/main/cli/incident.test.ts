import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';

import { CommandLine, START_MS } from './driver.ts';
import * as schemas from './schemas.ts';

const stopped = schemas.draft.extend({
  startedAt: z.iso.datetime(),
  stoppedAt: z.iso.datetime(),
  elapsedMs: z.int(),
});

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli[Symbol.dispose]());

async function texts(id: string): Promise<readonly string[]> {
  return (await cli.json(schemas.wholeDraft, 'show', id)).entries.map((entry) => entry.text);
}

test('stop ends the running incident when the command was typed, and says how long it ran', async () => {
  const id = await cli.ok('start', '--title', 'Hub down');
  await cli.ok('new', '--title', 'Newer, and not running');
  const ran = await cli.run(['stop'], { startedAtMs: START_MS + 1000 + 751_400 });
  expect(ran).toEqual({ code: 0, out: 'Stopped "Debrief - Hub down" after 00:12:31.\n', err: '' });
  expect(await cli.json(stopped, 'stop', id)).toMatchObject({ id, elapsedMs: 751_400 });
});

test('a stopped incident is stopped by its id only, and goes on after another start', async () => {
  const id = await cli.ok('start', '--title', 'Hub down');
  await cli.ok('stop', id.slice(0, 13));
  expect((await cli.run(['stop'])).err).toMatch(
    /^debrief: The stopwatch of "Debrief - Hub down" does not run\./,
  );
  await cli.ok('start', id);
  expect(await cli.ok('stop')).toMatch(/after 00:00:04\.$/);
});

test('a clock that was set back stops an incident at its start, and not before', async () => {
  await cli.ok('start', '--title', 'Hub down');
  const ran = await cli.run(['stop'], { startedAtMs: START_MS - 3_600_000 });
  expect(ran.out).toBe('Stopped "Debrief - Hub down" after 00:00:00.\n');
});

test('undo takes back what was logged last, whatever its time, and --again brings it back', async () => {
  const id = await cli.ok('start', '--title', 'Hub down');
  await cli.ok('log', 'first');
  await cli.ok('log', 'second');
  await cli.ok('log', '-30m', 'third, of before');
  expect(await cli.ok('undo')).toBe(
    'Taken back: 08:44:07 third, of before\nTo bring it back: debrief undo --again',
  );
  expect((await cli.json(schemas.entry, 'undo', '--draft', id)).text).toBe('second');
  expect(await texts(id)).toEqual(['first']);
  expect(await cli.ok('undo', '--again')).toBe('Brought back: 09:14:06 second');
  expect((await cli.json(schemas.entry, 'undo', '--again')).text).toBe('third, of before');
  expect(await texts(id)).toEqual(['third, of before', 'first', 'second']);
});

test('undo names the draft that was given in the words that bring it back', async () => {
  const id = await cli.ok('new');
  await cli.ok('phase', 'detected', 'Alert');
  await cli.ok('new');
  expect(await cli.ok('undo', '--draft', id)).toBe(
    `Taken back: 09:14:05 detected: Alert\nTo bring it back: debrief undo --again --draft ${id}`,
  );
});

test('undo leaves alone what was read from a report', async () => {
  const report = '# Hub down\n\n## Timeline\n\nAll times in UTC.\n\n### 2026-03-01 09:14\n\nAlert\n';
  const ran = await cli.run(['import', '-', '--json'], { stdin: report });
  const { id } = schemas.draft.parse(JSON.parse(ran.out));
  expect(await texts(id)).toEqual(['Alert']);
  const undone = await cli.run(['undo', '--json']);
  expect(schemas.failure.parse(JSON.parse(undone.err)).error.code).toBe('undo.nothing');
  const again = await cli.run(['undo', '--again', '--json']);
  expect(schemas.failure.parse(JSON.parse(again.err)).error.code).toBe('redo.nothing');
  await cli.ok('log', 'mine');
  expect((await cli.json(schemas.entry, 'undo')).text).toBe('mine');
});
