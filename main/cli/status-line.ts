/** A last line of a terminal that is written over again and again. */
import type { Writable } from 'node:stream';

import { widthOf } from './printable.ts';
import { writeTo } from './terminal.ts';

/** Erases the line that the cursor is in (ECMA-48: EL), from its beginning. */
const ERASE = '\r\u001b[2K';
/** Where a terminal does not say how wide it is. */
const USUAL_COLUMNS = 80;

export class StatusLine {
  private readonly terminal: Writable & { readonly columns?: number };
  /** Whether there is a person to see it. */
  readonly isShown: boolean;
  private hasText = false;
  private hasEnded = false;

  constructor(terminal: Writable & { readonly columns?: number }, isShown: boolean) {
    this.terminal = terminal;
    this.isShown = isShown;
  }

  async show(text: string): Promise<void> {
    if (!this.isShown || this.hasEnded) return;
    this.hasText = true;
    const { columns = 0 } = this.terminal;
    await writeTo(this.terminal, `${ERASE}${fitted(text, (columns > 0 ? columns : USUAL_COLUMNS) - 1)}`);
  }

  /** Makes room for other lines. */
  async clear(): Promise<void> {
    if (!this.hasText) return;
    this.hasText = false;
    await writeTo(this.terminal, ERASE);
  }

  /** Wipes it for good. */
  async end(): Promise<void> {
    this.hasEnded = true;
    await this.clear();
  }
}

/** A line that is broken could not be erased. */
function fitted(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  const characters = Array.from(text);
  while (characters.length > 0 && widthOf(characters.join('')) > columns - 1) characters.pop();
  return `${characters.join('')}…`;
}
