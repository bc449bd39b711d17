/**
 * What was typed and is not acknowledged yet. An edit leaves here only when the core has it on disk; one that failed
 * stays, is shown, and is tried again.
 */
import type { Problem } from './problem.ts';
import { problemFrom } from './problem.ts';

/** The longest that typing stays unsent, in milliseconds. */
export const PAUSE_MS = 250;
/** How long after a failure the same is tried again, in milliseconds. */
const RETRY_MS = [1000, 2000, 5000, 10_000];

/** How to save the values of one key, such as the text of a section. */
export interface Saver<Value, Answer> {
  readonly send: (value: Value) => Promise<Answer>;
  /** Called with the acknowledgement, after the edit has left, unless more was typed meanwhile (`typed`). */
  readonly acknowledged: (answer: Answer, sent: Value, typed: Value | undefined) => void;
  /** Called when the value was refused or could not be saved, and with null when that is over. */
  readonly failed?: (problem: Problem | null) => void;
}

/** `held`: the value waits for whoever types to be done with it, so that nothing half-typed is acted on. */
export interface PutOptions {
  readonly held?: boolean;
}

interface Edit {
  readonly key: string;
  /** What is to be saved; a new object whenever it changes. */
  job: { readonly run: () => Promise<() => void>; readonly failed: (problem: Problem | null) => void };
  value: unknown;
  held: boolean;
  timer: ReturnType<typeof setTimeout> | null;
  sending: Promise<void> | null;
  /** Its time came while an older value was being sent. */
  due: boolean;
  attempts: number;
  problem: Problem | null;
}

/** `typing`: all that is unsaved waits for the person to be done with it. */
export type SaveState = 'saved' | 'typing' | 'saving' | 'failed';

export class PendingEdits {
  readonly #nowMs: () => number;
  readonly #edits = new Map<string, Edit>();
  #state = $state<SaveState>('saved');
  #savedAtMs = $state<number | null>(null);
  #problem = $state.raw<Problem | null>(null);

  /** @param nowMs the wall clock, in UTC milliseconds */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get state(): SaveState {
    return this.#state;
  }

  /** When the last edit was acknowledged, in UTC milliseconds; null before the first. */
  get savedAtMs(): number | null {
    return this.#savedAtMs;
  }

  /** Why the first of the failed edits failed. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Is there an unacknowledged edit of this key? */
  has(key: string): boolean {
    return this.#edits.has(key);
  }

  /** The unacknowledged value of a key; undefined if there is none. */
  valueOf(key: string): unknown {
    return this.#edits.get(key)?.value;
  }

  /** Keeps a value until it is saved: within `PAUSE_MS`, or, where it is held, when it is released or flushed. */
  put<Value, Answer>(
    key: string,
    value: Value,
    saver: Saver<Value, Answer>,
    { held = false }: PutOptions = {},
  ): void {
    // What was due before goes out first, so that only what is held waits.
    if (held && this.#edits.get(key)?.held === false) void this.flush(key);
    const edit: Edit = this.#edits.get(key) ?? {
      key,
      job: this.#jobFor(key, value, saver),
      value,
      held,
      timer: null,
      sending: null,
      due: false,
      attempts: 0,
      problem: null,
    };
    edit.job = this.#jobFor(key, value, saver);
    edit.value = value;
    edit.held = held;
    if (edit.problem !== null) this.#clearProblem(edit);
    this.#edits.set(key, edit);
    if (held) this.#unschedule(edit);
    else this.#schedule(edit, PAUSE_MS);
    this.#summarise();
  }

  /** Forgets an edit that the person took back. One that is being sent is on its way. */
  drop(key: string): void {
    const edit = this.#edits.get(key);
    if (edit === undefined) return;
    this.#unschedule(edit);
    this.#edits.delete(key);
    this.#summarise();
  }

