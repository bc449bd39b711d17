/** The import of every issue with a label: how far it is, how to stop it, what could not be read. */
import type { CoreClient } from '../../app/contract.ts';
import type { LabelledEvent } from '../../app/views.ts';
import type { Problem } from './problem.ts';
import { problemFrom, problemOf } from './problem.ts';

export type LabelledRequest = Parameters<CoreClient['drafts']['importLabelled']>[0];

/** An issue that no draft can hold, and why. */
export interface Unreadable {
  readonly url: string;
  readonly name: string;
  readonly problem: Problem;
}

export class LabelledImport {
  readonly #client: CoreClient;
  #stopping: AbortController | null = null;
  #state = $state<'idle' | 'running' | 'stopped' | 'done' | 'failed'>('idle');
  #imported = $state(0);
  #here = $state(0);
  #unreadable = $state.raw<readonly Unreadable[]>([]);
  #pausedUntilMs = $state<number | null>(null);
  #problem = $state.raw<Problem | null>(null);

  constructor(client: CoreClient) {
    this.#client = client;
  }

  /** `stopped` by a person, `failed` because of `problem`: what was imported by then stays. */
  get state(): 'idle' | 'running' | 'stopped' | 'done' | 'failed' {
    return this.#state;
  }

  get imported(): number {
    return this.#imported;
  }

  /** Issues of which there was a draft already. */
  get here(): number {
    return this.#here;
  }

  get unreadable(): readonly Unreadable[] {
    return this.#unreadable;
  }

  /** When GitHub may be asked again, in UTC milliseconds; null while it may. */
  get pausedUntilMs(): number | null {
    return this.#pausedUntilMs;
  }

  /** Why it broke off. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Imports them; resolves when it is over, however it ended. Does nothing while another is under way. */
  async run(request: LabelledRequest): Promise<void> {
    if (this.#state === 'running') return;
    const { signal } = (this.#stopping = new AbortController());
    this.#begin();
    try {
      for await (const event of await this.#client.drafts.importLabelled(request, { signal }))
        this.#note(event);
      this.#state = signal.aborted ? 'stopped' : 'done';
    } catch (error) {
      this.#problem = signal.aborted ? null : problemFrom(error);
      this.#state = signal.aborted ? 'stopped' : 'failed';
    }
    this.#pausedUntilMs = null;
  }

  stop(): void {
    this.#stopping?.abort();
  }

  #begin(): void {
    this.#state = 'running';
    this.#imported = 0;
    this.#here = 0;
    this.#unreadable = [];
    this.#problem = null;
  }

  #note(event: LabelledEvent): void {
    this.#pausedUntilMs = event.is === 'paused' ? event.untilMs : null;
    if (event.is === 'paused') return;
    if (event.result === 'imported') this.#imported += 1;
    if (event.result === 'here') this.#here += 1;
    if (event.result !== 'unreadable' || event.error === null) return;
    const { issue, error } = event;
    const name = `${issue.repo}#${issue.number}`;
    this.#unreadable = [...this.#unreadable, { url: issue.url, name, problem: problemOf(error) }];
  }
}
