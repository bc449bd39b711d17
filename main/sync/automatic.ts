/** Sync by itself, in a host that stays: what is queued goes out when it may, edits once the person has paused. */
import { nextEffect } from '../../app/sync.ts';
import type { Parts } from '../parts.ts';
import { statusOf } from '../status.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import { followComments } from './comments.ts';

/** Milliseconds between looks at the queue: the return of a network is noticed within that. */
const TICK_MS = 5_000;
/** Milliseconds between looks at GitHub for what changed there. A look costs no quota while nothing did. */
const POLL_MS = 60_000;
/** A filed draft that is being written on is sent after this pause, not at every word. */
const QUIET_MS = 10_000;

export class AutomaticSync {
  private readonly parts: Parts;
  private timer: NodeJS.Timeout | null = null;
  private running = false;
  private told = '';
  private polledMs = -Infinity;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  start(): void {
    this.timer ??= setInterval(() => {
      void this.tick();
    }, TICK_MS);
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  /** A look at the queue, and at GitHub for what changed there, whenever the last one was. */
  async wake(): Promise<void> {
    this.polledMs = -Infinity;
    await this.tick();
  }

  /** One look at the queue. */
  async tick(): Promise<void> {
    if (this.running || !this.parts.settings()['sync.automatic']) return;
    this.running = true;
    try {
      const polls = this.isPollDue();
      const due = this.due(polls);
      const watches = polls && (due.length > 0 || this.parts.store.linkedIssues().length > 0);
      if (due.length > 0 || watches) await this.parts.runner.run(due, 0, watches ? 'watch' : 'nothing');
      if (polls) await followComments(this.parts);
      await this.tellStatus();
    } finally {
      this.running = false;
    }
  }

  private isPollDue(): boolean {
    const nowMs = this.parts.nowMs();
    const isDue = nowMs - this.polledMs >= POLL_MS;
    if (isDue) this.polledMs = nowMs;
    return isDue;
  }

  private due(polls: boolean): readonly SyncSubject[] {
    const { store, nowMs } = this.parts;
    return store
      .allSync()
      .filter(({ subject, record, isRemoved }) => {
        if (polls && record.state === 'synced') return !isRemoved;
        const effect = nextEffect(record, record.issue !== null, nowMs());
        if (effect.do === 'nothing' || effect.do === 'wait') return false;
        if (effect.do !== 'compare' || subject.kind !== 'draft') return true;
        return store.getRecord(subject.id).updatedAtMs < nowMs() - QUIET_MS;
      })
      .map(({ subject }) => subject);
  }

  private async tellStatus(): Promise<void> {
    const status = await statusOf(this.parts);
    const said = JSON.stringify(status);
    if (said !== this.told) this.parts.changes.tellStatus(status);
    this.told = said;
  }
}
