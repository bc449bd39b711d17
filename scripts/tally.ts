/** What came of any number of tests. Names are for the list of failures. */
export type Tally = { passed: number; failed: string[]; skipped: number };

/** What we read of Vitest's JSON report, which has Jest's form: https://vitest.dev/guide/reporters.html#json-reporter */
export type Report = {
  testResults: { name: string; status: string; message?: string; assertionResults: Assertion[] }[];
};
type Assertion = { fullName: string; ancestorTitles: string[]; status: string };

/** The tally of a Vitest run. A file that broke before its first test is one failure. */
export function tallyOf(report: Report): Tally {
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({ title: `${name}: ${fullName}`, status })),
  );
  const failedTests = tests.filter(({ status }) => status === 'failed').map(({ title }) => title);
  const brokenFiles = report.testResults
    .filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    )
    .map(({ name }) => name);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  return {
    passed,
    failed: [...failedTests, ...brokenFiles],
    skipped: tests.length - passed - failedTests.length,
  };
}

/** What was skipped, by the outermost name of the tests, which says why where a machine lacks something. */
export function skippedWords({ testResults }: Report): string {
  const counts = new Map<string, number>();
  for (const { ancestorTitles, fullName, status } of testResults.flatMap((each) => each.assertionResults)) {
    if (status === 'passed' || status === 'failed') continue;
    const group = ancestorTitles[0] ?? fullName;
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return [...counts].map(([group, count]) => `SKIP  ${group}: ${count}\n`).join('');
}

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.flatMap(({ failed }) => failed),
    skipped: tallies.reduce((total, { skipped }) => total + skipped, 0),
  };
}

/** A check that passed or failed counts as a test. */
export function tallyOfCheck(name: string, ok: boolean): Tally {
  return { passed: ok ? 1 : 0, failed: ok ? [] : [name], skipped: 0 };
}

/** The names of what failed, and the line that everything ends with. */
export function closingWords({ passed, failed, skipped }: Tally): string {
  const names = failed.map((name) => `FAIL  ${name}\n`).join('');
  return `${names}${passed} passed, ${failed.length} failed, ${skipped} skipped\n`;
}
