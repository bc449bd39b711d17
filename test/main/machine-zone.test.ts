import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const file = pathToFileURL(join(import.meta.dirname, '../../main/machine-zone.ts')).href;

/** What a process with a TZ of its own (null: none) makes of an expression over `machineZone`. */
function inZone(TZ: string | null, expression: string): unknown {
  const script = `const { machineZone } = await import(${JSON.stringify(file)}); console.log(JSON.stringify(${expression}))`;
  const { TZ: _ours, ...env } = process.env;
  const out = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    env: TZ === null ? env : { ...env, TZ },
    encoding: 'utf8',
  });
  return JSON.parse(out);
}

const LIKELY = ['UTC', 'Europe/London', 'America/New_York', 'Asia/Calcutta', 'London'];

describe("the machine's zone", () => {
  it.each([null, '', 'UTC', 'Etc/UTC', 'GMT', 'Europe/London', ':Europe/London', 'Asia/Kolkata', 'EST5EDT'])(
    'is what Intl says where TZ is %j, whatever was likely',
    (TZ) => {
      const asked = `[Intl.DateTimeFormat().resolvedOptions().timeZone, machineZone(), ...${JSON.stringify(LIKELY)}.map(machineZone)]`;
      const [intl, ...all] = inZone(TZ, asked) as string[];
      expect(new Set(all)).toEqual(new Set([intl]));
    },
  );

  it.each([
    ['Europe/London', 'Europe/London'],
    ['Etc/UTC', 'UTC'],
  ])('is told without Intl where TZ is %s and %s was likely', (TZ, likely) => {
    const asked = `(Intl.DateTimeFormat = () => { throw new Error('asked') }, machineZone(${JSON.stringify(likely)}))`;
    expect(inZone(TZ, asked)).toBe(likely);
  });
});
