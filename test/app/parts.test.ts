import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { headingsOf } from '../../app/markdown/blocks.ts';
import { markerOf } from '../../app/markdown/parse.ts';
import type { Held, PartWrite } from '../../app/parts.ts';
import {
  firstBody,
  heldAlone,
  joinBody,
  MAX_BODY,
  nextTidying,
  nextWrite,
  splitBody,
  textsOf,
  withComment,
  withHead,
} from '../../app/parts.ts';
import { lengthOf } from '../../app/parts/cut.ts';
import { commentOf, headOf, readComment, readHead } from '../../app/parts/lines.ts';
import { anyMarkdown } from '../support/arbitrary.ts';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const MARKER = markerOf(ID);

/** Lines that look like those that say what a part is, and what stands around them. */
const lookAlike = fc
  .array(
    fc.constantFrom(
      MARKER,
      `<!-- debrief:${ID} parts 3: 4 5 -->`,
      `<!-- debrief:${ID} parts 1: -->`,
      `<!-- debrief:${ID} parts 2 mid-line: 7 -->`,
      `<!-- debrief:${ID} part 2 -->`,
      `<!-- debrief:${ID} part 3 mid-line -->`,
      '_This report goes on in the comment below._',
      'word',
      '',
      '\r',
      '## Heading',
    ),
    { maxLength: 8 },
  )
  .map((lines) => lines.join('\n'));
const anyText = fc.oneof(lookAlike, anyMarkdown, fc.string({ unit: 'binary' }));

