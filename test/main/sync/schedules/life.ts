/**
 * A random life of one draft on a real core, against the stand-in for GitHub: edits on both sides, faults, restarts, crashes.
 * Clocks and ids are the test's own, so that pauses take no time and the same schedule is the same life again.
 */
import { ORPCError } from '@orpc/client';

import { furnish, REPO, TOKEN } from '../../../support/core.ts';
import type { StandIn } from '../../../support/github/stand-in.ts';
import { startGithub } from '../../../support/github/stand-in.ts';
import { countingIds } from '../../../support/ids.ts';
import { Installation, TestClock } from '../../../support/sync/installation.ts';
import type { Event, HereKind, Trouble } from './events.ts';
import { Network } from './network.ts';
import { PersonHere, PersonThere, Said } from './people.ts';
import { FIRST_ID, template } from './template.ts';
import type { Ending } from './verdict.ts';
import { issuesWith, whatIsLost, whyNotInStep } from './verdict.ts';

/** Rounds after the faults end in which both sides have to come in step. */
const MOST_ROUNDS = 8;
const SYNC_MS = 1_200_000;
/** Between two events, in milliseconds: less than GitHub's clock can tell apart would be no time at all. */
const STEP_MS = 1_000;
/** Whoever held the lease when its process ended has it for no longer than this, in milliseconds. */
const LEASE_MS = 61_000;
const HOUR_MS = 3_600_000;
/** The repository after it was renamed. */
const RENAMED = 'acme/operations';

interface Machine {
  readonly installation: Installation;
  readonly network: Network;
  readonly person: PersonHere;
}

/** One draft's life. */
export class Life implements AsyncDisposable {
  private readonly clock: TestClock;
  private readonly github: StandIn;
  private readonly id: string;
  /** A data folder without a draft. */
  private readonly empty: string;
  private readonly newId = countingIds(FIRST_ID);
  private readonly said = new Said();
  private readonly there: PersonThere;
  private here!: Machine;
  private second: Machine | null = null;
  private isRenamed = false;

  private constructor(clock: TestClock, github: StandIn, id: string, empty: string) {
    this.clock = clock;
    this.github = github;
    this.id = id;
    this.empty = empty;
    this.there = new PersonThere(github, clock, this.said);
  }

  static async begin(): Promise<Life> {
    const { folder, id, empty } = await template();
    const clock = new TestClock();
    clock.nowMs += HOUR_MS;
    const github = await startGithub({ listens: false, isStrict: false, now: () => clock.nowMs });
    const life = new Life(clock, furnish(github), id, empty);
    life.here = await life.machine('h', folder);
    return life;
  }

  private async machine(name: string, copyOf: string): Promise<Machine> {
    const { clock, github, newId } = this;
    const network = new Network(clock);
    const installation = await Installation.open({
      ...{ clock, github, newId, copyOf },
      network: (through) => network.through(through),
    });
    return { installation, network, person: new PersonHere(installation, this.id, name, this.said) };
  }

  async happen(event: Event): Promise<void> {
    const { clock, github, here } = this;
    const { installation, network, person } = here;
    clock.nowMs += STEP_MS;
    switch (event.do) {
      case 'here':
        return person.act(event.what, event.pick);
      case 'here meanwhile':
        network.meanwhile = { sent: event.sent, act: () => person.act(event.what, event.pick) };
        return;
      case 'there': {
        const [issue] = issuesWith(this.github, this.id);
        if (issue !== undefined) this.there.act(event.what, event.pick, issue);
        return;
      }
      case 'second':
        return this.happenAtSecond(event.what, event.pick);
      case 'sync':
        return this.sync(here);
      case 'resolve':
        return this.resolve(here);
      case 'restart':
        return installation.restart();
      case 'crash':
        return this.crashWhileSyncing(event.sent);
      case 'wait':
        clock.nowMs += event.ms;
        return;
      case 'fault':
        github.fail(event.fault, { after: event.after, count: event.count });
        return;
      case 'offline':
        network.offlineRequests = event.requests;
        return;
      case 'hang':
        github.catchUpLists();
        network.hang = event.how;
        return;
      case 'trouble': {
        this.trouble(event.what);
        return;
      }
      case 'mend': {
        this.mend();
        return;
      }
      case 'rename': {
        this.rename();
        return;
      }
      case 'lists lag':
        if (!network.mayBeLate) github.lagLists(event.ms);
        return;
      case 'set clock':
        // A list that lags for hours by this machine's clock is not what this is about.
        github.catchUpLists();
        installation.aheadMs = event.ms;
        return;
    }
  }

