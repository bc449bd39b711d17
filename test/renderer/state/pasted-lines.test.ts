import { describe, expect, it } from 'vitest';

import { readLines } from '../../../app/backfill.ts';
import type { ReadAside } from '../../../renderer/backfill/line-reader.ts';
import { answersAfterEdit, severalLines, typedAnswers } from '../../../renderer/state/pasted-answers.ts';
import { PastedLines } from '../../../renderer/state/pasted-lines.svelte.ts';
import type { PasteInto } from '../../../renderer/state/pasted-lines.svelte.ts';

const INTO: PasteInto = {
  zone: 'Europe/London',
  date: '2026-03-05',
  nearMs: Date.parse('2026-03-05T12:00Z'),
  section: null,
};
const NIGHT = '23:50 slow\nand slower\n00:10 down\n';

/** The reader without its worker. */
const reader: ReadAside = ({ text, options }) =>
  Promise.resolve({ read: readLines(text, options), isZoneUnknown: false });

async function settled(pasted: PastedLines): Promise<PastedLines> {
  await expect.poll(() => pasted.isReading).toBe(false);
  return pasted;
}

async function paste(text: string, into = INTO): Promise<PastedLines> {
  const pasted = new PastedLines(reader, into);
  if (into.section === null) pasted.type(text);
  return settled(pasted);
}

const at = (pasted: PastedLines): readonly (string | null)[] =>
  pasted.rows.map(({ atMs }) => (atMs === null ? null : new Date(atMs).toISOString().slice(0, 16)));
const asked = (pasted: PastedLines): readonly [string, boolean][] =>
  pasted.questions.map(({ key, isOpen }) => [key, isOpen]);

describe('pasted lines', () => {
  it('are not ready before every question of a ticked row is answered', async () => {
    const pasted = await paste(NIGHT);
    expect(at(pasted)).toEqual([null, null]);
    expect(asked(pasted)).toEqual([
      ['zone', true],
      ['date', true],
      ['day:3', true],
    ]);
    pasted.answer('zone', 'Europe/London');
    pasted.answer('date', '2026-03-05');
    await settled(pasted);
    expect(pasted.isReady).toBe(false);
    pasted.answer('day:3', 'next');
    await settled(pasted);
    expect(at(pasted)).toEqual(['2026-03-05T23:50', '2026-03-06T00:10']);
    expect(asked(pasted)).toEqual([
      ['zone', false],
      ['date', false],
      ['day:3', false],
    ]);
    expect(pasted.isReady).toBe(true);
  });

  it('ask nothing for rows that are left out, or that were given a time by hand', async () => {
    const pasted = await paste('2026-03-05T09:00Z ok\n2026-03-05 09:14 IST odd\n');
    expect(asked(pasted)).toEqual([['zone:IST', true]]);
    const odd = pasted.rows[1]?.key ?? '';
    pasted.tick([odd], false);
    expect([asked(pasted), pasted.isReady]).toEqual([[], true]);
    pasted.tick([odd], true);
    expect(pasted.isReady).toBe(false);
    pasted.correct(odd, { time: { atMs: Date.parse('2026-03-05T09:14Z'), certainty: { is: 'exact' } } });
    expect([asked(pasted), pasted.isReady]).toEqual([[], true]);
    expect(at(pasted)).toEqual(['2026-03-05T09:00', '2026-03-05T09:14']);
    pasted.correct(odd, null);
    expect(pasted.isReady).toBe(false);
  });

  it('keep what was corrected when other lines change', async () => {
    const pasted = await paste('2026-03-05T09:00Z a\n2026-03-05T09:10Z b\n');
    pasted.correct(pasted.rows[1]?.key ?? '', { text: 'better', phase: 'detected' });
    pasted.type(`2026-03-05T08:00Z new\n${pasted.text}`);
    await settled(pasted);
    expect(pasted.rows.map(({ text, phase }) => [text, phase])).toEqual([
      ['new', null],
      ['a', null],
      ['better', 'detected'],
    ]);
  });

  it('are added as they are ticked and corrected, with the phase that a line names', async () => {
    const pasted = await paste(
      '2026-03-05T09:00Z **Detected:** alert\n2026-03-05T09:10Z b\n2026-03-05T09:20Z c\n',
    );
    pasted.tick([pasted.rows[1]?.key ?? ''], false);
    expect(pasted.toAdd()).toEqual({
      entries: [
        {
          atMs: Date.parse('2026-03-05T09:00Z'),
          certainty: { is: 'exact' },
          text: 'alert',
          phase: 'detected',
        },
        { atMs: Date.parse('2026-03-05T09:20Z'), certainty: { is: 'exact' }, text: 'c', phase: null },
      ],
    });
  });

  it('of a section leave there what has no time, and what is left out', async () => {
    const text = 'Before.\n\n- 2026-03-05 09:00 UTC a\n- 2026-03-05 09:10 UTC b\n';
    const pasted = await paste('', { ...INTO, section: { id: 's', name: 'Summary', text } });
    pasted.tick([pasted.rows[0]?.key ?? ''], false);
    expect(pasted.toAdd().section).toEqual({
      id: 's',
      was: text,
      left: 'Before.\n\n- 2026-03-05 09:00 UTC a\n',
    });
  });

  it('say why they could not be read', async () => {
    const pasted = new PastedLines(() => Promise.reject(new Error('no worker')), INTO);
    pasted.type('09:14 x');
    await settled(pasted);
    expect(pasted.problem?.message).toContain('no worker');
  });
});

describe('answers', () => {
  const answers = { zone: 'UTC', 'day:3': 'next', 'line:1': '2026-03-01 09:14' };

  it.each([
    ['a line added at the end', `${NIGHT}00:20 up`, ['zone', 'day:3', 'line:1']],
    ['the third line changed', NIGHT.replace('down', 'gone'), ['zone', 'line:1']],
    ['a line added before them', `x\n${NIGHT}`, ['zone']],
    ['another text', '10:00 other', []],
  ])('after an edit: %s', (_, after, keys) => {
    expect(Object.keys(answersAfterEdit(answers, NIGHT, after))).toEqual(keys);
  });

  it('are on the clocks that a person sees, where they name no zone', () => {
    expect(typedAnswers({ ...answers, 'line:2': '09:14 UTC', 'line:4': 'text' }, 'Europe/London')).toEqual({
      zone: 'UTC',
      'day:3': 'next',
      'line:1': '2026-03-01 09:14 Europe/London',
      'line:2': '09:14 UTC',
      'line:4': 'text',
    });
  });
});

describe('what is pasted into the log field', () => {
  it.each([
    ['one line\n', null],
    ['a\n\n \n', null],
    ['a\r\nb\r\n', 'a\nb'],
  ])('%j has several lines: %j', (pasted, lines) => {
    expect(severalLines(pasted)).toBe(lines);
  });
});
