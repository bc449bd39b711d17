/** Tells whoever watches what changed: at once for this process's own writes, within a moment for those of others. */
import { EventPublisher } from '@orpc/server';

import type { CoreEvent, EntryView } from '../app/views.ts';
import type { Store } from './store/store.ts';

/** Milliseconds between looks at the database's change counter: two in a second are enough to show others' writes in one. */
const POLL_MS = 400;

export class Changes {
  private readonly store: Store;
  private readonly publisher = new EventPublisher<{ event: CoreEvent }>({ maxBufferedEvents: 10_000 });
  private seen: number;
  private version: number;
  private timer: NodeJS.Timeout | null = null;
  private readonly closing = new AbortController();

  constructor(store: Store) {
    this.store = store;
    this.seen = store.changesSince(Number.MAX_SAFE_INTEGER).seq;
    this.version = store.dataVersion();
  }

  /** Events from this call on, until the signal is aborted or the core closes: what happens before the first one is taken is not missed. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<CoreEvent> {
    const { signal: closed } = this.closing;
    if (!closed.aborted)
      this.timer ??= setInterval(() => {
        this.look();
      }, POLL_MS);
    return this.publisher.subscribe('event', {
      signal: signal === undefined ? closed : AbortSignal.any([signal, closed]),
    });
  }

  /** This process wrote something: tell of the drafts that changed since the last time. */
  tell(): void {
    const { seq, ids } = this.store.changesSince(this.seen);
    this.seen = seq;
    for (const id of ids) this.publisher.publish('event', { type: 'draft', id });
  }

  /** This process logged an entry. Whoever has the draft need not read it again, unless something else changed, too. */
  tellLogged(entry: EntryView): void {
    const { seq } = this.store.changesSince(this.seen);
    // Every change of any draft, by whichever process, is one step of the sequence.
    if (seq !== this.seen + 1) return this.tell();
    this.seen = seq;
    this.publisher.publish('event', { type: 'draft', id: entry.draft, entry });
  }

  /** The status changed. */
  tellStatus(status: Extract<CoreEvent, { type: 'status' }>['status']): void {
    this.publisher.publish('event', { type: 'status', status });
  }

  /** Settings were changed here. */
  tellSettings(): void {
    this.publisher.publish('event', { type: 'settings' });
  }

  /** Ends every watch. */
  close(): void {
    this.closing.abort();
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  private look(): void {
    // The counter moves only when another connection has written.
    const version = this.store.dataVersion();
    if (version === this.version) return;
    this.version = version;
    this.tell();
  }
}
