import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { PreviewChild, PreviewElement, PreviewNode } from '../../app/preview.ts';
import { previewHtml, previewTree } from '../../app/preview.ts';

const place = { repo: 'acme/ops', host: 'github.com' };
const html = (markdown: string): string => previewHtml(markdown, place).trim();

describe('a preview', () => {
  it('keeps the line breaks of a paragraph, as GitHub does in issues', () => {
    expect(html('one\ntwo')).toBe('<p>one<br>\ntwo</p>');
  });

  it('makes tasks of list items that begin with a box', () => {
    const shown = html('- [ ] open\n- [x] done\n- [X] done too\n- [y] no task');
    expect(shown.match(/<input type="checkbox" disabled>/g)).toHaveLength(1);
    expect(shown.match(/<input type="checkbox" disabled checked>/g)).toHaveLength(2);
    expect(shown).toContain('<ul class="contains-task-list">');
    expect(shown).toContain('[y] no task');
  });

  it('makes no task of a box that is not followed by a space', () => {
    expect(html('- [ ](https://example.org)')).not.toContain('input');
    expect(html('- [x]')).not.toContain('input');
  });

  it('aligns the columns of a table by attribute', () => {
    expect(html('|a|b|\n|-:|-|\n|1|2|')).toContain('<th align="right">a</th>');
  });

  it('links bare addresses as GFM does, and no bare domains', () => {
    const shown = html('www.example.com https://example.org/a(b) kim@example.org example.com //example.org');
    expect(shown).toContain('<a href="http://www.example.com">www.example.com</a>');
    expect(shown).toContain('<a href="https://example.org/a(b)">');
    expect(shown).toContain('<a href="mailto:kim@example.org">');
    expect(shown.match(/<a /g)).toHaveLength(3);
  });

  it('writes :names: as emoji and leaves smileys alone', () => {
    expect(html(':tada: :)')).toBe('<p>🎉 :)</p>');
  });

  it.each(['note', 'tip', 'important', 'warning', 'caution'])('shows the alert %s with its title', (kind) => {
    const shown = html(`> [!${kind.toUpperCase()}]\n> Mind **this**.\n> And this.`);
    expect(shown).toContain(`<div class="markdown-alert markdown-alert-${kind}">`);
    expect(shown).toMatch(/<p class="markdown-alert-title">[A-Z][a-z]+<\/p><p>Mind <strong>this<\/strong>/);
  });

  it('leaves a quotation that only begins like an alert', () => {
    expect(html('> [!NOTE] on the same line')).toContain('<blockquote>');
    expect(html('> [!NOTE]')).toContain('<blockquote>');
    expect(html('- > [!NOTE]\n  > inside of a list')).toContain('<blockquote>');
  });

  it('joins footnotes to their references, under names that no page of ours has', () => {
    const shown = html('a[^1]\n\n[^1]: note');
    expect(shown).toContain('<a href="#user-content-fn1" id="user-content-fnref1">');
    expect(shown).toContain('<li id="user-content-fn1"');
  });

  it('shows no comment, and so not the marker of a draft', () => {
    expect(html('before\n\n<!-- debrief:0190 -->')).toBe('<p>before</p>');
  });
});

describe('references', () => {
  it.each([
    ['@octocat', '<a href="https://github.com/octocat">@octocat</a>'],
    ['(@octocat)', '(<a href="https://github.com/octocat">@octocat</a>)'],
    ['@acme/on-call', '<a href="https://github.com/orgs/acme/teams/on-call">@acme/on-call</a>'],
    ['#12', '<a href="https://github.com/acme/ops/issues/12">#12</a>'],
    ['GH-12', '<a href="https://github.com/acme/ops/issues/12">GH-12</a>'],
    ['acme/docs#3.', '<a href="https://github.com/acme/docs/issues/3">acme/docs#3</a>.'],
    [
      'https://github.com/acme/docs/issues/3',
      '<a href="https://github.com/acme/docs/issues/3">acme/docs#3</a>',
    ],
    ['https://github.com/acme/ops/pull/4', '<a href="https://github.com/acme/ops/pull/4">#4</a>'],
  ])('%s is a link', (markdown, expected) => {
    expect(html(markdown)).toBe(`<p>${expected}</p>`);
  });

  it.each(['kim@octocat', '#0', '#12a', 'a#12', '`@octocat #12`', '@-x', 'foo/bar/baz#1', '@octocat.io'])(
    '%s is text',
    (markdown) => {
      expect(html(markdown)).not.toContain('<a ');
    },
  );

  it('are text inside of a link', () => {
    expect(html('[see #12](https://example.org)')).toBe('<p><a href="https://example.org">see #12</a></p>');
  });

  it('to an issue without a repository stay text where no repository is known', () => {
    expect(previewHtml('#12 acme/ops#3', { repo: null, host: 'github.com' })).toBe(
      '<p>#12 <a href="https://github.com/acme/ops/issues/3">acme/ops#3</a></p>\n',
    );
  });

  it('go to the host that the report is for', () => {
    expect(previewHtml('@kim', { repo: null, host: 'github.acme.example' })).toContain(
      'https://github.acme.example/kim',
    );
  });
});

