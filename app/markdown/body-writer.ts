import { closeBlocks } from './contain.ts';

const LF = '\n';

/** Collects slices, and sees to it that what was written here neither runs into its neighbours nor swallows them. */
export class BodyWriter {
  private readonly parts: string[] = [];
  private content = '';
  private contentIsOurs = false;
  private readonly eol: string;

  constructor(eol: string) {
    this.eol = eol;
  }

  /** A heading: as it was read, or (null) as written here, with a blank line before it. */
  heading(source: string | null, written: string): void {
    const alone = source === null || this.contentIsOurs;
    this.flush(true);
    if (alone) this.blankLine();
    else this.newLine();
    this.parts.push(source ?? written + this.eol);
  }

  /** What stands under the heading. `ours`: not as it was read. */
  under(content: string, ours: boolean): void {
    this.content = content;
    this.contentIsOurs = ours;
  }

  /** The body. With a last line, that line is a paragraph of its own. */
  finish(lastLine: string | null): string {
    this.flush(lastLine !== null);
    if (lastLine !== null) {
      this.blankLine();
      this.parts.push(lastLine);
    }
    return this.parts.join('');
  }

  private flush(somethingFollows: boolean): void {
    const content = somethingFollows ? closeBlocks(this.content) : this.content;
    if (content !== '') {
      if (this.contentIsOurs) this.newLine();
      this.parts.push(content);
    }
    this.content = '';
    this.contentIsOurs = false;
  }

  private get tail(): string {
    let tail = '';
    for (let at = this.parts.length - 1; at >= 0 && tail.length < 4; at -= 1)
      tail = (this.parts[at] ?? '') + tail;
    return tail;
  }

  private newLine(): void {
    const { tail } = this;
    if (tail !== '' && !tail.endsWith(LF)) this.parts.push(this.eol);
  }

  private blankLine(): void {
    this.newLine();
    const { tail } = this;
    if (tail !== '' && !/(?:^|\n)\r?\n$/.test(tail)) this.parts.push(this.eol);
  }
}
