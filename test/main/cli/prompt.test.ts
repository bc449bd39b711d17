import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';

import { askUnseen } from '../../../main/cli/prompt.ts';
import { Interrupted } from '../../../main/cli/terminal.ts';

/** A terminal's two ends: what is typed goes in at `stdin`; the raw mode that turns the echo off is noted. */
function terminal() {
  const raw: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (on: boolean) => raw.push(on) });
  return { stdin, stderr: new PassThrough(), raw };
}

test('a line is asked for, and does not appear', async () => {
  const { stdin, stderr, raw } = terminal();
  const answer = askUnseen('Token: ', { stdin, stderr });
  stdin.write('ghp_secr');
  stdin.write('x\u007fet\r');
  expect(await answer).toBe('ghp_secret');
  expect(String(stderr.read())).toBe('Token: \n');
  expect(raw).toEqual([true, false]);
});

test.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
])('%s ends the question', async (_, key) => {
  const { stdin, stderr, raw } = terminal();
  const answer = askUnseen('Token: ', { stdin, stderr });
  stdin.write(key);
  await expect(answer).rejects.toBeInstanceOf(Interrupted);
  expect(raw).toEqual([true, false]);
});

test('the echo is off before the question is there, since people paste at once', async () => {
  const { stdin, raw } = terminal();
  const atQuestion: boolean[][] = [];
  const stderr = new PassThrough().on('data', () => atQuestion.push([...raw]));
  const answer = askUnseen('Token: ', { stdin, stderr });
  stdin.write('x\r');
  await answer;
  expect(atQuestion[0]).toEqual([true]);
});
