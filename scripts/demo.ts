/**
 * `npm run demo`: a short incident on real parts, told step by step. The command line, the database and HTTP are the
 * real ones; GitHub is the stand-in of the tests, on this machine. Leaves nothing behind.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { startGithub } from '../test/support/github/stand-in.ts';
import { ensureBuilt } from './build.ts';

const TOKEN = 'github_pat_demo';
const REPO = 'acme/ops';
const run = promisify(execFile);
const root = join(import.meta.dirname, '..');

interface Answer {
  readonly out: string;
  readonly status: number;
}

/** Runs `debrief` as a person would, and prints what was typed and what came back. */
async function debrief(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<Answer> {
  const typed = words.map((word) => (/^[\w./:=@-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
  console.log(`\n$ debrief ${typed}`);
  const answer = await run(process.execPath, [join(root, 'bin/debrief.js'), ...words], {
    env: environment,
  }).then(
    ({ stdout, stderr }) => ({ out: stdout, err: stderr, status: 0 }),
    (error: unknown) => {
      const failed = error as { readonly stdout: string; readonly stderr: string; readonly code: number };
      return { out: failed.stdout, err: failed.stderr, status: failed.code };
    },
  );
  process.stdout.write(answer.out + answer.err);
  if (answer.status !== 0) console.log(`(exit status ${answer.status})`);
  return answer;
}

function say(text: string): void {
  console.log(`\n=== ${text}`);
}

/** An address where nothing listens, and where the stand-in will. */
async function reservePort(): Promise<number> {
  const github = await startGithub();
  const port = Number(new URL(github.url).port);
  await github.close();
  return port;
}

async function offline(environment: NodeJS.ProcessEnv): Promise<string> {
  say('The network is down, and so is the hub. One command starts the stopwatch.');
  const started = await debrief(['start', '--title', 'Hub down for students', '--json'], environment);
  const { id } = JSON.parse(started.out) as { readonly id: string };
  await debrief(['set', id, '--repo', REPO], environment);
  await debrief(['log', '--phase', 'started', 'Spawner errors at 40 %'], environment);
  await debrief(['log', '--phase', 'detected', 'Alert fires'], environment);
  await debrief(['log', 'Rolled back to 1.4.2; error rate falling'], environment);
  await debrief(['log', '--phase', 'resolved', 'Students are back'], environment);
  await debrief(['action', id, 'Record the number of spawn errors', '--kind', 'technical'], environment);
  say('Syncing now keeps everything: there is nobody to send it to.');
  await debrief(['sync', id], environment);
  return id;
}

async function online(id: string, port: number, environment: NodeJS.ProcessEnv): Promise<void> {
  await using github = await startGithub({ port });
  github.addAccount({ login: 'kim', token: TOKEN });
  github.addAccount({ login: 'acme', isOrganization: true });
  github.addRepository({ repo: REPO, push: ['kim'] });
  say('The network is back.');
  await debrief(['sync', id], environment);
  say('Once more: everything is in step, and nothing is written.');
  const { writes } = github.counts;
  await debrief(['sync', id], environment);
  console.log(`(${github.counts.writes - writes} writes)`);
  const [issue] = github.issues(REPO);
  say(`The issue as it was filed: ${REPO}#${issue?.number}, labels: ${issue?.labels.join(', ')}`);
  console.log(`\n${issue?.title}\n\n${issue?.body}`);
  if (github.violations.length > 0)
    throw new Error(`not as GitHub describes itself: ${JSON.stringify(github.violations)}`);
}

async function demo(): Promise<void> {
  await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'debrief-demo-'));
  try {
    const port = await reservePort();
    const { PATH } = process.env;
    const environment = {
      PATH,
      DEBRIEF_DATA: folder,
      DEBRIEF_API_URL: `http://127.0.0.1:${port}`,
      GH_TOKEN: TOKEN,
    };
    await online(await offline(environment), port, environment);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await demo();
