import { afterEach, beforeEach, expect, test } from 'vitest';

import { CommandLine } from './driver.ts';
import * as schemas from './schemas.ts';

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli[Symbol.dispose]());

async function incident(): Promise<string> {
  const id = await cli.ok('new', '--title', 'Hub down');
  await cli.ok('log', '--at', '2026-03-01T09:00:00Z', '--phase', 'started', 'Errors');
  await cli.ok('log', '--at', '2026-03-01T09:04:00Z', '--phase', 'detected', 'Alert **fires**');
  await cli.ok('log', '--at', '2026-03-01T09:52:00Z', '--phase', 'resolved', 'Rolled back');
  return id;
}

test('copy prints the timeline as Markdown, for pasting', async () => {
  expect(await cli.ok('copy', await incident())).toBe(`**Debrief - Hub down**

All times in Europe/London (GMT).

**2026-03-01**

- 09:00 **Started:** Errors
- 09:04 **Detected:** Alert **fires**
- 09:52 **Resolved:** Rolled back`);
});

test('copy takes how many entries, the form and the zone', async () => {
  const id = await incident();
  expect(await cli.ok('copy', id, '--last', '2', '--as', 'plain', '--zone', 'asia/tokyo'))
    .toBe(`Debrief - Hub down
All times in Asia/Tokyo (JST).

2026-03-01
18:04 Detected: Alert fires
18:52 Resolved: Rolled back`);
});

test.each([
  [['--as', 'pdf'], 'There is no form "pdf"'],
  [['--last', '0'], '--last takes how many entries'],
  [['--zone', 'Mars/Base'], 'Mars/Base'],
])('copy refuses %j', async (options, reason) => {
  const ran = await cli.run(['copy', await incident(), ...options]);
  expect(ran).toMatchObject({ out: '' });
  expect(ran.code).not.toBe(0);
  expect(ran.err).toContain(reason);
});

test('show tells how long it took, to a person and to a script', async () => {
  const id = await incident();
  const page = await cli.ok('show', id);
  expect(page).toMatch(/^Detected +after 4 min$/m);
  expect(page).toMatch(/^Resolved +after 52 min$/m);
  const { metrics, entries } = await cli.json(schemas.wholeDraft, 'show', id);
  expect(metrics).toMatchObject({
    detect: { fromMs: 240_000, untilMs: 240_000, entries: [entries[0]?.id, entries[1]?.id] },
    acknowledge: null,
    resolve: { fromMs: 3_120_000 },
  });
});

test('show points at the entries of a duration that is impossible', async () => {
  const id = await cli.ok('new');
  await cli.ok('log', '--at', '2026-03-01T09:04:00Z', '--phase', 'detected', 'Alert');
  await cli.ok('log', '--at', '2026-03-01T09:10:00Z', '--phase', 'started', 'Errors');
  expect(await cli.ok('show', id)).toMatch(
    /^Detected +6 min before it started\? See the entries of 09:10 and 09:04$/m,
  );
});
