import { parseArgs } from 'node:util';
import { controlled } from './control.ts';
import { startGithub, type StandIn } from './stand-in.ts';

/**
 * A stand-in of its own, for driving by hand and for tests with real processes:
 *
 *     node test/support/github/main.ts --token ghp_example --login octocat --repo acme/ops
 *
 * The first line on standard output is JSON: `{"url", "control", "pid"}`. It serves until it gets SIGINT or SIGTERM, or,
 * with `--until-stdin-ends`, until whoever started it is gone.
 */
async function main(): Promise<void> {
  const values = readArguments();
  const standIn = await startGithub({ listens: false });
  furnish(standIn, values);
  await standIn.start(Number(values.port), controlled(standIn));
  console.log(JSON.stringify({ url: standIn.url, control: `${standIn.url}/_control`, pid: process.pid }));
  const stop = (): void => void standIn.close();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  if (values['until-stdin-ends']) process.stdin.once('end', stop).resume();
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      token: { type: 'string', default: 'ghp_example_token' },
      login: { type: 'string', default: 'octocat' },
      repo: { type: 'string', multiple: true, default: ['acme/ops'] },
      private: { type: 'boolean', default: false },
      'no-push': { type: 'boolean', default: false },
      'lag-ms': { type: 'string', default: '0' },
      'until-stdin-ends': { type: 'boolean', default: false },
    },
  });
  return values;
}

function furnish(standIn: StandIn, values: ReturnType<typeof readArguments>): void {
  standIn.addAccount({ login: values.login, token: values.token });
  for (const repo of values.repo) {
    const level = values['no-push'] ? { read: [values.login] } : { push: [values.login] };
    standIn.addRepository({ repo, isPrivate: values.private, ...level });
  }
  standIn.lagLists(Number(values['lag-ms']));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
