/** Short notes on what just happened, some of which can be undone; and what a screen reader is told. */
import type { Problem } from './problem.ts';
import { problemFrom } from './problem.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly problem: Problem | null;
  readonly undo: (() => Promise<void>) | null;
}

/** How long a note stays, in milliseconds. One that can be undone, or is about a problem, stays longer. */
const STAY_MS = 4000;
const STAY_LONG_MS = 12_000;

export class Toasts {
  #all = $state.raw<readonly Toast[]>([]);
  #said = $state('');
  #nextId = 1;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  get all(): readonly Toast[] {
    return this.#all;
  }

  /** The last thing for a screen reader to say. */
  get said(): string {
    return this.#said;
  }

  /** Says something without showing it. */
  say(text: string): void {
    // A live region is read when it changes: the same words again need a difference that is not heard.
    this.#said = this.#said === text ? `${text}\u00A0` : text;
  }

  show(text: string, undo: (() => Promise<void>) | null = null): void {
    this.#add({ text, problem: null, undo });
  }

  showProblem(error: unknown): void {
    const problem = problemFrom(error);
    this.#add({ text: problem.message, problem, undo: null });
  }

  dismiss(id: number): void {
    this.hold(id);
    this.#all = this.#all.filter((toast) => toast.id !== id);
  }

  /** A note that the person looks at stays. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  release(id: number): void {
    const toast = this.#all.find((each) => each.id === id);
    if (toast !== undefined) this.#leaveLater(toast);
  }

  /** Undoes what the newest note is about that can be undone. Gives whether there was one. */
  undoLast(): boolean {
    const toast = this.#all.findLast((each) => each.undo !== null);
    if (toast !== undefined) this.undo(toast.id);
    return toast !== undefined;
  }

  undo(id: number): void {
    const toast = this.#all.find((each) => each.id === id);
    if (toast === undefined || toast.undo === null) return;
    this.dismiss(id);
    toast.undo().catch((error: unknown) => this.showProblem(error));
  }

  #add(toast: Omit<Toast, 'id'>): void {
    const added = { ...toast, id: this.#nextId };
    this.#nextId += 1;
    this.#all = [...this.#all, added];
    this.#leaveLater(added);
  }

  #leaveLater(toast: Toast): void {
    const stayMs = toast.undo === null && toast.problem === null ? STAY_MS : STAY_LONG_MS;
    this.#timers.set(
      toast.id,
      setTimeout(() => this.dismiss(toast.id), stayMs),
    );
  }
}
