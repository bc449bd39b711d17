/** Drives the command line in this process, on a real core and a data folder of its own. */
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import type { z } from 'zod';

import { localTime } from '../../../app/local-time.ts';
import { run } from '../../../main/cli/run.ts';
import { SignalHolders } from '../../../main/cli/signals.ts';
import type { OpenCore, OpenLogging, Terminal } from '../../../main/cli/terminal.ts';
import type { Keychain } from '../../../main/account/keychain.ts';
import { KeychainUnavailable } from '../../../main/account/keychain.ts';
import { openCore } from '../../../main/core.ts';
import { examineUnopened } from '../../../main/diagnosis/doctor.ts';
import { logUnopened, openLogging } from '../../../main/logging.ts';

/** What one command did. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  readonly stdin?: string | Uint8Array | Terminal['stdin'];
  readonly env?: NodeJS.ProcessEnv;
  readonly isTTY?: boolean;
  readonly startedAtMs?: number;
  readonly interrupted?: AbortSignal;
  /** Told of all that was written to standard output so far, whenever there is more. */
  readonly seen?: (all: string) => void;
  /** Where the process's signals come from. */
  readonly signals?: EventEmitter;
  readonly openCore?: () => Promise<OpenCore>;
}

/** A machine that has no keychain, as a server has none. */
export const noKeychain: Keychain = {
  read: () => Promise.reject(new KeychainUnavailable('none')),
  write: () => Promise.reject(new KeychainUnavailable('none')),
  remove: () => Promise.reject(new KeychainUnavailable('none')),
};

/** A keychain of this test alone. */
export function keychainInMemory(kept = new Map<string, string>()): Keychain {
  return {
    read: (account) => Promise.resolve(kept.get(account) ?? null),
    write: (account, secret) => Promise.resolve(void kept.set(account, secret)),
    remove: (account) => Promise.resolve(void kept.delete(account)),
  };
}

class Collected extends Writable {
  text = '';
  private readonly seen: (all: string) => void;

  constructor(seen: (all: string) => void = () => undefined) {
    super();
    this.seen = seen;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    this.seen(this.text);
    done();
  }
}

/** Where nothing listens: what a test that names no server is offline from. Fetch itself refuses port 1. */
export const NOBODY = 'http://127.0.0.1:2';

/** 1 March 2026, 09:14:03.250 in Europe/London. */
export const START_MS = Date.UTC(2026, 2, 1, 9, 14, 3, 250);

export class CommandLine implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'debrief-cli-'));
  readonly env: NodeJS.ProcessEnv;
  /** The wall clock; each command is a second after the one before. */
  nowMs = START_MS;
  private readonly keychain: Keychain;

  constructor(env: NodeJS.ProcessEnv = {}, keychain: Keychain = noKeychain) {
    this.env = { DEBRIEF_API_URL: NOBODY, ...env };
    this.keychain = keychain;
  }

  /** Runs a command as it would be typed. */
  async run(argv: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
    this.nowMs += 1000;
    const { stdin = '', isTTY = false } = surroundings;
    const stdout = Object.assign(new Collected(surroundings.seen), { isTTY });
    const stderr = Object.assign(new Collected(), { isTTY });
    const environment = { ...this.env, ...surroundings.env };
    const code = await run(argv, {
      env: environment,
      stdin:
        typeof stdin === 'string' || stdin instanceof Uint8Array
          ? Readable.from([Buffer.from(stdin)])
          : stdin,
      stdout,
      stderr,
      startedAtMs: surroundings.startedAtMs ?? this.nowMs,
      zone: 'Europe/London',
      localTime: (atMs) => localTime(atMs, 'Europe/London'),
      nowMs: () => this.nowMs,
      interrupted: surroundings.interrupted ?? new AbortController().signal,
      signals: new SignalHolders(surroundings.signals ?? new EventEmitter()),
      endBy: () => undefined,
      openCore: surroundings.openCore ?? (() => this.openCore(environment)),
      openLogging: () => this.openLogging(environment),
      logUnopened: (moment, failure) =>
        Promise.resolve(
          logUnopened({ environment, folder: this.folder, nowMs: () => this.nowMs }, moment, failure),
        ),
      examineUnopened: (failure) =>
        examineUnopened(
          {
            ...{ environment, folder: this.folder, zone: 'Europe/London', keychain: this.keychain },
            nowMs: () => this.nowMs,
          },
          failure,
        ),
    });
    return { code, out: stdout.text, err: stderr.text };
  }

  /** Runs a command that has to succeed, and gives what it printed, without the last line end. */
  async ok(...argv: readonly string[]): Promise<string> {
    const { code, out, err } = await this.run(argv);
    if (code !== 0 || err !== '') throw new Error(`debrief ${argv.join(' ')}: exit code ${code}\n${err}`);
    return out.replace(/\n$/, '');
  }

  /** Runs a command with --json that has to succeed, and gives the document if it is as promised. */
  async json<Schema extends z.ZodType>(schema: Schema, ...argv: readonly string[]): Promise<z.infer<Schema>> {
    return schema.parse(JSON.parse(await this.ok(...argv, '--json')));
  }

  async openCore(environment: NodeJS.ProcessEnv = this.env): Promise<OpenCore> {
    const core = openCore({
      environment,
      folder: this.folder,
      keychain: this.keychain,
      nowMs: () => this.nowMs,
      // The clock stands still while a command runs, so nothing may be waited for.
      pace: { gapMs: 0, perMinute: 1000, perHour: 1000 },
      machineZone: () => 'Europe/London',
    });
    return {
      client: core.client,
      get notices() {
        return core.notices;
      },
      bringInWaiting: () => core.bringInWaiting(),
      close: () => core.close(),
    };
  }

  async openLogging(environment: NodeJS.ProcessEnv): Promise<OpenLogging> {
    const logging = openLogging({
      environment,
      folder: this.folder,
      nowMs: () => this.nowMs,
      machineZone: () => 'Europe/London',
    });
    return {
      log: (moment) => logging.log(moment),
      get notices() {
        return logging.notices;
      },
      bringInWaiting: () => logging.bringInWaiting(),
      close: () => {
        logging.close();
        return Promise.resolve();
      },
    };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Standard input that is a terminal at which this is typed. */
export function typedAt(keys: string): Terminal['stdin'] {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  stdin.write(keys);
  return stdin;
}
