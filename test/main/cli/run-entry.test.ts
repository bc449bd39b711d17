import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { durationWords, elapsed } from '../../../main/cli/durations.ts';
import { OutputTail } from '../../../main/cli/output-tail.ts';
import { runEntryText } from '../../../main/cli/run-entry.ts';
import { shellLine } from '../../../main/cli/shell-words.ts';

const ran = { startedAtMs: 0, durationMs: 12_000, ending: { is: 'exited', status: 0 } } as const;

describe('a command as it would be typed again', () => {
  test.each([
    [['kubectl', 'rollout', 'undo', 'deploy/hub'], 'kubectl rollout undo deploy/hub'],
    [['echo', ''], "echo ''"],
    [['echo', 'a b', '$HOME', '*', '~'], "echo 'a b' '$HOME' '*' '~'"],
    [['echo', "it's"], String.raw`echo 'it'\''s'`],
    [['echo', 'two\nlines\u0001'], String.raw`echo $'two\nlines\x01'`],
    [['A=b', 'C=d'], "'A=b' C=d"],
  ])('%j', (words, line) => {
    expect(shellLine(words)).toBe(line);
  });

  test('a shell reads back the same words, and it is one line', () => {
    const word = fc
      .string({ unit: fc.constantFrom(...Array.from('ab =$`"\'\\*~#;&|<>()[]{}!\n\t\r\u0001é€😀')) })
      .filter((each) => !each.includes('\0'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
        const line = shellLine(['printf', String.raw`%s\0`, ...words]);
        expect(line).not.toMatch(/[\n\r]/);
        expect(execFileSync('bash', ['-c', line], { encoding: 'utf8' })).toBe(
          words.map((each) => `${each}\0`).join(''),
        );
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe('the entry of a command', () => {
  test('has a code span that holds whatever was typed', () => {
    expect(runEntryText(['ls'], ran, null)).toBe('`ls` (exit 0, 12 s)');
    expect(runEntryText(['sh', '-c', 'echo `date`'], ran, '')).toBe("``sh -c 'echo `date`'`` (exit 0, 12 s)");
  });

  test('has a fence that is longer than any in the output', () => {
    expect(runEntryText(['ls'], ran, 'a\n````\nb')).toBe('`ls` (exit 0, 12 s)\n\n`````\na\n````\nb\n`````');
  });
});

describe('the last lines of an output', () => {
  test('are those of both streams, in the order in which they ended', () => {
    const tail = new OutputTail(3);
    tail.push('out', Buffer.from('one\ntwo\nthr'));
    tail.push('err', Buffer.from('oops\n'));
    tail.push('out', Buffer.from('ee\n'));
    expect(tail.end()).toBe('two\noops\nthree');
  });

  test('a character that arrives in pieces is whole', () => {
    const tail = new OutputTail(3);
    for (const byte of Buffer.from('a€b')) tail.push('out', Buffer.from([byte]));
    expect(tail.end()).toBe('a€b');
  });

  test('a line without end is contained', () => {
    const tail = new OutputTail(2);
    for (let each = 0; each < 100; each += 1) tail.push('out', Buffer.alloc(10_000, 'x'));
    expect(tail.end().length).toBeLessThan(1100);
  });
});

test('durations are as exact as a person cares, and the clock of an incident counts hours', () => {
  expect([0, 339.6, 999.4, 12_400, 59_400, 185_000, 3_720_000].map(durationWords)).toEqual([
    '0 ms',
    '340 ms',
    '999 ms',
    '12 s',
    '59 s',
    '3 min 5 s',
    '1 h 2 min',
  ]);
  expect([0, 751_999, 360_000_000, -120_000, -500].map(elapsed)).toEqual([
    '00:00:00',
    '00:12:31',
    '100:00:00',
    '-00:02:00',
    '00:00:00',
  ]);
});
