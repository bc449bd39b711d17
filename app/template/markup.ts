import type { SyntaxNode, Tree } from '@lezer/common';
import { GFM, parser as markdownParser } from '@lezer/markdown';
import { isPlaceholderOnly } from './placeholder.ts';

const parser = markdownParser.configure(GFM);

/** A stretch of the source: offsets in UTF-16 units. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Comment extends Stretch {
  /** What it says; empty for what nobody should read. */
  readonly says: string;
}

/** Comments that programs read, such as `<!-- triage-bot:v2 -->`: a template's author wants them in the issue. */
const FOR_PROGRAMS =
  /^(?:[a-z][\w.-]*[:=](?!\/\/)[\w./:=-]+|(?:markdownlint|prettier|textlint|remark|lint|cspell)[-:][\w-]+(?: .*)?|vale (?:on|off))$/i;

/** The line that ties an issue to its draft. One that came with a template belongs to another draft. */
const MARKER = 'debrief:';

/**
 * Markdown with its syntax tree (GFM, the editor's own parser) and its HTML comments, which GitHub does not show: so a
 * `#` in a code fence is no heading and a `<!--` in a code span no comment.
 */
export class Markup {
  readonly source: string;
  readonly #tree: Tree;
  readonly #comments: readonly Comment[];

  constructor(source: string) {
    this.source = source;
    this.#tree = parser.parse(source);
    this.#comments = findComments(source, this.#tree);
  }

  /** The blocks at the top level, in order. */
  get blocks(): readonly SyntaxNode[] {
    const blocks: SyntaxNode[] = [];
    for (let node = this.#tree.topNode.firstChild; node !== null; node = node.nextSibling) blocks.push(node);
    return blocks;
  }

  /** Is some of the stretch a comment for people? */
  hasComment(stretch: Stretch): boolean {
    return this.#commentsIn(stretch).length > 0;
  }

  /** What GitHub shows of it: without its comments for people. */
  shown(stretch: Stretch): string {
    return this.#replaceComments(stretch, () => '');
  }

  /** Everything it says: the text with its comments among it, no longer marked as comments. */
  said(stretch: Stretch): string {
    return this.#replaceComments(stretch, ({ says, to }) =>
      /\S/.test(this.source.charAt(to)) ? `${says} ` : says,
    );
  }

  /** Its lines without their ends; a comment that goes over several lines is on one with what stands around it. */
  linesOf({ from, to }: Stretch): readonly Stretch[] {
    const lines: Stretch[] = [];
    let start = from;
    for (let end = this.#lineEnd(start, to); ; end = this.#lineEnd(start, to)) {
      lines.push({ from: start, to: end });
      if (end >= to) return lines;
      start = end + 1;
    }
  }

  #lineEnd(start: number, to: number): number {
    let at = start;
    for (;;) {
      const end = this.source.indexOf('\n', at);
      if (end < 0 || end >= to) return to;
      const around = this.#comments[this.#firstAfter(end)];
      if (around === undefined || around.from > end) return end;
      at = around.to;
    }
  }

  #commentsIn({ from, to }: Stretch): readonly Comment[] {
    const first = this.#firstAfter(from);
    let end = first;
    while ((this.#comments[end]?.from ?? Infinity) < to) end += 1;
    return this.#comments.slice(first, end);
  }

  /** The index of the first comment that ends after an offset: they are in order. */
  #firstAfter(at: number): number {
    let low = 0;
    let high = this.#comments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#comments[middle]?.to ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #replaceComments(stretch: Stretch, replacement: (comment: Comment) => string): string {
    let text = '';
    let at = stretch.from;
    for (const comment of this.#commentsIn(stretch)) {
      text += this.source.slice(at, comment.from) + replacement(comment);
      at = comment.to;
    }
    return text + this.source.slice(at, Math.max(at, stretch.to));
  }
}

function findComments(source: string, tree: Tree): readonly Comment[] {
  const comments: Comment[] = [];
  tree.iterate({
    enter({ name, from, to }) {
      if (name !== 'Comment' && name !== 'CommentBlock' && name !== 'HTMLBlock') return;
      for (const stretch of scanComments(source, { from, to })) {
        const inner = source.slice(stretch.from, stretch.to).replace(/^<!--/, '').replace(/-->$/, '');
        const isMarker = inner.trimStart().startsWith(MARKER);
        if (!isMarker && FOR_PROGRAMS.test(inner.trim()) && !isPlaceholderOnly(inner)) continue;
        comments.push({ ...stretch, says: isMarker ? '' : dedent(inner) });
      }
    },
  });
  return comments;
}

/** An HTML comment that nothing closes goes on to the end of its block, which is the end of the text. */
function scanComments(source: string, { from, to }: Stretch): readonly Stretch[] {
  const found: Stretch[] = [];
  for (let start = source.indexOf('<!--', from); start >= 0 && start < to;) {
    const close = source.indexOf('-->', start + 4);
    const end = close < 0 || close >= to ? to : close + 3;
    found.push({ from: start, to: end });
    start = source.indexOf('<!--', end);
  }
  return found;
}

/** Without blank lines around it and without the indent that all its lines have but the first. */
function dedent(text: string): string {
  const lines = text
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
    .split('\n');
  const startsOnOwnLine = /^[ \t]*\n/.test(text);
  const indents = lines
    .slice(startsOnOwnLine ? 0 : 1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  return lines
    .map((line, index) => (index === 0 ? line.trimStart() : line.slice(Math.min(indent, line.length))))
    .join('\n');
}
