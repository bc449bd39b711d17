/** `npm run check`: all that CI checks but the slow tests, in seconds. */
import { quickChecks, tell } from './checks.ts';
import { runAll, type Command } from './command.ts';

/** The rules of the house, as tests: layers, cycles, words, names. */
const house: Command = {
  name: 'house rules',
  script: 'node_modules/vitest/vitest.mjs',
  args: ['run', '--project', 'house'],
};

const outcomes = await runAll([...quickChecks, house], tell);
const failed = outcomes.filter(({ ok }) => !ok).length;
process.stdout.write(
  failed === 0 ? 'All checks pass.\n' : `${failed} of ${outcomes.length} checks failed.\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
