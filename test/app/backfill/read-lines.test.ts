import { describe, expect, it } from 'vitest';

import type { ReadOptions } from '../../../app/backfill.ts';
import { readLines } from '../../../app/backfill.ts';

/** What was read, one line an entry: its instant or what it waits for, how well it is known, its text. */
function read(text: string, options: ReadOptions = {}): readonly string[] {
  return readLines(text, options).entries.map(({ atMs, certainty, text: said, asks }) => {
    const at = atMs === null ? `? ${asks.join()}` : new Date(atMs).toISOString().slice(0, 19);
    const known =
      certainty.is === 'range'
        ? `${certainty.about ? 'about ' : ''}until ${new Date(certainty.untilMs).toISOString().slice(11, 19)} `
        : certainty.is === 'exact'
          ? ''
          : `${certainty.is} `;
    return `${at} ${known}| ${said}`;
  });
}
const asked = (text: string, options: ReadOptions = {}): readonly string[] =>
  readLines(text, options).questions.map(({ key }) => key);

const HERE: ReadOptions = { zone: 'UTC', date: '2026-03-01' };

describe('a line that begins with a time', () => {
  it.each([
    ['2026-03-01T09:14:02Z web1 nginx: timed out', '2026-03-01T09:14:02 | web1 nginx: timed out'],
    ['2026-03-01T09:14:02+0100 web1 sshd[1]: closed', '2026-03-01T08:14:02 | web1 sshd[1]: closed'],
    ['2026-03-01T09:14:02.123456+01:00 level=warn', '2026-03-01T08:14:02 | level=warn'],
    ['2026-03-01 09:14:02,123 ERROR no route', '2026-03-01T09:14:02 | ERROR no route'],
    ['20260301T091402Z alert', '2026-03-01T09:14:02 | alert'],
    ['Mar 01 09:14:02 host unit[1]: started', '2026-03-01T09:14:02 | host unit[1]: started'],
    ['Mar  1 09:14:02 est1 kernel: oom', '2026-03-01T09:14:02 | est1 kernel: oom'],
    ['Sun Mar  1 09:14:02 PST 2026 down', '2026-03-01T17:14:02 | down'],
    ['09:14 AM Kim: rolled back', '2026-03-01T09:14:00 | Kim: rolled back'],
    ['[09:14] <kim> rolled back', '2026-03-01T09:14:00 | kim: rolled back'],
    ['09:14:02 <@kim> rolled back', '2026-03-01T09:14:02 | kim: rolled back'],
    ['Date: Sun, 01 Mar 2026 09:14:02 -0500', '2026-03-01T14:14:02 | '],
    ['| 14:02 UTC | paged | kim |', '2026-03-01T14:02:00 | paged | kim'],
    ['| 2026-03-02 | 14:02 | paged |', '2026-03-02T14:02:00 | paged'],
    ['* [08:47] Bump is merged', '2026-03-01T08:47:00 | Bump is merged'],
    ['- [03-26 23:04] Failover', '2026-03-26T23:04:00 | Failover'],
    ['- **14:05** - mended', '2026-03-01T14:05:00 | mended'],
    ['- 2:54 PM PST: merged', '2026-03-01T22:54:00 | merged'],
    ['1. 14:05 mended', '2026-03-01T14:05:00 | mended'],
    ['> 14:05 mended', '2026-03-01T14:05:00 | mended'],
    ['At 14:05 we mended it', '2026-03-01T14:05:00 | we mended it'],
    ['26/03/2024, 10:00 - Kim: hello', '2024-03-26T10:00:00 | Kim: hello'],
    ['3.4.2024 10:00 hello', '2024-04-03T10:00:00 | hello'],
    ['9am - first report', '2026-03-01T09:00:00 | first report'],
    ['2017/01/31 6pm UTC: spammers', '2017-01-31T18:00:00 | spammers'],
    ['January 31, 2017 at 6 p.m. - spammers', '2017-01-31T18:00:00 | spammers'],
    ['1405Z rolled back', '2026-03-01T14:05:00 | rolled back'],
    ['14:05 ALERT fired', '2026-03-01T14:05:00 | ALERT fired'],
    ['~13:30-13:45 slow', '2026-03-01T13:30:00 about until 13:45:00 | slow'],
    ['17:00-18:00', '2026-03-01T17:00:00 until 18:00:00 | '],
    ['23:50 - 00:10 slow', '2026-03-01T23:50:00 until 00:10:00 | slow'],
    ['ca. 18:30 slow', '2026-03-01T18:30:00 about | slow'],
    ['### 22:52 (maybe earlier?)', '2026-03-01T22:52:00 about | (maybe earlier?)'],
    ['### 21:24 - Delete the quotas\n\n\nGone.', '2026-03-01T21:24:00 | Delete the quotas\n\nGone.'],
    ['10.0.0.1 - - [01/Mar/2026:09:14:02 +0000] "GET /" 502', '2026-03-01T09:14:02 | "GET /" 502'],
  ])('%s', (text, expected) => {
    expect(asked(text, HERE)).toEqual([]);
    expect(read(text, HERE)).toEqual([expected]);
  });

  it('may have the name of who speaks before it', () => {
    const chat = 'kim  9:14 AM\nrolling back\n\nAda Lee [9:16 AM]\nok\nstill ok\n';
    expect(read(chat, HERE)).toEqual([
      '2026-03-01T09:14:00 | kim: rolling back',
      '2026-03-01T09:16:00 | Ada Lee: ok\nstill ok',
    ]);
  });

  it.each([
    '8:20-ish slow',
    '10.0.0.1 is down',
    'version 1.4.2',
    '12345678901 bytes',
    'the alert of 09:14',
    'March 3 was bad',
  ])('is not: %s', (text) => {
    expect(readLines(text, HERE).entries).toEqual([]);
    expect(readLines(text, HERE).others).toEqual([{ is: 'text', from: 0, to: text.length }]);
  });
});

