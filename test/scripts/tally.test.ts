import { describe, expect, test } from 'vitest';
import { closingWords, skippedWords, sum, tallyOf, tallyOfCheck } from '../../scripts/tally.ts';

const report = {
  testResults: [
    {
      name: 'test/app/draft.test.ts',
      status: 'failed',
      assertionResults: [
        { fullName: 'a draft keeps its sections', ancestorTitles: ['a draft'], status: 'passed' },
        { fullName: 'a draft has a title', ancestorTitles: ['a draft'], status: 'failed' },
        { fullName: 'a draft speaks to a keychain', ancestorTitles: ['a draft'], status: 'skipped' },
        { fullName: 'a draft speaks to a keychain again', ancestorTitles: ['a draft'], status: 'pending' },
      ],
    },
    { name: 'test/app/broken.test.ts', status: 'failed', message: 'SyntaxError', assertionResults: [] },
    {
      name: 'test/app/teardown.test.ts',
      status: 'failed',
      assertionResults: [{ fullName: 'all is well until the end', ancestorTitles: [], status: 'passed' }],
    },
  ],
};

describe('the tally', () => {
  test('counts each test once, and a file that broke outside of its tests as a failure', () => {
    expect(tallyOf(report)).toEqual({
      passed: 2,
      failed: [
        'test/app/draft.test.ts: a draft has a title',
        'test/app/broken.test.ts',
        'test/app/teardown.test.ts',
      ],
      skipped: 2,
    });
  });

  test('names what was skipped, by the name that says why', () => {
    const skipped = (group: string) => ({
      fullName: `${group} works`,
      ancestorTitles: [group, 'a page'],
      status: 'skipped',
    });
    const name = 'Electron (skipped: its runtime is not here)';
    const file = { name: 'a.test.ts', status: 'passed', assertionResults: [skipped(name), skipped(name)] };
    expect(skippedWords({ testResults: [...report.testResults, file] })).toBe(
      `SKIP  a draft: 2\nSKIP  ${name}: 2\n`,
    );
  });

  test('is summed over checks and runs', () => {
    const total = sum([tallyOf(report), tallyOfCheck('lint', false), tallyOfCheck('format', true)]);
    expect(total).toMatchObject({ passed: 3, skipped: 2 });
    expect(total.failed).toContain('lint');
  });

  test('ends with one line, after the names of what failed', () => {
    expect(closingWords({ passed: 12, failed: ['lint'], skipped: 1 })).toBe(
      'FAIL  lint\n12 passed, 1 failed, 1 skipped\n',
    );
    expect(closingWords({ passed: 1, failed: [], skipped: 0 })).toBe('1 passed, 0 failed, 0 skipped\n');
  });
});
