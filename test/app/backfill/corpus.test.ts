import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Answers } from '../../../app/backfill.ts';
import { readLines } from '../../../app/backfill.ts';

interface Expected {
  /** The instants of the entries, by UTC: a date goes on until the next one. */
  readonly times: string;
  /** What a person has to answer, and these answers. */
  readonly answers?: Answers;
}

/** Read by a person, report by report. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  '2i2c-2020-10-28-memory-overload.md': {
    times: '2020-10-28 15:22 15:32 15:51 15:53 15:54 16:16',
    answers: { 'zone:IST': 'Asia/Kolkata', date: '2020-10-28' },
  },
  '2i2c-2025-07-21-openscapes-hub-pods-dying.md': {
    times:
      '2025-07-22 05:03 09:00 09:05 09:10 09:20 09:41 11:42 11:51 12:37 14:23 14:27 15:24 2025-07-23 08:10',
    answers: { year: '2025' },
  },
  'k8s-test-infra-2019-01-23.md': {
    times: '2019-01-22 22:54 23:28 2019-01-23 12:49 15:10 15:18 16:02 16:04 16:07 16:12 16:27 16:36',
  },
  'k8s-test-infra-2019-02-05.md': {
    times: '2019-02-05 16:47 16:57 17:02 17:12 17:19 17:27 17:29 17:34 18:01 18:33 18:45 22:31',
  },
  'mybinder-2017-09-27-hub-403.md': {
    times: '2017-09-27 20:06 20:35 20:44 21:08 22:11 22:25',
    answers: { 'zone:PST': 'America/Los_Angeles' },
  },
  'mybinder-2017-10-17-cluster-full.md': {
    times: '2017-10-17 14:42 15:47 16:14 16:19 16:49 17:18 18:02 18:14 18:29',
    answers: { 'zone:PST': 'America/Los_Angeles' },
  },
  'mybinder-2017-11-30-oom-proxy.md': {
    times: '2017-12-01 00:22 00:59 01:02 01:04 01:07 01:09 01:12 01:14 01:18 01:20 01:21',
  },
  'mybinder-2018-01-17-ubuntu-upgrade.md': {
    times: '2018-01-15 08:00 2018-01-16 08:00 2018-01-18 01:14 01:30 02:57 03:00',
  },
  'mybinder-2018-01-18-reddit-hug.md': {
    times:
      '2018-01-18 12:19 12:27 12:33 12:45 13:59 14:15 14:25 14:39 14:52 15:23 15:27 15:49 16:04 16:20 16:24 16:29 16:33 16:39 16:47 16:53 16:57 17:00 17:01 17:05 17:14',
  },
  'mybinder-2018-02-20-jupyterlab-announcement.md': {
    times:
      '2018-02-20 13:17 13:55 14:05 14:08 14:10 14:15 14:20 14:32 15:00 15:05 15:18 15:29 15:33 15:40 15:55 16:00 17:03 17:10 17:22 17:30 17:37 17:40 18:00 18:33 18:35 18:40 18:42 18:45 18:52 18:52 20:57 21:12 21:30 21:43 21:44 21:52 2018-02-21 12:00 14:15 15:20 2018-02-22 06:13 06:18',
  },
  'mybinder-2018-03-13-PVC-hub-locked.md': {
    times: '2018-03-13 06:28 06:33 06:39 06:59 07:05 07:11 07:17 12:32 12:34 2018-03-21 05:30 05:31',
  },
  'mybinder-2018-03-26-no-space-left.md': {
    times: '2018-03-26 08:34 08:55 13:00',
  },
  'mybinder-2018-07-30-jupyterlab-build-cpu-saturate.md': {
    times: '2018-07-30 18:20 18:22 19:19 20:29 20:41 21:01 21:16 21:45 22:11',
  },
  'mybinder-2019-03-24-r2d-upgrade.md': {
    times: '2019-03-24 07:54 17:45 17:54 18:14 18:57 21:18 21:36 2019-03-25 06:01',
  },
  'mybinder-2022-06-02-pod-limit.md': {
    times: '2022-06-02 08:00 19:00 19:06 19:22 19:24',
    answers: { 'zone:CET': 'Europe/Paris' },
  },
  'mybinder-template-incident-report.md': {
    times: '',
  },
};

/** The instants of a list of times, in UTC milliseconds. */
function instantsOf(times: string): readonly number[] {
  let day = '';
  const instants: number[] = [];
  for (const each of times.split(' ').filter(Boolean)) {
    if (each.includes('-')) day = each;
    else instants.push(Date.parse(`${day}T${each}Z`));
  }
  return instants;
}

const corpus = process.env['DEBRIEF_CORPUS'];

describe.runIf(corpus !== undefined)('the entries of real reports', () => {
  it.each(Object.entries(EXPECTED))('of %s are those that a person finds', (name, expected) => {
    const text = readFileSync(join(corpus ?? '', 'postmortems', name), 'utf8');
    const { answers = {}, times } = expected;
    const asked = readLines(text).questions;
    expect(asked.map(({ key }) => key).toSorted()).toEqual(Object.keys(answers).toSorted());
    const { entries, questions } = readLines(text, { answers });
    expect(questions).toEqual([]);
    expect(entries.map(({ atMs }) => atMs)).toEqual(instantsOf(times));
  });
});
