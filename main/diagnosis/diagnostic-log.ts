/**
 * What Debrief did, for whoever looks for a fault: one JSON object a line (https://jsonlines.org) in the data folder. It
 * stays there; nothing sends it. It holds names, numbers and codes of ours, and never a person's words or a token.
 */
import { appendFileSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

import { makePrivateFile, makePrivateFolder, sizeOf } from '../store/files.ts';

/** Bytes after which another file begins. */
const LARGEST = 1_000_000;
/** Files that are kept besides the one that is written. */
const OLD_FILES = 3;

/** A string here is a name of ours, a code, an id or a version. */
export type Fields = Readonly<Record<string, string | number | boolean | null>>;

/** What has happened, in names that stay. */
export type Happening =
  | 'host.opened'
  | 'host.closed'
  | 'call.failed'
  | 'call.broke'
  | 'sync.step'
  | 'request.refused'
  | 'process.broke';

/** The length of the longest of our names; a sentence has spaces long before. */
const NAME = /^[\w.:/()<>#@+-]{1,120}$/;
/** Tokens of GitHub's kinds look like names. Source: GitHub's docs, "About authentication to GitHub", "GitHub's token formats". */
const TOKEN = /(?:gh[a-z]|github_pat)_|^[\da-f]{40}$/i;

function safe(value: Fields[string]): Fields[string] {
  return typeof value !== 'string' || (NAME.test(value) && !TOKEN.test(value)) ? value : '(withheld)';
}

export class DiagnosticLog {
  private readonly folder: string;
  private readonly nowMs: () => number;

  /** @param dataFolder it makes a folder of its own in there, when there is something to write */
  constructor(dataFolder: string, nowMs: () => number) {
    this.folder = join(dataFolder, 'logs');
    this.nowMs = nowMs;
  }

  /** Writes a line. A log that can't be written keeps nobody from anything: it is left out. */
  note(happening: Happening, fields: Fields = {}): void {
    const kept = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, safe(value)]));
    const at = new Date(this.nowMs()).toISOString();
    const line = `${JSON.stringify({ at, pid: process.pid, happening, ...kept })}\n`;
    try {
      makePrivateFolder(this.folder);
      this.rotate();
      makePrivateFile(this.file(0));
      // Opened for each line: another process may have moved the file on.
      appendFileSync(this.file(0), line);
    } catch {
      // A full or read-only disk is told of where a person's own words are at stake.
    }
  }

  /** The newest lines, oldest first. */
  last(count: number): readonly string[] {
    const lines = [1, 0].flatMap((age) => this.linesOf(this.file(age)));
    return lines.slice(-count);
  }

  /** @param age 0 is the one that is written */
  private file(age: number): string {
    return join(this.folder, age === 0 ? 'debrief.jsonl' : `debrief.${age}.jsonl`);
  }

  private linesOf(file: string): readonly string[] {
    if (sizeOf(file) === null) return [];
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  }

  private rotate(): void {
    if ((sizeOf(this.file(0)) ?? 0) < LARGEST) return;
    for (let age = OLD_FILES - 1; age >= 0; age -= 1)
      if (sizeOf(this.file(age)) !== null) renameSync(this.file(age), this.file(age + 1));
  }
}

/** The function, file and line of a frame of V8's stack traces. */
const FRAME = /^\s*at (?:async )?(?:([\w.<>#]+) \()?(?:.*[/\\])?([\w.-]+\.[cm]?[jt]s):(\d+)/;
/** The nearest ones tell. */
const FRAMES = 6;

/** What an unexpected error was and where, without its message: that may repeat what a person wrote. */
export function whereItBroke(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: typeof error };
  const { stack = '', message } = error;
  // The stack repeats the message, whose lines may look like frames.
  const frames = stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .flatMap((line) => {
      const [, name = '', file = '', number = ''] = FRAME.exec(line) ?? [];
      return file === '' ? [] : [`${name === '' ? '' : `${name}@`}${file}:${number}`];
    });
  return {
    error: error.name,
    ...Object.fromEntries(frames.slice(0, FRAMES).map((frame, at) => [`frame${at}`, frame])),
  };
}
