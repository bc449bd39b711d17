/** What is always known: is the core there, is GitHub there, what waits, who is signed in. */
import type { CoreClient } from '../../app/contract.ts';
import type { AccountView, StatusView } from '../../app/views.ts';
import type { LinkState } from '../link.ts';

export class StatusState {
  readonly #client: CoreClient;
  #link = $state<LinkState>('connecting');
  #status = $state.raw<StatusView | null>(null);
  #dismissed = $state.raw<ReadonlySet<string>>(new Set());

  constructor(client: CoreClient) {
    this.#client = client;
  }

  get link(): LinkState {
    return this.#link;
  }

  /** Null until the core has told it. */
  get status(): StatusView | null {
    return this.#status;
  }

  get account(): AccountView | null {
    return this.#status?.account ?? null;
  }

  /** What a person should know about this start and has not put aside yet. */
  get notices(): StatusView['notices'] {
    return (this.#status?.notices ?? []).filter(({ code }) => !this.#dismissed.has(code));
  }

  dismiss(code: string): void {
    this.#dismissed = new Set([...this.#dismissed, code]);
  }

  linkChanged(link: LinkState): void {
    this.#link = link;
  }

  note(status: StatusView): void {
    this.#status = status;
  }

  async refresh(): Promise<void> {
    this.#status = await this.#client.sync.status({});
  }
}
