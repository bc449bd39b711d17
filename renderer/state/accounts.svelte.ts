/** Who is signed in, on each server. The token is known to the core only. */
import type { CoreClient } from '../../app/contract.ts';
import type { AccountView } from '../../app/views.ts';
import type { StatusState } from './status.svelte.ts';

export class Accounts {
  readonly #client: CoreClient;
  readonly #status: StatusState;
  #all = $state.raw<readonly AccountView[] | null>(null);
  #lastQuestion = 0;
  #hasAskedWho = false;

  constructor(client: CoreClient, status: StatusState) {
    this.#client = client;
    this.#status = status;
  }

  /** One a host; null until the core has told them. */
  get all(): readonly AccountView[] | null {
    return this.#all;
  }

  /** The host of the account that new drafts are filed with; null where there is none. */
  get defaultHost(): string | null {
    return this.#status.account?.host ?? null;
  }

  /** The environment's token comes before every other account: choosing another has no effect while it is set. */
  get isEnvironmentFirst(): boolean {
    return this.#all?.some(({ kept }) => kept === 'environment') ?? false;
  }

  /** Reads them again. */
  async refresh(): Promise<void> {
    await this.#read(() => this.#client.account.list({}));
  }

  /**
   * Asks GitHub whose the environment's token is, which nothing else depends on: once, and not again where nobody
   * answered.
   */
  async askWho(): Promise<void> {
    if (this.#hasAskedWho || !this.#all?.some(({ login }) => login === '')) return;
    this.#hasAskedWho = true;
    await this.#client.account.get({});
    await Promise.all([this.refresh(), this.#status.refresh()]);
  }

  /** Makes another the default one. @throws what the core refuses, such as account.unknown */
  async choose(host: string): Promise<void> {
    await this.#read(() => this.#client.account.choose({ host }));
    await this.#status.refresh();
  }

  /** @throws what the core refuses, such as account.unknown */
  async signOut(host: string): Promise<void> {
    await this.#client.account.signOut({ host });
    await Promise.all([this.refresh(), this.#status.refresh()]);
  }

  /** Shows an answer, unless a later question was asked meanwhile. */
  async #read(ask: () => Promise<readonly AccountView[]>): Promise<void> {
    this.#lastQuestion += 1;
    const question = this.#lastQuestion;
    const all = await ask();
    if (question === this.#lastQuestion) this.#all = all;
  }
}
