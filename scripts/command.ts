import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** A script that Node runs, by its path in the project, and its arguments. By path, so that no shell and no PATH is asked. */
export type Command = { name: string; script: string; args: readonly string[] };

/** `output` holds both streams as they came. */
export type Outcome = { name: string; ok: boolean; output: string; seconds: number };

/** Runs one command in the project's folder. Never rejects: a script that isn't there is a failure like another. */
export function run({ name, script, args }: Command): Promise<Outcome> {
  const startMs = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    });
    const collect = (chunk: string) => (output += chunk);
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('close', (code) => {
      resolve({ name, ok: code === 0, output, seconds: (performance.now() - startMs) / 1000 });
    });
  });
}

/** Runs all of them, as many at a time as there are processors, and tells of each as it ends. Gives the outcomes in the order given. */
export async function runAll(
  commands: readonly Command[],
  onEnd: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...commands.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, command] = next;
      const outcome = await run(command);
      outcomes[index] = outcome;
      onEnd(outcome);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return outcomes;
}