describe('lines without a time', () => {
  it('belong to the entry before, also a list, a fence and what a log in it says', () => {
    const text = '### 09:14\n\n- 09:10 was fine\n\n```\n### 10:00\n09:12 log\n```\n\n### 09:20\nEnd\n';
    expect(read(text, HERE)).toEqual([
      '2026-03-01T09:14:00 | - 09:10 was fine\n\n```\n### 10:00\n09:12 log\n```',
      '2026-03-01T09:20:00 | End',
    ]);
  });

  it('stand deeper under a bullet, and lose that indent', () => {
    expect(
      read('- 8:02: reports that\n         10:00 is late\n         and more\n- 8:04: pings', HERE),
    ).toEqual(['2026-03-01T08:02:00 | reports that\n10:00 is late\nand more', '2026-03-01T08:04:00 | pings']);
  });

  it('are left out of a report before its timeline and after it', () => {
    const text =
      '# 2018-01-27, Pods\n\n## Timeline\n\nAll times in UTC\n\n### 2026-03-01 10:00\n\nDown\n\n## Lessons\n\n- 10:30 is late\n';
    expect(read(text)).toEqual(['2026-03-01T10:00:00 | Down']);
  });

  it('are read where a whole log stands in a fence', () => {
    expect(read('```\n09:14 down\n09:15 up\n```\n', HERE)).toHaveLength(2);
  });

  it('hold the head of a mail together', () => {
    expect(read('From: pager\nDate: Sun, 01 Mar 2026 09:14:02 +0000\nSubject: CPU\n\nHigh.\n')).toEqual([
      '2026-03-01T09:14:02 | From: pager\nSubject: CPU\n\nHigh.',
    ]);
  });
});

describe('days', () => {
  it('are told by headings, bold lines and bare lines, and count as entries where they have text', () => {
    const text =
      'All times in EDT\n\n## July 22 2025\n1:03\nFires\n\n5:10 AM\nGrafana\n\nJuly 23 4:10 AM\nDone\n';
    expect(read(text)).toEqual([
      '2025-07-22T05:03:00 | Fires',
      '2025-07-22T09:10:00 | Grafana',
      '2025-07-23T08:10:00 | Done',
    ]);
    expect(read('### 2026-01-15\n\nTravis fails\n\n### 2026-01-16 17:14pm\n\nMore', { zone: 'UTC' })).toEqual(
      ['2026-01-15T00:00:00 until 00:00:00 | Travis fails', '2026-01-16T17:14:00 | More'],
    );
  });

  it('follow a date in the line that names the zone', () => {
    expect(read('All times in PST, on February 5th 2019\n\n* [08:47] Merged')).toEqual([
      '2019-02-05T16:47:00 | Merged',
    ]);
  });
});

