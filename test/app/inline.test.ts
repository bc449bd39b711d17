import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Inline } from '../../app/inline.ts';
import { inlineOf } from '../../app/inline.ts';

const PLACE = { repo: 'acme/ops', host: 'github.com' };

/** The pieces in short: what is marked stands in brackets behind its kind, a link with its target. */
function short(pieces: readonly Inline[]): string {
  return pieces
    .map((piece) => {
      if (piece.is === 'text') return piece.text;
      if (piece.is === 'code') return `code{${piece.text}}`;
      const inside = short(piece.inside);
      return piece.is === 'link' ? `link{${inside}|${piece.href}}` : `${piece.is}{${inside}}`;
    })
    .join('');
}

function linksIn(pieces: readonly Inline[]): readonly string[] {
  return pieces.flatMap((piece) => {
    if (!('inside' in piece)) return [];
    return [...(piece.is === 'link' ? [piece.href] : []), ...linksIn(piece.inside)];
  });
}

describe('the text of a row', () => {
  it.each([
    ['Rolled back', 'Rolled back'],
    ['to `1.4.2` now', 'to code{1.4.2} now'],
    ['**very _bad_** ~~not~~', 'strong{very em{bad}} s{not}'],
    [
      'see #12 and @kim',
      'see link{#12|https://github.com/acme/ops/issues/12} and link{@kim|https://github.com/kim}',
    ],
    ['[the *log*](https://example.com/a)', 'link{the em{log}|https://example.com/a}'],
    ['at https://example.com/a now', 'at link{https://example.com/a|https://example.com/a} now'],
    ['<https://example.com/>', 'link{https://example.com/|https://example.com/}'],
    ['\\*not\\* `#12`', '*not* code{#12}'],
    ['two\nlines **b**', 'two\nlines strong{b}'],
    ['snake_case_name 2*3*4', 'snake_case_name 2em{3}4'],
  ])('%j', (text, expected) => {
    expect(short(inlineOf(text, PLACE))).toBe(expected);
  });

  it.each([
    '- a *list*',
    '```\n**code**\n```',
    '# heading *x*',
    '<b>html</b>',
    '![picture](https://example.com/a.png)',
    '[x](javascript:alert(1))',
    '[x](data:text/html,y)',
    '[x][ref]',
    '[unclosed](',
  ])('%j shows as it was written', (text) => {
    expect(short(inlineOf(text, PLACE))).toBe(text);
  });

  it('links to the web and nowhere else, whatever is written', () => {
    fc.assert(
      fc.property(
        fc
          .array(
            fc.constantFrom(
              '[',
              ']',
              '(',
              ')',
              '<',
              '>',
              '`',
              '*',
              '_',
              '~~',
              '\\',
              '!',
              '#1',
              '@a',
              ' ',
              '\n',
              'x',
              'javascript:',
              'https://a.b/',
              'data:',
              '//',
              'www.a.b',
              'mailto:a@b.c',
              'file:///',
              '&#106;',
              '\t',
            ),
            { maxLength: 30 },
          )
          .map((pieces) => pieces.join('')),
        (text) => {
          for (const href of linksIn(inlineOf(text, PLACE))) expect(href).toMatch(/^(?:https?:\/\/|mailto:)/);
        },
      ),
    );
  });

  it('says all of the words', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = text.replace(/[^a-z]/gi, '');
        const shown = short(inlineOf(text, { ...PLACE, repo: null }));
        for (const letter of new Set(plain)) expect(shown).toContain(letter);
      }),
    );
  });
});