  /** Saves the edit of a key now, held or not. Settles when it is acknowledged or has failed; never rejects. */
  async flush(key: string): Promise<void> {
    const edit = this.#edits.get(key);
    if (edit === undefined) return;
    edit.held = false;
    // Where nothing is under way, what is sent is what stands here now, whatever is typed next.
    if (edit.sending !== null) await edit.sending;
    if (this.#edits.get(key) === edit) await this.#send(edit);
  }

  /** Saves everything now. Settles when all is acknowledged or has failed; never rejects. */
  async flushAll(): Promise<void> {
    await Promise.all([...this.#edits.keys()].map((key) => this.flush(key)));
  }

  /** Tries again what failed and may pass this time, as when the link is back. */
  retry(): void {
    for (const edit of this.#edits.values()) {
      if (edit.problem?.passes === true) void this.#send(edit);
    }
  }

  #jobFor<Value, Answer>(key: string, value: Value, saver: Saver<Value, Answer>): Edit['job'] {
    return {
      run: async () => {
        const answer = await saver.send(value);
        return () => saver.acknowledged(answer, value, this.#edits.get(key)?.value as Value | undefined);
      },
      failed: (problem) => saver.failed?.(problem),
    };
  }

  #schedule(edit: Edit, afterMs: number): void {
    // A timer that runs already is kept: typing on must not put off saving.
    if (edit.timer !== null) return;
    edit.timer = setTimeout(() => {
      edit.timer = null;
      if (edit.sending === null) void this.#send(edit);
      else edit.due = true;
    }, afterMs);
  }

  #unschedule(edit: Edit): void {
    if (edit.timer !== null) clearTimeout(edit.timer);
    edit.timer = null;
  }

  #send(edit: Edit): Promise<void> {
    this.#unschedule(edit);
    edit.due = false;
    edit.sending ??= this.#sendJob(edit, edit.job).finally(() => {
      edit.sending = null;
      if (this.#edits.get(edit.key) !== edit || edit.held || edit.problem?.passes === false) return;
      const retryMs = RETRY_MS[Math.min(edit.attempts, RETRY_MS.length) - 1];
      this.#schedule(
        edit,
        edit.problem === null || retryMs === undefined ? (edit.due ? 0 : PAUSE_MS) : retryMs,
      );
    });
    return edit.sending;
  }

  async #sendJob(edit: Edit, job: Edit['job']): Promise<void> {
    this.#summarise();
    try {
      const acknowledge = await job.run();
      const isDone = edit.job === job && this.#edits.get(edit.key) === edit;
      if (isDone) this.#edits.delete(edit.key);
      this.#savedAtMs = this.#nowMs();
      if (edit.problem !== null) this.#clearProblem(edit);
      acknowledge();
    } catch (error) {
      // Something newer was typed: only what becomes of that matters.
      if (edit.job !== job) return;
      edit.problem = problemFrom(error);
      edit.attempts += 1;
      job.failed(edit.problem);
    } finally {
      this.#summarise();
    }
  }

  #clearProblem(edit: Edit): void {
    edit.problem = null;
    edit.attempts = 0;
    edit.job.failed(null);
  }

  #summarise(): void {
    const edits = [...this.#edits.values()];
    this.#problem = edits.find(({ problem }) => problem !== null)?.problem ?? null;
    if (this.#problem !== null) this.#state = 'failed';
    else if (edits.length === 0) this.#state = 'saved';
    else this.#state = edits.every(({ held, sending }) => held && sending === null) ? 'typing' : 'saving';
  }
}

/** Saves everything when the page may go away, and answers a host that waits for it before it quits. */
export function flushWhenLeaving(page: Window, pending: PendingEdits): void {
  const flush = (): void => void pending.flushAll();
  page.addEventListener('pagehide', flush);
  page.document.addEventListener('visibilitychange', () => {
    if (page.document.visibilityState === 'hidden') flush();
  });
  page.addEventListener('beforeunload', (event) => {
    flush();
    if (pending.state === 'failed') event.preventDefault();
  });
  page.addEventListener('message', ({ data, source }: MessageEvent<unknown>) => {
    if (data !== 'debrief:flush' || source !== page) return;
    void pending.flushAll().then(() => page.postMessage('debrief:flushed', page.location.origin));
  });
}