describe('what is ambiguous', () => {
  it.each([
    [
      'a zone with several meanings',
      'All times in IST\n\n2026-03-01 09:14 down',
      'zone:IST',
      'Asia/Kolkata',
      '03:44',
    ],
    [
      'a misspelt zone',
      'All times in UC/Pacific\n\n2026-03-01 09:14 down',
      'zone:UC/Pacific',
      'US/Pacific',
      '17:14',
    ],
    [
      'a name that is wrong in summer',
      'All times in PST\n\n2018-07-30 09:14 x',
      'zone:PST',
      '-08:00',
      '17:14',
    ],
    ['a zone that nobody named', '2026-03-01 09:14 down', 'zone', 'Europe/Paris', '08:14'],
    ['a zone nobody knows', '2026-03-01 09:14 QXT down', 'zone:QXT', '+01:00', '08:14'],
    ['the order of a date', '03/04/2024 09:14Z down', 'order-of-date', 'dmy', '09:14'],
    ['a missing date', '09:14Z down', 'date', '2026-03-01', '09:14'],
    ['a missing year', 'Mar 01 09:14:00Z down', 'year', '2026', '09:14'],
    ['a number', '1772356440 down', 'epoch', 'yes', '09:14'],
    ['a number of thirteen digits', '1772356440123 down', 'epoch', 'yes', '09:14'],
    ['a hyphen', '2026-03-01 07:00-08:00 UTC down', 'dash', 'range', '07:00'],
    [
      'an hour that was twice',
      '2026-10-25 02:30 Europe/Paris down',
      'line:1',
      '2026-10-25 01:30 UTC',
      '01:30',
    ],
    [
      'an hour that never was',
      '2026-03-29 02:30 Europe/Paris down',
      'line:1',
      '2026-03-29 03:30 Europe/Paris',
      '01:30',
    ],
    ['a wrong day of the week', 'Monday, March 1 2026 09:14 UTC', 'line:1', '2026-03-02 09:14 UTC', '09:14'],
  ])('is asked about, and settled by the answer: %s', (_, text, key, answer, clock) => {
    const before = readLines(text);
    expect(before.questions.map((each) => each.key)).toEqual([key]);
    expect(before.entries.map(({ atMs }) => atMs)).toEqual([null]);
    const { questions, entries } = readLines(text, { answers: { [key]: answer } });
    expect(questions).toEqual([]);
    expect(new Date(entries[0]?.atMs ?? 0).toISOString().slice(11, 16)).toBe(clock);
  });
});

describe('a time earlier than the one before', () => {
  const night = '23:50 slow\n00:10 down\n00:20 up';

  it('is asked about, with those that follow', () => {
    expect(asked(night, HERE)).toEqual(['day:2']);
    expect(read(night, HERE)).toEqual(['2026-03-01T23:50:00 | slow', '? day:2 | down', '? day:2 | up']);
  });

  it('is on the next day or on the same, as a person says', () => {
    const days = (answer: string): readonly string[] =>
      read(night, { ...HERE, answers: { 'day:2': answer } }).map((each) => each.slice(8, 16));
    expect(days('next')).toEqual(['01T23:50', '02T00:10', '02T00:20']);
    expect(days('same')).toEqual(['01T23:50', '01T00:10', '01T00:20']);
  });

  it('is asked about once for all where the dates are written', () => {
    const text = '2026-03-01 23:50 a\n2026-03-01 00:10 b\n2026-03-02 00:20 c';
    expect(asked(text, HERE)).toEqual(['order']);
    expect(asked(text, { ...HERE, answers: { order: 'as-written' } })).toEqual([]);
    expect(read(text, { ...HERE, answers: { 'line:2': '2026-03-02 00:10' } })[1]).toBe(
      '2026-03-02T00:10:00 | b',
    );
  });

  it('may be a day later by the clock of another zone', () => {
    expect(asked('2026-03-02 07:00 UTC a\n23:30 PST b')).toEqual(['day:2']);
  });
});

describe('times without am or pm among others', () => {
  it('are asked about unless only one half of the day is left', () => {
    expect(asked('1:03 a\n5:10 AM b\n8:37 c\n10:23 AM d', HERE)).toEqual([]);
    expect(asked('2:54 PM a\n3:10 b', HERE)).toContain('half');
    expect(read('2:54 PM a\n3:10 b', { ...HERE, answers: { half: 'follow' } })[1]).toBe(
      '2026-03-01T15:10:00 | b',
    );
  });
});

describe('a day', () => {
  it('of a line of its own needs no zone where the times name theirs', () => {
    expect(read('2026-03-10\n14:05 UTC a\n15:10 CET b')).toEqual([
      '2026-03-10T14:05:00 | a',
      '2026-03-10T14:10:00 | b',
    ]);
  });

  it.each(['10 March 2026, CET', '2026-03-10 (CET)', '### March 10, 2026 CET'])(
    'may have the zone of its times beside it: %s',
    (day) => {
      expect(read(`${day}\n14h05 panne`)).toEqual(['2026-03-10T13:05:00 | panne']);
    },
  );

  it('may stand behind the time', () => {
    expect(read('At 9:30 a.m. PDT on March 10, 2026, we saw errors')).toEqual([
      '2026-03-10T16:30:00 | we saw errors',
    ]);
  });

  it('goes on at a heading with the day of the week or the number of the day', () => {
    const week = '### Tuesday, March 10, 2026\n09:00 UTC a\n### Wednesday\n10:00 UTC b';
    expect(read(week)).toEqual(['2026-03-10T09:00:00 | a', '2026-03-11T10:00:00 | b']);
    expect(read('## Day 1\n09:00 a\n## Day 3\n10:00 b', HERE)).toEqual([
      '2026-03-01T09:00:00 | a',
      '2026-03-03T10:00:00 | b',
    ]);
  });

  it.each(['Wednesday', 'Day 2', 'The next morning'])('is asked about at a line that is only: %s', (line) => {
    const text = `09:00 a\n${line}\n10:00 b`;
    expect(asked(text, HERE)).toEqual(['line:2']);
    expect(read(text, { ...HERE, answers: { 'line:2': '2026-03-02' } })).toEqual([
      '2026-03-01T09:00:00 | a',
      '2026-03-02T10:00:00 | b',
    ]);
    expect(read(text, { ...HERE, answers: { 'line:2': 'text' } })).toEqual([
      `2026-03-01T09:00:00 | a\n${line}`,
      '2026-03-01T10:00:00 | b',
    ]);
  });

  it('that is on no calendar leaves the times after it open', () => {
    expect(read('2026-03-01 09:00 a\n### 2026-02-30\n10:00 b', HERE)).toEqual([
      '2026-03-01T09:00:00 | a',
      '? line:2 | b',
    ]);
  });
});

