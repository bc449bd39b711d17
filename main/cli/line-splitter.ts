/** Bytes that arrive in pieces as the lines they make up, each with the instant of its first byte. */
import { StringDecoder } from 'node:string_decoder';

export interface ArrivedLine {
  readonly text: string;
  /** UTC milliseconds. */
  readonly atMs: number;
}

export class LineSplitter {
  private readonly maxLength: number;
  private readonly decoder = new StringDecoder('utf8');
  private begun = '';
  private begunAtMs: number | null = null;

  /** @param maxLength a longer line (in UTF-16 units) is given in pieces, so that one without end is contained */
  constructor(maxLength: number) {
    this.maxLength = maxLength;
  }

  /** The lines that these bytes complete, without their ends. Bytes that are no UTF-8 become U+FFFD. */
  push(bytes: Uint8Array | string, atMs: number): readonly ArrivedLine[] {
    const text = typeof bytes === 'string' ? bytes : this.decoder.write(Buffer.from(bytes));
    return this.take(text, atMs);
  }

  /** What is left of a last line without an end. */
  end(atMs: number): readonly ArrivedLine[] {
    const lines = [...this.take(this.decoder.end(), atMs)];
    if (this.begun !== '') lines.push(this.cut(this.begun.length, atMs));
    return lines;
  }

  private take(text: string, atMs: number): readonly ArrivedLine[] {
    const lines: ArrivedLine[] = [];
    const pieces = text.split('\n');
    for (const [at, piece] of pieces.entries()) {
      if (piece !== '') this.begunAtMs ??= atMs;
      this.begun += piece;
      while (this.begun.length > this.maxLength) lines.push(this.cut(this.wholeCharacters(), atMs));
      if (at < pieces.length - 1) lines.push(this.cut(this.begun.length, atMs));
    }
    return lines;
  }

  /** As many units as fit without cutting a character in two. */
  private wholeCharacters(): number {
    const isHighSurrogate = /[\ud800-\udbff]/.test(this.begun.charAt(this.maxLength - 1));
    return isHighSurrogate ? this.maxLength - 1 : this.maxLength;
  }

  private cut(length: number, atMs: number): ArrivedLine {
    const text = this.begun.slice(0, length).replace(/\r$/, '');
    const line = { text, atMs: this.begunAtMs ?? atMs };
    this.begun = this.begun.slice(length);
    this.begunAtMs = this.begun === '' ? null : atMs;
    return line;
  }
}
