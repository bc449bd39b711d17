/**
 * A Debrief with a data folder of its own, on a clock of the test's, whose requests go straight to a stand-in for GitHub: a
 * pause takes no time, and whatever the network does is decided here.
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { PaceRules } from '../../../app/pace.ts';
import { GITHUB_PACE } from '../../../app/pace.ts';
import type { SyncRecord } from '../../../app/sync.ts';
import type { DraftView, SyncReport } from '../../../app/views.ts';
import type { Core } from '../../../main/core.ts';
import { AutomaticSync } from '../../../main/sync/automatic.ts';
import { openTestCore, REPO } from '../core.ts';
import type { StandIn } from '../github/stand-in.ts';

/** UTC milliseconds, moved on by whoever waits. */
export class TestClock {
  nowMs = Date.UTC(2026, 2, 1, 9);
}

type Fetch = typeof globalThis.fetch;

export interface InstallationOptions {
  readonly clock: TestClock;
  readonly github: StandIn;
  /** Without a gap between writes, unless a test is about it. */
  readonly pace?: PaceRules;
  /** How long a request takes, in milliseconds. */
  readonly requestMs?: number;
  /** How far this machine's clock is ahead of the test's at first, in milliseconds. */
  readonly aheadMs?: number;
  /** Seconds after a lost answer at which the issue is looked for. */
  readonly lookAgain?: readonly number[];
  /** What stands between this machine and the stand-in. */
  readonly network?: (through: Fetch) => Fetch;
  /** Root of the API; that of the stand-in, unless a test has another. */
  readonly apiUrl?: string;
  readonly requestTimeoutMs?: number;
  /** A data folder of another installation, closed, that this one begins with a copy of, settings and all. */
  readonly copyOf?: string;
  readonly newId?: () => string;
}

/** Memory where the system has it: these tests are not about the disk. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Longer than any pause GitHub asks for in these tests, in milliseconds. */
const PATIENCE_MS = 2 * 3_600_000;

/** One installation, as a person uses it. */
export class Installation implements AsyncDisposable {
  readonly folder = mkdtempSync(join(scratch, 'debrief-installation-'));
  private readonly options: InstallationOptions;
  /** How far this machine's clock is ahead of the test's, in milliseconds. */
  aheadMs: number;
  core: Core;

  private constructor(options: InstallationOptions) {
    this.options = options;
    this.aheadMs = options.aheadMs ?? 0;
    if (options.copyOf !== undefined) cpSync(options.copyOf, this.folder, { recursive: true });
    this.core = this.open();
  }

  static async open(options: InstallationOptions): Promise<Installation> {
    const installation = new Installation(options);
    if (options.copyOf !== undefined) return installation;
    await installation.core.client.settings.set({ 'sync.lookAgain': [...(options.lookAgain ?? [0])] });
    return installation;
  }

  private open(): Core {
    const { clock, github, pace, network, apiUrl, requestTimeoutMs, newId } = this.options;
    const through: Fetch = (input, init) => {
      clock.nowMs += this.options.requestMs ?? 50;
      return github.fetch(input, init);
    };
    return openTestCore(this.folder, apiUrl ?? github.url, {
      nowMs: () => clock.nowMs + this.aheadMs,
      random: () => 0.5,
      fetch: network === undefined ? through : network(through),
      wait: (ms) => {
        clock.nowMs += ms;
        return Promise.resolve();
      },
      pace: pace ?? { ...GITHUB_PACE, gapMs: 0 },
      ...(requestTimeoutMs === undefined ? {} : { requestTimeoutMs }),
      ...(newId === undefined ? {} : { newId }),
    });
  }

  /** As after a restart of the machine: nothing is known but what is on disk. */
  async restart(): Promise<void> {
    await this.core.close();
    this.core = this.open();
  }

  /** The process is gone from one moment to the next: it neither waits for its request nor gives its lease back. */
  crash(): void {
    this.core.context.parts.store.close();
    this.core = this.open();
  }

  async create(title: string, repo = REPO): Promise<string> {
    return (await this.core.client.drafts.create({ title, repo })).id;
  }

  get(id: string): Promise<DraftView> {
    return this.core.client.drafts.get({ id });
  }

  record(id: string): SyncRecord {
    const { store } = this.core.context.parts;
    return store.getSync({ kind: 'draft', id: store.resolveDraft(id) });
  }

  async body(id: string): Promise<string> {
    return (await this.core.client.drafts.export({ id, format: 'md' })).text;
  }

  /** Syncs all there is, waiting out pauses. */
  async sync(waitMs = PATIENCE_MS): Promise<readonly SyncReport[]> {
    return this.core.client.sync.run({ waitMs });
  }

  /** Adds a paragraph under a heading. */
  async write(id: string, section: string, text: string): Promise<void> {
    const found = (await this.get(id)).sections.find((each) => each.name === section);
    if (found === undefined) throw new Error(`The draft has no section ${section}.`);
    const whole = found.text === '' ? text : `${found.text}\n\n${text}`;
    await this.core.client.drafts.saveSection({ id, section: found.id, text: whole });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.core.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A host that stays: its timer, on the test's clock. */
export async function letTimePass(at: Installation, clock: TestClock, ms: number): Promise<void> {
  const automatic = new AutomaticSync(at.core.context.parts);
  const endMs = clock.nowMs + ms;
  while (clock.nowMs < endMs) {
    await automatic.tick();
    clock.nowMs += 5_000;
  }
}