describe('pictures', () => {
  it('are links to them with their words: nothing remote is loaded', () => {
    expect(html('![The graph](https://example.org/graph.png?x=1)')).toBe(
      '<p><a href="https://example.org/graph.png?x=1" class="remote-image">The graph</a></p>',
    );
  });

  it('without words go by their file name', () => {
    expect(html('![](https://example.org/graph.png?x=1)')).toContain('>graph.png</a>');
  });

  it('inside of a link, or without an address of the web, are their words', () => {
    expect(html('[![The graph](https://example.org/a.png)](https://example.org)')).toBe(
      '<p><a href="https://example.org">The graph</a></p>',
    );
    expect(html('<img src="data:image/svg+xml,<svg onload=alert(1)>" alt="The graph">')).toBe('The graph');
  });

  const name = `${'a'.repeat(64)}.png`;
  const shown = (markdown: string): string =>
    previewHtml(markdown, place, (picture) => `/rpc/pictures/${picture}`).trim();

  it('of the draft are shown from the one address that is ours', () => {
    const image = `<img src="/rpc/pictures/${name}" alt="The graph" class="picture">`;
    expect(shown(`![The graph](debrief-picture:${name})`)).toBe(`<p>${image}</p>`);
    expect(
      shown(`<img src="debrief-picture:${name}" alt="The graph" onload="alert(1)" width=9 srcset=x>`),
    ).toBe(image);
    expect(shown(`[![The graph](debrief-picture:${name})](https://example.org)`)).toContain(image);
  });

  it('of the draft are their words where nobody says where they are', () => {
    expect(html(`![The graph](debrief-picture:${name})`)).toBe('<p>The graph</p>');
  });

  it.each([
    `debrief-picture:../../session`,
    `debrief-picture:${name}/../x`,
    `debrief-picture:${'a'.repeat(64)}.svg`,
    `debrief-picture:${name}?x`,
    `https://example.org/debrief-picture:${name}`,
    `/rpc/pictures/${name}`,
  ])('are nothing of ours at %s', (address) => {
    expect(shown(`![words](${address})`)).not.toContain('<img');
    expect(shown(`<img src="${address}" alt="words">`)).not.toContain('<img');
  });
});

/** What may come out, whatever goes in. */
const TAGS = new Set(
  (
    'a b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i input ins kbd li ol p pre q rp rt ruby s ' +
    'samp section span strike strong sub summary sup table tbody td tfoot th thead tr tt ul var'
  ).split(' '),
);

function elementsOf(nodes: readonly (PreviewNode | PreviewChild)[]): readonly PreviewElement[] {
  return nodes.flatMap((node) => (node.type === 'element' ? [node, ...elementsOf(node.children)] : []));
}

function expectHarmless(markdown: string): void {
  const tree = previewTree(markdown, place);
  for (const { tagName, properties } of elementsOf(tree.children)) {
    expect(TAGS).toContain(tagName);
    for (const [name, value] of Object.entries(properties)) {
      expect(name).not.toMatch(
        /^on|style|^src|srcset|^action$|formaction|background|poster|^data(?!Footnote)/i,
      );
      if (name === 'href') expect(String(value)).toMatch(/^(?:https?:|mailto:|#)/i);
      if (name === 'id' || name === 'name') expect(String(value)).toMatch(/^user-content-/);
    }
  }
  for (const node of tree.children) expect(['element', 'text']).toContain(node.type);
}

describe('hostile text', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><script>alert(1)</script></svg>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt&colon;alert(1)">x</a>',
    '<a href=" &#14; javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:msgbox(1))',
    '<iframe src="https://example.org"></iframe>',
    '<object data="https://example.org"></object><embed src="https://example.org">',
    '<form action="https://example.org"><input name=x><button>go</button></form>',
    '<style>@import "https://example.org";</style>',
    '<p style="position:fixed;inset:0">over everything</p>',
    '<link rel=stylesheet href="https://example.org">',
    '<meta http-equiv=refresh content="0;url=https://example.org">',
    '<base href="https://example.org">',
    '<picture><source srcset="https://example.org/a.png"><img src="https://example.org/b.png"></picture>',
    '<video src="https://example.org/a.mp4" poster="https://example.org/p.png" autoplay></video>',
    '<table background="https://example.org/a.png"><tr><td background="https://example.org/a.png">x</table>',
    '<div id="draft-title" name="log-field">clobber</div>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<template><img src=x onerror=alert(1)></template>',
    '<details open ontoggle=alert(1)><summary>x</summary></details>',
    '<input autofocus onfocus=alert(1)>',
    '<a href="//example.org">scheme of the page</a> <a href="/settings">a page of ours</a>',
    '<!--><img src=x onerror=alert(1)>-->',
    '<![CDATA[<img src=x onerror=alert(1)>]]>',
    '`<img src=x onerror=alert(1)>`\n\n    <script>alert(1)</script>',
    '| <img src=x onerror=alert(1)> |\n|-|\n| [x](javascript:alert(1)) |',
    '[^x]\n\n[^x]: <img src=x onerror=alert(1)>',
    '> [!NOTE]\n> <img src=x onerror=alert(1)>',
    '@<img src=x onerror=alert(1)> #1<script>',
  ])('is harmless: %s', (markdown) => {
    expectHarmless(markdown);
  });

  it('is harmless however its pieces are put together', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '`',
      '\n',
      ' ',
      '/',
      '=',
      '&',
      '#',
      ';',
      '[',
      ']',
      '(',
      ')',
      '!',
      '\\',
      '<!--',
      '-->',
      '\u0000',
      'a',
      'img',
      'svg',
      'math',
      'style',
      'script',
      'onerror',
      'href',
      'src',
      'javascript:',
      'alert(1)',
      'title',
      'table',
      'https://example.org',
      '<a href=',
      '<img src=x ',
      '</',
      '@kim',
      'acme/ops#1',
      '> [!NOTE]\n',
      '- [ ] ',
      '|-|',
      '[^1]',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => expectHarmless(parts.join(''))),
      { numRuns: 300 },
    );
  });

  it('shows as the text that it is where it is nested too deep for any reader', () => {
    const deep = '<div>'.repeat(20_000);
    expect(previewTree(deep, place).children).toEqual([
      { type: 'element', tagName: 'pre', properties: {}, children: [{ type: 'text', value: deep }] },
    ]);
  });
});
