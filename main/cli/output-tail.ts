/** The last lines of what a program wrote, as a person saw them. */
import { stripVTControlCharacters } from 'node:util';

import { LineSplitter } from './line-splitter.ts';
import { printable } from './printable.ts';

/** A line is read up to here, and shown up to the second. */
const MAX_READ = 10_000;
const MAX_SHOWN = 500;

/** What a terminal shows of a line that was written over: what follows its last carriage return. */
function asSeen(line: string): string {
  const plain = stripVTControlCharacters(line).replace(/\r+$/, '');
  const seen = printable(plain.slice(plain.lastIndexOf('\r') + 1)).trimEnd();
  return seen.length <= MAX_SHOWN ? seen : `${seen.slice(0, MAX_SHOWN)}…`;
}

export class OutputTail {
  private readonly count: number;
  private readonly out = new LineSplitter(MAX_READ);
  private readonly err = new LineSplitter(MAX_READ);
  private lines: string[] = [];

  /** @param count how many lines to keep */
  constructor(count: number) {
    this.count = count;
  }

  /** Takes what arrived on one of the two streams. */
  push(stream: 'out' | 'err', bytes: Uint8Array): void {
    this.keep(this[stream].push(bytes, 0));
  }

  /** The lines in the order in which they ended, without blank ones around them. Nothing may be pushed after it. */
  end(): string {
    this.keep([...this.out.end(0), ...this.err.end(0)]);
    return this.lines
      .join('\n')
      .replace(/^(?:[ \t]*\n)+/, '')
      .trimEnd();
  }

  private keep(lines: readonly { readonly text: string }[]): void {
    this.lines.push(...lines.slice(-this.count).map(({ text }) => asSeen(text)));
    this.lines = this.lines.slice(-this.count);
  }
}
