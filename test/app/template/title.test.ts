import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillTitle } from '../../../app/template.ts';

describe('a title', () => {
  test.each([
    ['Debrief - {{ TITLE }}', 'Debrief - Hub down'],
    ['Debrief - {{title}}', 'Debrief - Hub down'],
    ['[EVENT] {{ HUB NAME }}', '[EVENT] Hub down'],
    ['{{ Title }} ({{ DATE }})', 'Hub down'],
    ['{{ yyyy-mm-dd }}: {{ TITLE }}', 'Hub down'],
    ['{{ service }} - {{ what happened }}', 'Hub down'],
    ['Incident: <brief description>', 'Incident: Hub down'],
    ['[Incident Action]: ', 'Hub down'],
    ['Weekly review', 'Hub down'],
    ['', 'Hub down'],
  ])('fills %j', (pattern, title) => {
    expect(fillTitle(pattern, ' Hub down ')).toBe(title);
  });

  test.each([
    ['Debrief - {{ TITLE }}', 'Debrief - untitled'],
    ['{{ DATE }} - {{ TITLE }}', 'untitled'],
    ['Incident: <brief description>', 'Incident: untitled'],
    ['[Incident Action]: ', '[Incident Action]: untitled'],
    ['[Incident]', '[Incident] untitled'],
    ['Weekly review', 'Weekly review'],
    ['', 'untitled'],
  ])('that nobody gave yet is left open in %j', (pattern, title) => {
    expect(fillTitle(pattern, null)).toBe(title);
    expect(fillTitle(pattern, '  ')).toBe(title);
  });

  test('is put in as it is, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (title) => {
        const expected = title.trim() === '' ? 'untitled' : title.trim();
        expect(fillTitle('Debrief - {{ TITLE }}', title)).toBe(`Debrief - ${expected}`);
      }),
    );
    expect(fillTitle('Debrief - {{ TITLE }}', '$& {{ TITLE }} $1')).toBe('Debrief - $& {{ TITLE }} $1');
  });
});
