import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/core.ts';
import { machine } from '../support/machine.ts';
import { debrief, debriefJson, environmentFor, runProgram } from '../support/process.ts';

interface Shown {
  readonly entries: readonly { readonly text: string }[];
}

const logger = join(import.meta.dirname, '../support/log-and-wait.ts');

beforeAll(async () => {
  await ensureBuilt();
});

async function entriesOf(id: string, environment: Record<string, string>): Promise<readonly string[]> {
  return (await debriefJson<Shown>(['show', id], environment)).entries.map((each) => each.text);
}

/** Starts a process that logs one entry after the other and says so on a line each; ends it by SIGKILL after some. */
async function logAndKill(folder: string, id: string, count: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [logger, folder, id], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environmentFor(folder),
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > count) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.on('close', resolve));
  return said.split('\n').slice(0, -1);
}

describe('an acknowledged entry', () => {
  it('is there after debrief log has returned, whatever comes then', async () => {
    using folder = temporaryFolder();
    const environment = environmentFor(folder.path);
    const { id } = await debriefJson<{ id: string }>(['new', '--title', 'x'], environment);
    const { status } = await debrief(['log', 'Rolled back'], environment);
    expect(status).toBe(0);
    expect(await entriesOf(id, environment)).toEqual(['Rolled back']);
  });

  it('is there, once and in order, after kill -9 of the process that acknowledged it', async () => {
    using folder = temporaryFolder();
    const environment = environmentFor(folder.path);
    const { id } = await debriefJson<{ id: string }>(['new', '--title', 'x'], environment);
    const acknowledged = [
      ...(await logAndKill(folder.path, id, 25)),
      ...(await logAndKill(folder.path, id, 40)),
    ];
    const kept = await entriesOf(id, environment);
    expect(acknowledged.length).toBeGreaterThanOrEqual(65);
    // One more may have reached the disk in each process without its acknowledgement being read.
    expect(kept.filter((text) => acknowledged.includes(text))).toEqual(acknowledged);
    expect(kept.length - acknowledged.length).toBeLessThanOrEqual(2);
  });
});

describe.skipIf(machine.strace === undefined)('a power cut', () => {
  it.each(['first', 'second'])(
    'loses no acknowledged entry: the disk is synced between any two acknowledgements, on the %s start',
    async (start) => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path);
      const { id } = await debriefJson<{ id: string }>(['new', '--title', 'x'], environment);
      if (start === 'second') await debrief(['log', 'An earlier start'], environment);
      const trace = join(folder.path, 'trace');
      const words = [
        '-f',
        '-e',
        'trace=fsync,fdatasync,write',
        '-s',
        '64',
        '-o',
        trace,
        process.execPath,
        logger,
        folder.path,
        id,
        '5',
      ];
      const { status } = await runProgram(machine.strace ?? 'strace', words, environment);
      expect(status).toBe(0);
      const calls = readFileSync(trace, 'utf8').split('\n');
      // fd 1 is where the acknowledgements go.
      const marks = calls
        .map((call) =>
          call.includes(' write(1, "entry ') ? 'ack' : /f(?:data)?sync\(/.test(call) ? 'sync' : '',
        )
        .filter(Boolean);
      expect(marks.filter((mark) => mark === 'ack')).toHaveLength(5);
      expect(marks.join(' ')).not.toContain('ack ack');
      expect(marks[0]).toBe('sync');
      expect(readdirSync(folder.path)).toContain('debrief.db');
    },
  );
});
