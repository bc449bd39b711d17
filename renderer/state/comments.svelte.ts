/** What was written under the issue of a draft: first what is known here, then what GitHub has. */
import type { CoreClient } from '../../app/contract.ts';
import type { CommentsView } from '../../app/views.ts';
import type { Problem } from './problem.ts';
import { problemFrom } from './problem.ts';

export type CommentView = CommentsView['comments'][number];

export class Comments {
  readonly #client: CoreClient;
  readonly #id: string;
  #view = $state.raw<CommentsView | null>(null);
  #problem = $state.raw<Problem | null>(null);

  constructor(client: CoreClient, id: string) {
    this.#client = client;
    this.#id = id;
  }

  /** Null until something is known. */
  get all(): readonly CommentView[] | null {
    return this.#view?.comments ?? null;
  }

  /** Those that nobody has decided on. */
  get fresh(): readonly CommentView[] {
    return this.all?.filter(({ state }) => state === 'new') ?? [];
  }

  get follows(): boolean {
    return this.#view?.follows ?? false;
  }

  /** Was GitHub ever asked? */
  get isRead(): boolean {
    return this.#view !== null && this.#view.readAtMs !== null;
  }

  /** Why the last request failed; what was known stays. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Shows what is known here at once, then asks GitHub. */
  async load(): Promise<void> {
    await this.#show(() => this.#client.comments.list({ id: this.#id }));
    await this.#show(() => this.#client.comments.refresh({ id: this.#id }));
  }

  take(ids: readonly number[]): Promise<void> {
    return this.#show(() => this.#client.comments.take({ id: this.#id, comments: [...ids] }));
  }

  dismiss(ids: readonly number[]): Promise<void> {
    return this.#show(() => this.#client.comments.dismiss({ id: this.#id, comments: [...ids] }));
  }

  follow(follows: boolean): Promise<void> {
    return this.#show(() => this.#client.comments.follow({ id: this.#id, follows }));
  }

  async #show(request: () => Promise<CommentsView>): Promise<void> {
    try {
      this.#view = await request();
      this.#problem = null;
    } catch (error) {
      this.#problem = problemFrom(error);
    }
  }
}
