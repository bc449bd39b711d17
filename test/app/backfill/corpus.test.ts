import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Answers } from '../../../app/backfill.ts';
import { readLines } from '../../../app/backfill.ts';

interface Expected {
  readonly count: number;
  /** The instants of the first and the last entry, once all is answered. */
  readonly first?: string;
  readonly last?: string;
  /** What a person has to answer, and these answers. */
  readonly answers?: Answers;
}

/** Read by a person, report by report. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  '2i2c-2020-10-28-memory-overload.md': {
    count: 6,
    first: '2020-10-28T15:22Z',
    last: '2020-10-28T16:16Z',
    answers: { 'zone:IST': 'Asia/Kolkata', date: '2020-10-28' },
  },
  '2i2c-2025-07-21-openscapes-hub-pods-dying.md': {
    count: 13,
    first: '2025-07-22T05:03Z',
    last: '2025-07-23T08:10Z',
    answers: { year: '2025' },
  },
  'k8s-test-infra-2019-01-23.md': { count: 11, first: '2019-01-22T22:54Z', last: '2019-01-23T16:36Z' },
  'k8s-test-infra-2019-02-05.md': { count: 12, first: '2019-02-05T16:47Z', last: '2019-02-05T22:31Z' },
  'mybinder-2017-09-27-hub-403.md': {
    count: 6,
    first: '2017-09-27T20:06Z',
    last: '2017-09-27T22:25Z',
    answers: { 'zone:PST': 'America/Los_Angeles' },
  },
  'mybinder-2017-10-17-cluster-full.md': {
    count: 9,
    first: '2017-10-17T14:42Z',
    last: '2017-10-17T18:29Z',
    answers: { 'zone:PST': 'America/Los_Angeles' },
  },
  'mybinder-2017-11-30-oom-proxy.md': { count: 11, first: '2017-12-01T00:22Z', last: '2017-12-01T01:21Z' },
  'mybinder-2018-01-17-ubuntu-upgrade.md': {
    count: 6,
    first: '2018-01-15T08:00Z',
    last: '2018-01-18T03:00Z',
  },
  'mybinder-2018-01-18-reddit-hug.md': { count: 25, first: '2018-01-18T12:19Z', last: '2018-01-18T17:14Z' },
  'mybinder-2018-02-20-jupyterlab-announcement.md': {
    count: 41,
    first: '2018-02-20T13:17Z',
    last: '2018-02-22T06:18Z',
  },
  'mybinder-2018-03-13-PVC-hub-locked.md': {
    count: 11,
    first: '2018-03-13T06:28Z',
    last: '2018-03-21T05:31Z',
  },
  'mybinder-2018-03-26-no-space-left.md': { count: 3, first: '2018-03-26T08:34Z', last: '2018-03-26T13:00Z' },
  'mybinder-2018-07-30-jupyterlab-build-cpu-saturate.md': {
    count: 9,
    first: '2018-07-30T18:20Z',
    last: '2018-07-30T22:11Z',
  },
  'mybinder-2019-03-24-r2d-upgrade.md': { count: 8, first: '2019-03-24T07:54Z', last: '2019-03-25T06:01Z' },
  'mybinder-2022-06-02-pod-limit.md': {
    count: 5,
    first: '2022-06-02T08:00Z',
    last: '2022-06-02T19:24Z',
    answers: { 'zone:CET': 'Europe/Paris' },
  },
  'mybinder-template-incident-report.md': { count: 0 },
};

const corpus = process.env['DEBRIEF_CORPUS'];

describe.runIf(corpus !== undefined)('the entries of real reports', () => {
  it.each(Object.entries(EXPECTED))('of %s are those that a person finds', (name, expected) => {
    const text = readFileSync(join(corpus ?? '', 'postmortems', name), 'utf8');
    const { answers = {}, count, first, last } = expected;
    const asked = readLines(text);
    expect(asked.questions.map(({ key }) => key).toSorted()).toEqual(Object.keys(answers).toSorted());
    expect(asked.entries).toHaveLength(count);
    const { entries, questions } = readLines(text, { answers });
    expect(questions).toEqual([]);
    const instantOf = (index: number): number | null => entries.at(index)?.atMs ?? null;
    expect([instantOf(0), instantOf(-1)]).toEqual([
      first === undefined ? null : Date.parse(first),
      last === undefined ? null : Date.parse(last),
    ]);
  });
});
