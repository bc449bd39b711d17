import { spawn } from 'node:child_process';
import { join } from 'node:path';

const bin = join(import.meta.dirname, '../../bin/debrief.js');

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

/** What a test's processes see of the environment: nothing of the machine's but the way to programs. */
export function environmentFor(
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: folder, DEBRIEF_DATA: folder, NO_COLOR: '1', ...more };
}

/** Runs a program to its end. */
export function runProgram(
  program: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = '',
): Promise<Ended> {
  const child = spawn(program, words, { env: { ...environment }, stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ stdout, stderr, status });
    });
  });
}

/** Runs the built `debrief` to its end, as a person would. */
export function debrief(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = '',
): Promise<Ended> {
  return runProgram(process.execPath, [bin, ...words], environment, input);
}

/** The same, and its answer as JSON. */
export async function debriefJson<T>(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = '',
): Promise<T> {
  const ended = await debrief([...words, '--json'], environment, input);
  if (ended.status !== 0) throw new Error(`debrief ${words.join(' ')}: ${ended.status}: ${ended.stderr}`);
  return JSON.parse(ended.stdout) as T;
}
