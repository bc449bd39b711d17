import type { Command, Outcome } from './command.ts';

const tsc = 'node_modules/typescript/bin/tsc';

const lint: Command = {
  name: 'lint',
  script: 'node_modules/eslint/bin/eslint.js',
  args: ['.', '--max-warnings=0'],
};

/** What is checked without running the product, slowest first so that they pack well. */
export const checks: readonly Command[] = [
  lint,
  {
    name: 'types of renderer/',
    script: 'node_modules/svelte-check/bin/svelte-check',
    args: ['--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  },
  { name: 'types of test/', script: tsc, args: ['-p', 'test'] },
  { name: 'types of main/', script: tsc, args: ['-p', 'main'] },
  { name: 'types of scripts/', script: tsc, args: ['-p', '.'] },
  {
    name: 'format',
    script: 'node_modules/prettier/bin/prettier.cjs',
    args: ['.', '--check', '--log-level=warn', '--cache', '--cache-strategy=content'],
  },
  { name: 'types of app/', script: tsc, args: ['-p', 'app'] },
];

/**
 * The same, but lint looks only at files that changed. It can miss what a change of one file's types means for another
 * file, so this is for the desk; `npm test` looks at them all.
 */
export const quickChecks: readonly Command[] = checks.map((check) =>
  check === lint
    ? {
        ...lint,
        args: [
          ...lint.args,
          '--cache',
          '--cache-strategy=content',
          '--cache-location=node_modules/.cache/eslint/',
        ],
      }
    : check,
);

/** One line for a check that passed; all that it said for one that didn't. */
export function tell({ name, ok, output, seconds }: Outcome): void {
  const line = `${ok ? 'ok  ' : 'FAIL'}  ${name}  ${seconds.toFixed(1)} s\n`;
  process.stdout.write(ok ? line : `${line}${output.trimEnd()}\n`);
}