/** Long texts of few runs, so that shrinking finds something to read. */
const anyLongText = fc
  .array(
    fc.record({
      text: fc.oneof(
        fc.constantFrom(
          'word ',
          'x',
          '😀',
          'A line.\n',
          'A paragraph.\n\n',
          '## Heading\n\nText.\n\n',
          'a\r\n',
        ),
        anyText,
      ),
      chars: fc.integer({ min: 1, max: 90_000 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((runs) =>
    runs.map(({ text, chars }) => text.repeat(Math.ceil(chars / Math.max(text.length, 1)))).join(''),
  )
  .filter((text) => text.length < 300_000);

/** A GitHub with one issue, which does what it is asked to. */
class Page {
  held: Held;
  writes = 0;
  private lastId = 100;

  constructor(whole: string) {
    this.held = heldAlone(firstBody(whole, ID));
  }

  /** What is there after a write. */
  perform(write: PartWrite): void {
    this.writes += 1;
    if (write.do === 'post') this.lastId += 1;
    if (write.do === 'head') this.held = withHead(this.held, write.body);
    else
      this.held = withComment(
        this.held,
        write.do === 'post' ? this.lastId : write.id,
        write.do === 'remove' ? null : write.body,
      );
  }

  /** Writes until there is nothing left to write; tells of each state on the way. */
  bring(whole: string, passing: (held: Held) => void = () => undefined): void {
    for (let count = 0; count < 60; count += 1) {
      const write =
        joinBody(this.held) === whole ? nextTidying(this.held, ID) : nextWrite(this.held, whole, ID);
      if (write === null) return;
      this.perform(write);
      passing(this.held);
    }
    throw new Error('no end to the writes');
  }
}

const paragraph = (name: string): string => `${`A sentence about ${name}, and one more. `.repeat(25)}\n\n`;
const report = (sections: number, name = ''): string =>
  `# Summary\n\n${paragraph('all')}${Array.from(
    { length: sections },
    (_, index) => `## Section ${index}${name}\n\n${paragraph(`number ${index}`)}`,
  ).join('')}${MARKER}`;

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');

describe('the lines that say what a part is', () => {
  test('read back, for any text', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.integer({ min: 1 })), fc.boolean(), (text, ids, isMarked) => {
        const unique = [...new Set(ids)];
        const marker = isMarked ? MARKER : '';
        const head = headOf(text, unique, unique.length + 1, marker, ID);
        expect(readHead(head)).toEqual({ text, ids: unique, partsOf: ID, marker });
        expect(readComment(commentOf(text, 2, ID))).toEqual({ text, part: { draftId: ID, number: 2 } });
      }),
      { numRuns: 2_000 },
    );
  });

  test('are no part of a text that is in one piece, whatever it looks like', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(joinBody(heldAlone(firstBody(text, ID)))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  test('of another report, quoted in this one, name nothing', () => {
    const other = '01890a5d-ac96-774b-bcce-b302099a8058';
    const body = `A quote:\n\n<!-- debrief:${other} parts 2: 5 -->\n\n${MARKER}`;
    expect(firstBody(body, ID)).toBe(body);
    expect(readHead(body)).toMatchObject({ partsOf: null, ids: [] });
  });

  const head = headOf('Text.\n', [7], 2, MARKER, ID);
  test.each([
    ['saved by GitHub’s editor', head.replaceAll('\n', '\r\n'), 'Text.\r\n'],
    ['without the note', head.replace(/_This.*_\n\n/, ''), 'Text.\n'],
    ['with the note in other words', head.replace('the comment below', 'what Bo wrote'), 'Text.\n'],
    ['with text below it all', `${head}\n\nOne more thing.`, 'Text.\nOne more thing.\n'],
    [
      'with text above the marker',
      head.replace(MARKER, `One more thing.\n\n${MARKER}`),
      'Text.\nOne more thing.\n\n',
    ],
  ])('are found in a body %s', (_what, body, text) => {
    expect(readHead(body)).toMatchObject({ partsOf: ID, ids: [7], text });
    expect(readHead(body).marker.trim()).toBe(MARKER);
  });

  test.each([
    ['saved by GitHub’s editor', commentOf('Text.\n', 2, ID).replaceAll('\n', '\r\n'), 'Text.\r\n'],
    ['without its blank line', commentOf('Text.\n', 2, ID).replace('\n\n', '\n'), 'Text.\n'],
    ['without its line', 'Text.', 'Text.\n'],
    ['with text below it', `${commentOf('Text.\n', 2, ID)}\n\nMore.`, 'Text.\nMore.\n'],
  ])('are found in a comment %s', (_what, body, text) => {
    expect(readComment(body).text).toBe(text);
  });
});

describe('a report in parts', () => {
  test('is the report, byte for byte, each part within the limit, and cut the same way again', () => {
    fc.assert(
      fc.property(anyLongText, fc.boolean(), (text, isMarked) => {
        const whole = isMarked ? `${text}\n\n${MARKER}` : text;
        const page = new Page(whole);
        page.bring(whole);
        expect(joinBody(page.held)).toBe(whole);
        for (const { body } of [{ body: page.held.head }, ...page.held.comments])
          expect(Array.from(body).length).toBeLessThanOrEqual(MAX_BODY);
        expect(page.held.comments.every(({ body }) => readComment(body).text !== '')).toBe(true);
        expect(nextWrite(page.held, whole, ID)).toBeNull();
        expect(nextTidying(page.held, ID)).toBeNull();
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test('never tears a character', () => {
    const [first = '', second = ''] = splitBody(`x${'😀'.repeat(70_000)}`, [], ID);
    expect(first.isWellFormed() && second.isWellFormed()).toBe(true);
  });

  test('begins its parts with a heading where it has any, else with a paragraph, else with a line', () => {
    const startsOf = (text: string): readonly string[] => splitBody(text, [], ID).slice(1);
    const withHeadings = startsOf(report(200));
    expect(withHeadings.length).toBeGreaterThan(2);
    for (const part of withHeadings) expect(headingsOf(part)[0]?.from).toBe(0);
    for (const part of startsOf(paragraph('it').repeat(150))) expect(part).toMatch(/^A sentence/);
    for (const part of startsOf('A line of a log.\n'.repeat(9_000))) expect(part).toMatch(/^A line/);
  });

  test('is one piece as long as it fits', () => {
    const fitting = `${'x'.repeat(MAX_BODY - MARKER.length - 2)}\n\n${MARKER}`;
    expect(splitBody(fitting, [], ID)).toHaveLength(1);
    expect(splitBody(`x${fitting}`, [], ID).length).toBeGreaterThan(1);
    expect(lengthOf('😀'.repeat(MAX_BODY))).toBe(MAX_BODY);
    expect(splitBody('😀'.repeat(MAX_BODY), [], ID)).toHaveLength(1);
  });

  test('is brought up to date by one write where one part is edited', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 199 }),
        fc.constantFrom('one more word', '', 'A paragraph.\n\nAnd another.', '\n### A heading\n\nText.'),
        (section, words) => {
          const whole = report(200);
          const page = new Page(whole);
          page.bring(whole);
          page.writes = 0;
          const edited = whole.replace(`about number ${section}, and`, `about ${words}, and`);
          page.bring(edited);
          expect(joinBody(page.held)).toBe(edited);
          expect(page.writes).toBe(1);
        },
      ),
      { numRuns: 15 },
    );
  });

  test('keeps its boundaries where two parts far apart are edited at once, and line ends too', () => {
    const whole = report(200);
    const page = new Page(whole);
    page.bring(whole);
    page.writes = 0;
    const edited = whole.replace('number 3, and', 'three, and').replace('number 190, and', 'X, and');
    page.bring(edited);
    expect(page.writes).toBe(2);
    page.bring(edited.replaceAll('\n', '\r\n'));
    expect(page.writes).toBe(2);
  });

  test('goes from any text to any other, with nothing missing on the way that is in both', () => {
    fc.assert(
      fc.property(fc.nat({ max: 250 }), fc.nat({ max: 250 }), fc.nat({ max: 250 }), (one, other, shift) => {
        const before = report(one);
        const page = new Page(before);
        page.bring(before);
        const rotated = report(other).split(/(?=^## )/m);
        const after = [...rotated.slice(0, 1), ...rotated.slice(Math.min(shift, rotated.length - 1))].join(
          '',
        );
        const whole = after.endsWith(MARKER) ? after : `${after}${MARKER}`;
        const kept = lines(whole).filter((line) => before.includes(`${line}\n`));
        page.bring(whole, (held) => {
          const shown = new Set(lines(textsOf(held).join('')));
          expect(kept.filter((line) => line !== MARKER && !shown.has(line))).toEqual([]);
        });
        expect(joinBody(page.held)).toBe(whole);
        expect(page.held.loose).toEqual([]);
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  test('moves back into the issue when it fits well, and only then are the comments removed', () => {
    const page = new Page(report(200));
    page.bring(report(200));
    expect(page.held.comments.length).toBeGreaterThan(1);
    const removed: string[] = [];
    page.bring(report(20), (held) => {
      if (held.comments.length === 0) removed.push(held.head === report(20) ? 'after' : 'too early');
    });
    expect(new Set(removed)).toEqual(new Set(['after']));
    expect([page.held.loose, page.held.comments]).toEqual([[], []]);
  });

  test('takes comments up that were made already, and drops those that are gone', () => {
    const whole = report(200);
    const page = new Page(whole);
    const first = nextWrite(page.held, whole, ID);
    if (first?.do !== 'post') throw new Error('no comment is made');
    page.perform(first);
    // A crash: made, and the body does not name it.
    page.bring(whole);
    const [lost, ...others] = page.held.comments;
    if (lost === undefined) throw new Error('no comments');
    page.held = withHead({ ...page.held, comments: others }, page.held.head);
    expect(page.held.missing).toEqual([lost.id]);
    const left = joinBody(page.held);
    page.bring(left);
    expect(page.held.missing).toEqual([]);
    expect(joinBody(page.held)).toBe(left);
    page.bring(whole);
    expect(joinBody(page.held)).toBe(whole);
  });
});