  /** What is wrong with how it ended; null if nothing is. */
  async end(): Promise<string | null> {
    const machines = [this.here, ...(this.second === null ? [] : [this.second])];
    this.github.recover();
    this.mend();
    for (const { network } of machines) network.recover();
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      this.clock.nowMs += HOUR_MS;
      for (const each of machines) {
        await this.sync(each);
        await this.resolve(each);
      }
      if (this.whyNotInStep(machines) === null) break;
    }
    return this.whyNotInStep(machines) ?? whatIsLost(this.ending(machines)) ?? this.whatIsTooMuch(machines);
  }

  private ending(machines: readonly Machine[]): Ending {
    return {
      github: this.github,
      id: this.id,
      installations: machines.map(({ installation }) => installation),
      said: this.said,
      stateThere: this.there.state,
    };
  }

  private whyNotInStep(machines: readonly Machine[]): string | null {
    return whyNotInStep(this.ending(machines));
  }

  /** Once all is in step, there is nothing to write. */
  private async whatIsTooMuch(machines: readonly Machine[]): Promise<string | null> {
    const { writes } = this.github.counts;
    for (const each of machines) await this.sync(each);
    return this.github.counts.writes === writes ? null : 'a write although nothing had changed';
  }

  private async happenAtSecond(what: HereKind | 'sync', pick: number): Promise<void> {
    this.second ??= await this.imported();
    if (this.second === null) return;
    const { person } = this.second;
    if (what !== 'sync') return person.act(what, pick);
    await this.sync(this.second);
    return this.resolve(this.second);
  }

  /** Another machine, with the issue as its draft; null where there is none to import, or a fault meets the import. */
  private async imported(): Promise<Machine | null> {
    const [issue] = issuesWith(this.github, this.id);
    if (issue === undefined) return null;
    const machine = await this.machine('s', this.empty);
    try {
      const number = { repo: REPO, number: issue.number };
      await machine.installation.core.client.drafts.import({ issue: number });
      return machine;
    } catch (error) {
      if (!(error instanceof ORPCError)) throw error;
      await machine.installation[Symbol.asyncDispose]();
      return null;
    }
  }

  private async sync({ installation }: Machine): Promise<void> {
    await installation.sync(SYNC_MS);
  }

  private async resolve({ installation }: Machine): Promise<void> {
    if (installation.record(this.id).state === 'conflict')
      await installation.core.client.sync.resolve({ id: this.id, take: 'both' });
  }

  private async crashWhileSyncing(sent: boolean): Promise<void> {
    const { installation, network } = this.here;
    const reached = network.crashAt(sent);
    await Promise.race([reached, this.sync(this.here)]);
    network.recover();
    this.clock.nowMs += LEASE_MS;
    installation.crash();
  }

  private trouble(what: Trouble): void {
    const { github } = this;
    if (what === 'archived') github.changeRepository(REPO, { isArchived: true });
    if (what === 'no issues') github.changeRepository(REPO, { hasIssues: false });
    if (what === 'no access') github.setAccess(REPO, 'kim', null);
    if (what === 'token revoked') github.revokeToken(TOKEN);
  }

  private mend(): void {
    const { github } = this;
    github.changeRepository(REPO, { isArchived: false, hasIssues: true });
    github.setAccess(REPO, 'kim', 'write');
    github.addToken('kim', TOKEN);
  }

  private rename(): void {
    if (!this.isRenamed) this.github.renameRepository(REPO, RENAMED);
    this.isRenamed = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.here.installation[Symbol.asyncDispose]();
    await this.second?.installation[Symbol.asyncDispose]();
    await this.github.close();
  }
}
