/** The settings of the core, and what they mean for the page. */
import type { CoreClient } from '../../app/contract.ts';
import type { Settings } from '../../app/settings.ts';
import { keymapFrom, SHORTCUTS } from './shortcuts.ts';
import type { Keymap } from './shortcuts.ts';

export class Preferences {
  readonly #client: CoreClient;
  readonly #root: HTMLElement;
  #settings = $state.raw<Settings | null>(null);
  readonly #keymap = $derived(this.#settings === null ? SHORTCUTS : keymapFrom(this.#settings));

  /** @param root the element that carries the theme */
  constructor(client: CoreClient, root: HTMLElement) {
    this.#client = client;
    this.#root = root;
  }

  /** Null until the core has told them. */
  get settings(): Settings | null {
    return this.#settings;
  }

  /** The keys as the person set them. */
  get keymap(): Keymap {
    return this.#keymap;
  }

  async refresh(): Promise<void> {
    this.#apply(await this.#client.settings.get({}));
  }

  /** @throws what the core refuses, such as zone.unknown */
  async change(settings: { -readonly [Key in keyof Settings]?: Settings[Key] }): Promise<void> {
    const { 'sync.lookAgain': lookAgain, ...rest } = settings;
    this.#apply(
      await this.#client.settings.set({
        ...rest,
        ...(lookAgain === undefined ? {} : { 'sync.lookAgain': [...lookAgain] }),
      }),
    );
  }

  #apply(settings: Settings): void {
    this.#settings = settings;
    if (settings.theme === 'system') delete this.#root.dataset['theme'];
    else this.#root.dataset['theme'] = settings.theme;
  }
}
