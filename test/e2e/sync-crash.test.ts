import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';

import { describe, expect, it } from 'vitest';

import { furnish, REPO, temporaryFolder } from '../support/core.ts';
import type { StandIn } from '../support/github/stand-in.ts';
import { startGithub } from '../support/github/stand-in.ts';
import { environmentFor } from '../support/process.ts';
import type { Random } from '../support/sync/coauthor.ts';
import { buildSyncProcess } from '../support/sync/built-process.ts';
import { pickFrom, seededRandom } from '../support/sync/coauthor.ts';

/** 200 in all, in two lanes, so that one starts while the other syncs. */
const ROUNDS = 100;
const LANES = [1, 2];
/** As the driver has it: its clock, and so GitHub's, moves on from round to round. */
const ROUND_MS = 61_000;

const BOUNDARIES = [
  'before the intent',
  'intent',
  'sent, not done',
  'sent and done',
  'answered',
  'recorded',
  'some instant',
  'some instant',
] as const;
type Boundary = (typeof BOUNDARIES)[number];

/** One data folder, its processes one after the other, and all that any of them acknowledged. */
class Lane {
  readonly killed = new Map<Boundary, number>();
  recovered = 0;
  private readonly folder: string;
  private readonly driver: { readonly file: string; readonly cache: string };
  private readonly github: StandIn;
  private readonly clock: { round: number };
  private readonly random: Random;
  private readonly words = new Map<string, string[]>();

  constructor(
    folder: string,
    driver: Lane['driver'],
    github: StandIn,
    clock: { round: number },
    random: Random,
  ) {
    this.folder = folder;
    this.driver = driver;
    this.github = github;
    this.clock = clock;
    this.random = random;
  }

  /** Starts a process, and kills it where the boundary says. */
  async round(boundary: Boundary): Promise<void> {
    this.clock.round += 1;
    const method = pickFrom(this.random, ['POST', 'PATCH']) ?? 'POST';
    const stop = boundary === 'intent' || boundary === 'answered' ? boundary : '-';
    const words = [this.driver.file, this.folder, this.github.url, String(this.clock.round), stop, method];
    const environment = environmentFor(this.folder, { NODE_COMPILE_CACHE: this.driver.cache });
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'], env: environment });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const isDue = this.deadline(boundary, method, child);
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        this.take(line);
        if (isDue(line)) child.kill('SIGKILL');
      }
    });
    await ended;
    expect(child.signalCode).toBe('SIGKILL');
    this.killed.set(boundary, (this.killed.get(boundary) ?? 0) + 1);
  }

  /** Says of each line whether it is time. A hanging request is no line: then the kill comes from here. */
  private deadline(boundary: Boundary, method: string, child: ChildProcess): (line: string) => boolean {
    let left = 1 + Math.floor(this.random() * 9);
    switch (boundary) {
      case 'before the intent':
        return (line) => line.startsWith('draft ');
      case 'recorded':
        return (line) => line === 'synced';
      case 'some instant':
        return () => (left -= 1) === 0;
      case 'intent':
      case 'answered':
        return (line) => line === `at ${boundary}`;
      default:
        return (line) => {
          if (line !== 'recovered') return false;
          // Not let go afterwards: what was not done by then never is.
          const hang = this.github.fail({ kind: 'hang', acts: boundary === 'sent and done' }, { method });
          void hang.met.then(() => child.kill('SIGKILL'));
          return false;
        };
    }
  }

  private take(line: string): void {
    const [event, draft = '', word = ''] = line.split(' ');
    if (event === 'draft') this.words.set(draft, []);
    if (event === 'kept') this.words.get(draft)?.push(word);
    if (event !== 'recovered') return;
    this.recovered += 1;
    expect(this.wrong()).toEqual([]);
  }

  /** What GitHub has too often, or not at all, of what was acknowledged. */
  wrong(): readonly string[] {
    const bodies = this.github.issues(REPO).map((each) => each.body ?? '');
    const byMarker = new Map<string, string[]>();
    for (const body of bodies) {
      const marker = body.split('\n').at(-1) ?? '';
      byMarker.set(marker, [...(byMarker.get(marker) ?? []), body]);
    }
    const doubles = [...byMarker]
      .filter(([, found]) => found.length > 1)
      .map(([marker, found]) => `${found.length} issues ${marker}`);
    const missing = [...this.words].flatMap(([id, words]) => {
      const [body] = byMarker.get(`<!-- debrief:${id} -->`) ?? [];
      return body === undefined
        ? [`no issue for ${id}`]
        : words.filter((word) => !body.includes(word)).map((word) => `${word} lost`);
    });
    return [...doubles, ...missing];
  }
}

describe('a process that syncs and is killed', () => {
  it('files nothing twice and loses nothing, wherever it was, and the next start brings everything in step', async () => {
    using driver = await buildSyncProcess();
    const lanes = LANES.map(async (seed) => {
      using folder = temporaryFolder();
      const clock = { round: 0 };
      await using github = furnish(
        await startGithub({
          isStrict: false,
          requestsPerHour: 1_000_000,
          now: () => Date.now() + clock.round * ROUND_MS,
        }),
      );
      const lane = new Lane(folder.path, driver, github, clock, seededRandom(seed));
      for (let round = 0; round < ROUNDS; round += 1)
        await lane.round(BOUNDARIES[round % BOUNDARIES.length] ?? 'some instant');
      await lane.round('recorded');
      return {
        wrong: lane.wrong(),
        recovered: lane.recovered,
        killed: [...lane.killed.values()].reduce((sum, count) => sum + count, 0),
        issues: github.issues(REPO).length,
      };
    });
    const ends = await Promise.all(lanes);
    for (const end of ends) {
      expect(end.wrong).toEqual([]);
      expect(end.killed).toBe(ROUNDS + 1);
      expect(end.recovered).toBeGreaterThan(ROUNDS * 0.75);
      expect(end.issues).toBeGreaterThan(ROUNDS / 2);
    }
    if (process.env['DEBUG_SYNC']) console.log(ends);
  }, 600_000);
});
