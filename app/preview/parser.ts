/** GitHub's Markdown, as text to HTML that is not safe yet: GFM, and what GitHub adds to it in issues. */
import { default as createParser } from 'markdown-it';
import type { MarkdownIt } from 'markdown-it';
import { full as emoji } from 'markdown-it-emoji';
import footnote from 'markdown-it-footnote';

import { taskLists } from './task-lists.ts';

/** GFM links `www.` and web and mail addresses; it does not link bare domains (https://github.github.com/gfm/#autolinks-extension-). */
function linkAsGitHub(md: MarkdownIt): void {
  md.linkify
    .set({ fuzzyLink: false, fuzzyEmail: true })
    .add('ftp:', null)
    .add('//', null)
    .add('www.', {
      validate: (text, at, linkify) => {
        const host = linkify.re.get_relative_proto_validator();
        host.lastIndex = at;
        return host.exec(text)?.[0].length ?? 0;
      },
      normalize: (match) => {
        match.url = `http://${match.url}`;
      },
    });
}

/** GFM aligns a column by attribute; the parser writes a style, which no sanitiser lets through. */
function alignByAttribute(md: MarkdownIt): void {
  md.core.ruler.push('align', ({ tokens }) => {
    for (const token of tokens) {
      const side = /^text-align:(\w+)$/.exec(String(token.attrGet('style') ?? ''))?.[1];
      if (side !== undefined) token.attrs = [['align', side]];
    }
  });
}

function makeParser(): MarkdownIt {
  // In an issue, unlike in a file, GitHub keeps the line breaks of a paragraph.
  const md = createParser({ html: true, linkify: true, breaks: true });
  linkAsGitHub(md);
  // GitHub writes smileys as they are typed; only :names: become emoji.
  md.use(emoji, { shortcuts: {} }).use(footnote).use(taskLists).use(alignByAttribute);
  return md;
}

let parser: MarkdownIt | null = null;

/** Unsafe: raw HTML in the Markdown passes as it is. */
export function toUnsafeHtml(markdown: string): string {
  parser ??= makeParser();
  return parser.render(markdown);
}
