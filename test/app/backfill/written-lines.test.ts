import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readLines } from '../../../app/backfill.ts';
import { formatOffset, toInstants, toLocal } from '../../../app/zones.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

interface Moment {
  readonly date: string;
  readonly clock: string;
  readonly offset: string;
  readonly words: string;
}

const two = (n: number): string => String(n).padStart(2, '0');

function momentAt(atMs: number, zone: string, words: string): Moment {
  const { date, hour, minute, second, offsetMinutes } = toLocal(atMs, zone);
  return {
    date,
    clock: `${two(hour)}:${two(minute)}:${two(second)}`,
    offset: formatOffset(offsetMinutes),
    words,
  };
}

const nameOf = (date: string): string => MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
const half = (clock: string): string => {
  const hour = Number(clock.slice(0, 2));
  return `${hour % 12 === 0 ? 12 : hour % 12}${clock.slice(2)} ${hour < 12 ? 'AM' : 'PM'}`;
};

/** Shapes that say the whole instant, or all but the zone; each with the text that is read back. */
const SHAPES: Readonly<Record<string, (moment: Moment) => string>> = {
  'RFC 3339': ({ date, clock, offset, words }) => `${date}T${clock}${offset} ${words}`,
  'ISO with a space': ({ date, clock, words }) => `${date} ${clock} ${words}`,
  journalctl: ({ date, clock, offset, words }) => `${date}T${clock}${offset.replace(':', '')} ${words}`,
  'a heading': ({ date, clock, words }) => `### ${date} ${clock}\n\n${words}\n`,
  'a heading with a title': ({ date, clock, words }) => `### ${date} ${clock} - ${words}`,
  'a bullet': ({ date, clock, words }) => `- ${date} ${clock}: ${words}`,
  'a bullet in brackets': ({ date, clock, words }) => `* [${date.slice(5)} ${clock}] ${words}`,
  'a row': ({ date, clock, words }) => `| ${date} ${clock} | ${words} |`,
  'a row of two columns': ({ date, clock, words }) => `| ${date} | ${clock} | ${words} |`,
  syslog: ({ date, clock, words }) => `${nameOf(date)} ${date.slice(8)} ${clock} ${words}`,
  'am and pm': ({ date, clock, words }) =>
    `${nameOf(date)} ${Number(date.slice(8))}, ${date.slice(0, 4)} ${half(clock)} ${words}`,
  chat: ({ date, clock, words }) =>
    `[${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}, ${clock}] ${words}`,
  'the log of a web server': ({ date, clock, offset, words }) =>
    `10.0.0.1 - - [${date.slice(8)}/${nameOf(date)}/${date.slice(0, 4)}:${clock} ${offset.replace(':', '')}] ${words}`,
  mail: ({ date, clock, offset, words }) =>
    `Date: ${WEEKDAYS[new Date(date).getUTCDay()]}, ${date.slice(8)} ${nameOf(date)} ${date.slice(0, 4)} ${clock} ${offset.replace(':', '')}\n${words}`,
};

const zones = fc.constantFrom(
  'UTC',
  'Europe/London',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Pacific/Auckland',
  '-03:30',
);
/** Words that no time can be read from, and that no mark begins. */
const words = fc.stringMatching(/^[b-z]{6,12}( [b-z]{6,12}){0,3}$/);
const from1970to2100 = fc.integer({ min: 1, max: 4_102_444_799 - 40 * 86_400 });

/** Moments in order, none of which its local time leaves unclear. */
const moments = fc
  .record({
    zone: zones,
    first: from1970to2100,
    said: fc.array(fc.record({ after: fc.integer({ min: 0, max: 2 * 86_400 }), words }), {
      minLength: 1,
      maxLength: 8,
    }),
  })
  .map(({ zone, first, said }) => {
    let seconds = first;
    const all = said.map((each) => ({ atMs: (seconds += each.after) * 1000, words: each.words }));
    const clear = all.filter(({ atMs }) => toInstants(toLocal(atMs, zone), zone).length === 1);
    return { zone, all: clear };
  });

