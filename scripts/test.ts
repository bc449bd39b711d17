/**
 * `npm test`: prepares the machine, checks, builds, and runs every test. `npm test -- markdown -t 'time headings'` hands
 * its arguments to Vitest and leaves the checks out.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureBuilt } from './build.ts';
import { checks, tell } from './checks.ts';
import { root, runAll } from './command.ts';
import { prepare } from './prepare.ts';
import { closingWords, skippedWords, sum, tallyOf, tallyOfCheck, type Report, type Tally } from './tally.ts';

const filters = process.argv.slice(2);
const tallies: Tally[] = [tallyOfCheck('prepare', prepare())];
if (filters.length === 0) {
  const outcomes = await runAll(checks, tell);
  tallies.push(...outcomes.map(({ name, ok }) => tallyOfCheck(name, ok)));
}
tallies.push(tallyOfCheck('build', await build()), await runTests());

const total = sum(tallies);
process.stdout.write(closingWords(total));
process.exitCode = total.failed.length === 0 ? 0 : 1;

async function build(): Promise<boolean> {
  try {
    await ensureBuilt();
    return true;
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

/** In a home of its own, so that no test reads or writes what belongs to the person who runs it. */
async function runTests(): Promise<Tally> {
  const home = mkdtempSync(join(tmpdir(), 'debrief-test-'));
  const reportFile = join(home, 'report.json');
  const vitest = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
  ];
  const child = spawn(process.execPath, ['test/support/keyring.ts', ...vitest, ...filters], {
    cwd: root,
    stdio: 'inherit',
    env: { ...ownEnvironment(), ...privateFolders(home) },
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const report = existsSync(reportFile) ? readReport(reportFile) : null;
  const tally = report === null ? tallyOfCheck('vitest wrote no report', false) : tallyOf(report);
  // With a filter nearly everything is skipped, and nobody asks why.
  if (report !== null && filters.length === 0) process.stdout.write(skippedWords(report));
  rmSync(home, { recursive: true, force: true });
  // An error outside of any test fails the run but no test.
  return code !== 0 && tally.failed.length === 0
    ? sum([tally, tallyOfCheck('vitest: an error outside of tests', false)])
    : tally;
}

/** What is set for the person who runs the tests, their token above all, is not for the tests. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const own = [
    'GH_TOKEN',
    'GITHUB_TOKEN',
    'GH_ENTERPRISE_TOKEN',
    'GITHUB_ENTERPRISE_TOKEN',
    'GH_HOST',
    'DEBRIEF_DATA',
    'DEBRIEF_API_URL',
    'DEBRIEF_CLIENT_ID',
  ];
  const rest = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.includes(name)));
  return process.stdout.isTTY ? rest : { ...rest, NO_COLOR: '1' };
}

function readReport(file: string): Report {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  return {
    testResults: report.testResults.map((result) => ({ ...result, name: relative(root, result.name) })),
  };
}

/** The XDG base directories: https://specifications.freedesktop.org/basedir-spec/latest/ */
function privateFolders(home: string): Record<string, string> {
  const folders = {
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_STATE_HOME: join(home, 'state'),
    XDG_RUNTIME_DIR: join(home, 'run'),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { mode: 0o700 });
  return { ...folders, HOME: home };
}
