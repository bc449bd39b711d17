/** Questions in a terminal. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

import type { Terminal } from './terminal.ts';
import { Interrupted, writeTo } from './terminal.ts';

/**
 * Asks for a line that does not appear while it is typed. The question goes to standard error: standard output is for
 * answers.
 * @throws Interrupted at Ctrl-C, or at Ctrl-D on an empty line
 */
export async function askUnseen(
  question: string,
  terminal: Pick<Terminal, 'stdin' | 'stderr'>,
): Promise<string> {
  // In terminal mode readline turns off the terminal's own echo; what it echoes itself goes nowhere.
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: terminal.stdin, output: unseen, terminal: true, historySize: 0 });
  try {
    const line = new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      lines.once('SIGINT', () => reject(new Interrupted()));
      lines.once('close', () => reject(new Interrupted()));
    });
    // Asked only now: whatever is typed from here on does not appear.
    const [typed] = await Promise.all([line, writeTo(terminal.stderr, question)]);
    return typed;
  } finally {
    lines.close();
    await writeTo(terminal.stderr, '\n');
  }
}