describe('entries', () => {
  it.each(Object.entries(SHAPES))('that are written as %s are read back to the same instants', (_, write) => {
    fc.assert(
      fc.property(moments, ({ zone, all }) => {
        const text = all.map(({ atMs, words: said }) => write(momentAt(atMs, zone, said))).join('\n');
        const first = all[0] === undefined ? '1970-01-01' : toLocal(all[0].atMs, zone).date;
        const answers = { 'order-of-date': text.startsWith('[') ? 'dmy' : 'mdy' };
        const { entries, questions } = readLines(text, { zone, date: first, answers });
        expect(questions).toEqual([]);
        expect(entries.map(({ atMs, text: said }) => ({ atMs, words: said }))).toEqual(all);
      }),
      { numRuns: 60 },
    );
  });

  it('that name only the time of day are read back once the first date and each night are told', () => {
    fc.assert(
      fc.property(moments, ({ zone, all }) => {
        const near = all.filter(({ atMs }, at) => at === 0 || atMs - (all[at - 1]?.atMs ?? 0) < 86_400_000);
        const kept = near.slice(0, all.findIndex((each, at) => each !== near[at]) >>> 0);
        const text = kept
          .map(({ atMs, words: said }) => `${momentAt(atMs, zone, said).clock} ${said}`)
          .join('\n');
        const first = kept[0] === undefined ? '1970-01-01' : toLocal(kept[0].atMs, zone).date;
        const nights = kept.map((_, at) => [`day:${at + 1}`, 'next']);
        const options = { zone, date: first, answers: Object.fromEntries(nights) as Record<string, string> };
        expect(readLines(text, options).entries.map(({ atMs }) => atMs)).toEqual(
          kept.map(({ atMs }) => atMs),
        );
      }),
    );
  });
});

const pieces = fc.constantFrom(
  ...[
    '09:14',
    '2026-03-01',
    ' - ',
    '\n',
    '\r\n',
    '```',
    '### ',
    '| ',
    '[',
    ']',
    'PST',
    'IST',
    '(',
    ')',
    '03/04/2024',
  ],
  ...[
    'Mar 1 ',
    '~',
    '-08:00',
    ' AM',
    'kim ',
    '> ',
    '* ',
    '1772356440',
    'Date: ',
    'yesterday ',
    '2X:XX',
    '**',
    'Mon, ',
    '\t',
  ],
  ...[
    'All times in ',
    '# Timeline\n',
    '0000-00-00 00:00',
    '99:99',
    '+275760-09-13 00:00Z',
    '9999-12-31 23:59 - 00:01',
  ],
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }).map((all) => all.join('')),
);

describe('reading', () => {
  it('loses no text and fails on none, whatever it is and whatever was answered', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.constantFrom(undefined, 'UTC', 'Asia/Kolkata'),
        fc.string(),
        (text, zone, answer) => {
          const asked = readLines(text, zone === undefined ? {} : { zone });
          const answers = Object.fromEntries(
            asked.questions.map(({ key, options }) => [key, options[0]?.value ?? answer]),
          );
          for (const { entries, others } of [asked, readLines(text, { answers })]) {
            const slices = [...entries, ...others].toSorted((a, b) => a.from - b.from);
            expect(slices.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text);
            expect(entries.every(({ atMs, asks }) => (atMs === null) === asks.length > 0)).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes a time that grows with the text and no faster', () => {
    const log = Array.from(
      { length: 100_000 },
      (_, at) => `2026-03-01T09:14:${two(at % 60)}Z web1 line ${at} `,
    ).join('\n');
    expect(readLines(log, { answers: { order: 'as-written' } }).entries).toHaveLength(100_000);
    const hostile = [
      '1 '.repeat(200_000),
      '['.repeat(200_000),
      `09:14 ${' '.repeat(200_000)}x`,
      'a  '.repeat(100_000),
    ];
    expect(readLines(hostile.join('\n'), { zone: 'UTC', date: '2026-03-01' }).entries).toHaveLength(1);
  }, 20_000);
});
