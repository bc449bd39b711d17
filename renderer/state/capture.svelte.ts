/** Quick capture: a page of one line, which goes into the incident that is in front. Its place is `#/capture`. */
import type { DraftSummary } from '../../app/views.ts';
import type { Link } from '../link.ts';
import type { RunningDraft } from './incidents.ts';
import { incidentAfter, runningIncidents } from './incidents.ts';
import { lineKeeper } from './line-keeper.ts';
import { LogBook } from './log-book.svelte.ts';
import { PendingEdits } from './pending.svelte.ts';
import type { Problem } from './problem.ts';
import { problemFrom } from './problem.ts';

/** Incidents that run are among the drafts that changed last; so many of those are looked at. */
const NEWEST = 100;

/** Is this the page of quick capture? Asked before the link takes the key out of the address. */
export function isCapture(page: Pick<Window, 'location'>): boolean {
  return page.location.hash === '#/capture';
}

export class CaptureState {
  readonly #page: Window;
  readonly #link: Link;
  readonly #pending = new PendingEdits(Date.now);
  #draft = $state.raw<DraftSummary | null>(null);
  #running = $state.raw<readonly RunningDraft[]>([]);
  #log = $state.raw<LogBook | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #loggedAtMs = $state<number | null>(null);

  constructor(page: Window, link: Link) {
    this.#page = page;
    this.#link = link;
  }

  /** Where the line goes; null while that is not known, and where nothing runs and there is no draft. */
  get draft(): DraftSummary | null {
    return this.#draft;
  }

  /** The incidents that run, in the order in which they were started: where the line may go. */
  get running(): readonly RunningDraft[] {
    return this.#running;
  }

  get log(): LogBook | null {
    return this.#log;
  }

  /** Why the line is not on disk, or why nobody can tell where it would go. */
  get problem(): Problem | null {
    return this.#log?.problem ?? this.#problem;
  }

  /** The instant of the line that was logged last (UTC milliseconds); null once something else is typed. */
  get loggedAtMs(): number | null {
    return this.#loggedAtMs;
  }

  /** Listens to the host. Gives what ends that. */
  begin(): () => void {
    const shown = (): void => void this.#look();
    const flush = ({ data, source }: MessageEvent<unknown>): void => {
      // A line that nobody has sent is kept, and comes back in the view of its incident.
      if (data === 'debrief:flush' && source === this.#page)
        void this.#pending
          .flushAll()
          .then(() => this.#page.postMessage('debrief:flushed', this.#page.location.origin));
    };
    this.#page.addEventListener('focus', shown);
    this.#page.addEventListener('message', flush);
    void this.#look();
    return () => {
      this.#page.removeEventListener('focus', shown);
      this.#page.removeEventListener('message', flush);
    };
  }

  /** A key went down in the field. */
  keyDown(event: Event): void {
    this.#loggedAtMs = null;
    const atMs = Math.round(Date.now() - (this.#page.performance.now() - event.timeStamp));
    this.#log?.keyDown(atMs + (this.#draft?.clockOffsetMs ?? 0));
  }

  type(text: string): void {
    this.#log?.type(text);
  }

  /** Has the line go into another incident that runs. What is typed goes along, with the instant of its first key. */
  choose(id: string): void {
    const to = this.#running.find((each) => each.id === id);
    const [from, log] = [this.#draft, this.#log];
    // A line on its way to the disk stays in sight until it is there.
    if (to === undefined || from === null || log === null || to.id === from.id || log.sent.length > 0) return;
    const { text, stampMs } = log;
    log.type('');
    this.#enterDraft(to);
    if (text === '') return;
    // Each incident has a clock of its own.
    if (stampMs !== null) this.#log?.keyDown(stampMs - from.clockOffsetMs + to.clockOffsetMs);
    this.#log?.type(text);
  }

  /** The same for the next incident, or the one before, round and round. */
  step(by: 1 | -1): void {
    const id = incidentAfter(this.#running, this.#draft?.id ?? null, by);
    if (id !== null) this.choose(id);
  }

  /** Logs the line, and has the host hide this page once it is on disk. */
  async enter(): Promise<void> {
    await this.#log?.log();
    if (this.#log?.isBusy === false && this.#loggedAtMs !== null)
      this.#page.postMessage('debrief:captured', this.#page.location.origin);
  }

  /** Starts an incident to log into, where there is nothing yet. */
  async start(): Promise<void> {
    try {
      this.#enterDraft(await this.#link.client.timeline.start({ atMs: Date.now() }));
    } catch (error) {
      this.#problem = problemFrom(error);
    }
  }

  /** Looks where a line would go now, unless one is being written. */
  async #look(): Promise<void> {
    if (this.#log?.isBusy === true) return;
    this.#loggedAtMs = null;
    try {
      const { drafts, timeline } = this.#link.client;
      // Without the others there is nothing to choose, and the line still has its place.
      const newest = drafts.list({ limit: NEWEST }).catch(() => []);
      this.#enterDraft(await timeline.current({}));
      this.#running = runningIncidents(await newest);
    } catch (error) {
      this.#problem = problemFrom(error);
    }
  }

  #enterDraft(draft: DraftSummary): void {
    this.#problem = null;
    if (draft.id !== this.#draft?.id) this.#log = this.#logBookOf(draft);
    this.#draft = draft;
  }

  #logBookOf({ id, zone }: DraftSummary): LogBook {
    const { client } = this.#link;
    return new LogBook({
      client,
      draftId: id,
      nowMs: Date.now,
      newId: () => crypto.randomUUID(),
      zone: () => zone,
      keeper: lineKeeper(client, this.#pending, id),
      logged: ({ atMs }) => {
        this.#loggedAtMs = atMs;
      },
    });
  }
}
