/** One field of a draft while a person edits it: what they typed stays until it is saved, also when it is refused. */
import type { PendingEdits, PutOptions } from './pending.svelte.ts';
import type { Problem } from './problem.ts';

export interface FieldBinding<Value, Answer> {
  readonly pending: PendingEdits;
  readonly key: string;
  /** The value as the core has it. */
  readonly saved: () => Value;
  readonly send: (value: Value) => Promise<Answer>;
  readonly acknowledged: (answer: Answer) => void;
}

export class EditedField<Value, Answer = unknown> {
  readonly #binding: FieldBinding<Value, Answer>;
  #typed = $state.raw<{ readonly value: Value } | null>(null);
  #problem = $state.raw<Problem | null>(null);

  constructor(binding: FieldBinding<Value, Answer>) {
    this.#binding = binding;
  }

  get value(): Value {
    return this.#typed === null ? this.#binding.saved() : this.#typed.value;
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  /** Takes in what was typed. `held`: it waits for `commit`, since half of it could be taken for something else. */
  type(value: Value, options: PutOptions = {}): void {
    const { pending, key, send, acknowledged } = this.#binding;
    this.#typed = { value };
    pending.put<Value, Answer>(
      key,
      value,
      {
        send,
        acknowledged: (answer, sent) => {
          acknowledged(answer);
          if (this.#typed?.value === sent) this.#typed = null;
        },
        failed: (problem) => (this.#problem = problem),
      },
      options,
    );
  }

  /** Saves what was typed now. */
  commit(): Promise<void> {
    return this.#binding.pending.flush(this.#binding.key);
  }

  /** Types and saves in one go. */
  async set(value: Value): Promise<void> {
    this.type(value, { held: true });
    await this.commit();
  }

  /** Back to what is saved. */
  revert(): void {
    this.#binding.pending.drop(this.#binding.key);
    this.#typed = null;
    this.#problem = null;
  }
}
