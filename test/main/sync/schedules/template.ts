/** Data folders as installations leave them, one with a draft in it and one without: made once, and copied for each life. */
import { rmSync } from 'node:fs';

import { startGithub } from '../../../support/github/stand-in.ts';
import { countingIds } from '../../../support/ids.ts';
import { Installation, TestClock } from '../../../support/sync/installation.ts';

export interface Template {
  readonly folder: string;
  /** The draft in it. */
  readonly id: string;
  /** A folder with no draft: of a machine that has yet to import one. */
  readonly empty: string;
}

/** Seconds after a lost create at which it is looked for. */
const LOOKS_S = [2, 10, 30, 120];
/** Ids made later begin here. */
export const FIRST_ID = 1_000_000;

let made: Promise<Template> | null = null;

/** The template; made at the first call, gone with the process. */
export function template(): Promise<Template> {
  made ??= make();
  return made;
}

async function make(): Promise<Template> {
  const clock = new TestClock();
  await using github = await startGithub({ listens: false, isStrict: false, now: () => clock.nowMs });
  const options = { clock, github, newId: countingIds(), lookAgain: LOOKS_S };
  const installation = await Installation.open(options);
  const id = await installation.create('Life');
  // A second start makes the backup of the day.
  await installation.restart();
  await installation.core.close();
  const empty = await Installation.open(options);
  await empty.core.close();
  process.on('exit', () => {
    for (const { folder } of [installation, empty]) rmSync(folder, { recursive: true, force: true });
  });
  return { folder: installation.folder, id, empty: empty.folder };
}