describe('a zone that is said once', () => {
  it.each(['All times UTC.', 'All times are UTC', 'Times: UTC', '| Time (UTC) | What |\n|---|---|'])(
    '%s',
    (line) => {
      expect(read(`${line}\n\n| 2026-03-10 14:05 | a |`)).toEqual(['2026-03-10T14:05:00 | a']);
    },
  );

  it('in the head of a table is that of its rows, also below a date', () => {
    expect(read('### 2026-03-10\n| Time (UTC) | What |\n|---|---|\n| 14:05 | a |')).toEqual([
      '2026-03-10T14:05:00 | a',
    ]);
  });
});

describe('a text above its time', () => {
  it('is that of a status page', () => {
    const page =
      'Resolved - It is over.\nMar 10, 14:05 UTC\nInvestigating - We look\ninto it.\nMar 10, 13:05 UTC';
    expect(read(page, { answers: { year: '2026', order: 'as-written' } })).toEqual([
      '2026-03-10T14:05:00 | Resolved - It is over.',
      '2026-03-10T13:05:00 | Investigating - We look\ninto it.',
    ]);
  });

  it('ends its paragraph everywhere, or it is none', () => {
    expect(read('Kim: down\n14:05\n\nBo: back\n14:20', HERE)).toEqual([
      '2026-03-01T14:05:00 | Kim: down',
      '2026-03-01T14:20:00 | Bo: back',
    ]);
    expect(read('14:05\nKim: down\n\n14:20\nBo: back', HERE)).toEqual([
      '2026-03-01T14:05:00 | Kim: down',
      '2026-03-01T14:20:00 | Bo: back',
    ]);
  });
});

describe('answers', () => {
  it('that mean nothing count as none', () => {
    expect(asked('09:14 x', { answers: { zone: 'Atlantis', date: 'tomorrow' } })).toEqual(['zone', 'date']);
  });

  it('say that a line begins no entry', () => {
    expect(read('09:14 a\n09:15 b', { ...HERE, answers: { 'line:2': 'text' } })).toEqual([
      '2026-03-01T09:14:00 | a\n09:15 b',
    ]);
  });

  it('about one line leave the zone and the day of those after it as the text says them', () => {
    const twice = '2026-10-25 01:30 a\n10:00 b\n';
    const told = { 'line:1': '2026-10-25 00:30 UTC' };
    expect(read(twice, { answers: { zone: 'Europe/London', ...told } })[1]).toBe('2026-10-25T10:00:00 | b');
    expect(read('2026-12-25 01:30 CET a\n10:00 b', { answers: { 'line:1': told['line:1'] } })[1]).toBe(
      '2026-10-25T09:00:00 | b',
    );
    // 23:30 in New York is on the next day in UTC.
    const night = { zone: 'America/New_York', date: '2026-03-01', 'line:1': '2026-03-02 04:30 UTC' };
    expect(read('23:30 a\n23:40 b', { answers: night })[1]).toBe('2026-03-02T04:40:00 | b');
    expect(asked('23:30 a\n23:29 b', { answers: night })).toEqual(['day:2']);
  });

  it('offer what the draft and the title say, and take neither unasked', () => {
    const text = '# 2020-08-28 Overload\n\n## Timeline\n\n### 08:52 PM\n\nFrozen\n';
    const { questions } = readLines(text, { suggest: { zone: 'Asia/Kolkata', date: '2020-10-28' } });
    expect(questions.map(({ key, options }) => [key, options.map(({ value }) => value)])).toEqual([
      ['zone', ['Asia/Kolkata']],
      ['date', ['2020-10-28', '2020-08-28']],
    ]);
  });
});
