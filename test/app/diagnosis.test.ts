import { describe, expect, test } from 'vitest';

import type { DatabaseFacts, ServerFacts } from '../../app/diagnosis.ts';
import {
  accountFinding,
  clockFinding,
  databaseFinding,
  diagnosisText,
  folderFinding,
  journalFinding,
  keychainFinding,
  networkFinding,
  noAccountFinding,
  sizeWords,
} from '../../app/diagnosis.ts';
import { describeError } from '../../app/errors.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.UTC(2026, 2, 1, 9, 14);

test('sizes are said in powers of a thousand, with a second digit where there are few', () => {
  expect([0, 999, 1000, 9_940, 10_000, 4_200_000, 76e9, 5e15].map(sizeWords)).toEqual([
    '0 bytes',
    '999 bytes',
    '1.0 kB',
    '9.9 kB',
    '10 kB',
    '4.2 MB',
    '76 GB',
    '5000 TB',
  ]);
});

describe('the data folder', () => {
  const folder = '~/debrief';

  test('is well with space', () => {
    expect(folderFinding({ folder, refusal: null, freeBytes: 76e9 })).toMatchObject({
      standing: 'well',
      found: '~/debrief can be written, 76 GB free.',
    });
  });

  test('is worth a notice with little space, and well where the system tells none', () => {
    expect(folderFinding({ folder, refusal: null, freeBytes: 12e6 }).standing).toBe('notice');
    expect(folderFinding({ folder, refusal: null, freeBytes: null }).standing).toBe('well');
  });

  test('is trouble where it can not be written', () => {
    const finding = folderFinding({ folder, refusal: 'EACCES', freeBytes: 76e9 });
    expect(finding.standing).toBe('trouble');
    expect(finding.advice).toContain('DEBRIEF_DATA');
  });
});

describe('the database', () => {
  const facts: DatabaseFacts = {
    isSound: null,
    soundAtMs: NOW_MS - 2 * HOUR_MS,
    bytes: 4_200_000,
    drafts: 12,
    backupAtMs: NOW_MS - 20 * HOUR_MS,
  };

  test('says when it was found sound, and what was backed up', () => {
    expect(databaseFinding(facts, NOW_MS).found).toBe(
      '12 drafts, 4.2 MB, sound 2 h ago, last backup 20 h ago.',
    );
  });

  test('that was looked at now is sound, or trouble', () => {
    expect(databaseFinding({ ...facts, isSound: true, drafts: 1 }, NOW_MS).found).toMatch(
      /^1 draft, .*, sound,/,
    );
    expect(databaseFinding({ ...facts, isSound: false }, NOW_MS).standing).toBe('trouble');
  });

  test('that is new has no check and no backup, which is well', () => {
    expect(databaseFinding({ ...facts, soundAtMs: null, backupAtMs: null }, NOW_MS)).toMatchObject({
      standing: 'well',
      found: '12 drafts, 4.2 MB, not checked yet, no backup yet.',
    });
  });
});

test('entries that wait in the journal are counted', () => {
  expect(journalFinding(0).standing).toBe('well');
  expect(journalFinding(1).found).toMatch(/^1 entry is safe/);
  expect(journalFinding(3).found).toMatch(/^3 entries are safe/);
});

test('a keychain that can not be used is no trouble: a sign-in from the environment works', () => {
  expect(keychainFinding(null).standing).toBe('well');
  expect(keychainFinding('It is locked.')).toMatchObject({ standing: 'notice', found: 'It is locked.' });
});

describe('the network', () => {
  test('that answers is well, and says how long it took', () => {
    expect(networkFinding('github.com', { is: 'answered', aheadMs: 0, tookMs: 81.6 }).found).toBe(
      'github.com answers, after 82 ms.',
    );
  });

  test.each(['offline', 'refused', 'name', 'tls', 'portal', null] as const)(
    'that does not (%s) says why and what to do, and that writing goes on',
    (why) => {
      const finding = networkFinding('github.com', { is: 'silent', why });
      expect(finding.standing).toBe('notice');
      expect(finding.advice).toMatch(/Everything but sync works meanwhile\.$/);
    },
  );
});

describe('the clock', () => {
  const answered = (aheadMs: number | null): ServerFacts => ({ is: 'answered', aheadMs, tookMs: 1 });

  test('is right within half a minute', () => {
    expect(clockFinding(answered(29_999)).standing).toBe('well');
    expect(clockFinding(answered(-29_999)).standing).toBe('well');
  });

  test('that is off says by how much and which way', () => {
    expect(clockFinding(answered(HOUR_MS)).found).toBe("This machine's clock is 1 h ahead of the server's.");
    expect(clockFinding(answered(-90_000)).found).toBe("This machine's clock is 2 min behind the server's.");
  });

  test('is not judged without a server that tells the time', () => {
    expect(clockFinding(answered(null)).found).toContain('Not compared');
    expect(clockFinding({ is: 'silent', why: 'offline' }).found).toContain('Not compared');
  });
});

test('an account is well, or says the worst of its notes', () => {
  expect(accountFinding('kim on github.com', []).standing).toBe('well');
  const expired = describeError('token.expired', { on: '2026-03-01' });
  expect(accountFinding('kim on github.com', [expired])).toMatchObject({
    standing: 'notice',
    advice: expired.help,
  });
  expect(noAccountFinding().advice).toContain('Writing needs no account');
});

test('the text has each finding with its advice, and the lines of the log in a fence', () => {
  const text = diagnosisText([journalFinding(0), noAccountFinding()], ['{"happening":"host.opened"}']);
  expect(text).toBe(
    [
      '# Diagnosis of Debrief',
      '',
      '- **Journal**: ok. No entry waits outside of the database.',
      '- **Account**: notice. Nobody is signed in. Sign in when a draft is to be filed: debrief login, or in the settings. Writing needs no account.',
      '',
      '## The end of the diagnostic log',
      '',
      '```json',
      '{"happening":"host.opened"}',
      '```',
      '',
    ].join('\n'),
  );
  expect(diagnosisText([], [])).toContain('Nothing yet.');
});
