/** The palette while it is open: what was typed into it, and what it offers. */
import { palette as words } from '../words/palette.ts';
import * as allWords from '../words.ts';
import { goToSection, goToSetting } from './going.ts';
import { isOffered, runCommand } from './commands.ts';
import { matchPieces, titleParts } from './groups.ts';
import type { Item, Items, Offered, OfferedGroup } from './palette-items.ts';
import { offer } from './palette-items.ts';
import { isMac } from './platform.ts';
import type { Session } from './session.svelte.ts';
import { COMMANDS, keysOf } from './shortcuts.ts';

/** How long typing may go on before the texts of drafts are searched, in milliseconds. */
const SEARCH_PAUSE_MS = 60;
/** More passages than fit the palette are not asked for. */
const MOST_FOUND = 12;

export class Palette {
  readonly #session: Session;
  #typed = $state('');
  #found = $state.raw<readonly Item[]>([]);
  #activeKey = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #items = $derived.by(() => this.#makeItems());
  readonly #groups = $derived.by(() => offer(this.#typed, this.#items, this.#session.recent.keys));
  readonly #flat = $derived(this.#groups.flatMap(({ offered }) => offered));

  constructor(session: Session) {
    this.#session = session;
  }

  get typed(): string {
    return this.#typed;
  }

  get groups(): readonly OfferedGroup[] {
    return this.#groups;
  }

  get count(): number {
    return this.#flat.length;
  }

  /** What Enter chooses. */
  get active(): Offered | null {
    return this.#flat.find(({ item }) => item.key === this.#activeKey) ?? this.#flat[0] ?? null;
  }

  type(typed: string): void {
    this.#typed = typed;
    this.#activeKey = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (typed.trim() === '') this.#found = [];
    else this.#timer = setTimeout(() => void this.#search().catch(() => undefined), SEARCH_PAUSE_MS);
  }

  /** To the next item (1), the previous one (-1), the first or the last; round and round. */
  move(to: 1 | -1 | 'first' | 'last'): void {
    const { length } = this.#flat;
    if (length === 0) return;
    const at = this.#flat.findIndex((offered) => offered === this.active);
    const next = to === 'first' ? 0 : to === 'last' ? length - 1 : (at + to + length) % length;
    this.#activeKey = this.#flat[next]?.item.key ?? null;
  }

  point(item: Item): void {
    this.#activeKey = item.key;
  }

  /** Does what an item is for, for the event that asked for it. */
  choose({ key, target }: Item, event: Event): void {
    const session = this.#session;
    session.recent.note(key);
    session.show(null);
    if (target.is === 'command') runCommand(session, target.command, event);
    else if (target.is === 'draft') void this.#openDraft(target.id);
    else if (target.is === 'section') void goToSection(session, target.id);
    else void goToSetting(session, target.field);
  }

  async #openDraft(id: string): Promise<void> {
    this.#session.openDraft(id);
    await this.#session.focus('draft');
  }

  async #search(): Promise<void> {
    const asked = this.#typed;
    const found = await this.#session.client.drafts.list({ search: asked, limit: MOST_FOUND });
    if (this.#typed !== asked) return;
    this.#found = found.map((draft) => ({
      ...this.#draftItem(draft.id, draft.title),
      detail: matchPieces(draft.match ?? '')
        .map(({ text }) => text)
        .join(''),
    }));
  }

  #draftItem(id: string, title: string): Item {
    const label = titleParts(title).shown || allWords.list.untitled;
    return { key: `draft ${id}`, label, detail: '', keys: [], target: { is: 'draft', id } };
  }

  #makeItems(): Items {
    const session = this.#session;
    const { keymap } = session.preferences;
    const mac = isMac(navigator);
    const view = session.router.route.view === 'draft' ? (session.open?.view ?? null) : null;
    const named = view?.sections.filter(({ name }) => name !== '') ?? [];
    return {
      commands: COMMANDS.filter((command) => command !== 'palette' && isOffered(session, command)).map(
        (command) => ({
          key: `command ${command}`,
          label: words.label(command, session.open?.view?.archivedAtMs ?? null),
          detail: '',
          keys: keysOf(command, mac, keymap),
          target: { is: 'command', command },
        }),
      ),
      drafts: session.drafts.all
        .filter(({ id }) => id !== session.open?.id)
        .map((draft) => ({ ...this.#draftItem(draft.id, draft.title), detail: draft.repo ?? '' })),
      sections: named.map(({ id, name }) => ({
        key: `section ${name}`,
        label: name,
        detail: '',
        keys: [],
        target: { is: 'section', id },
      })),
      settings: Object.entries(words.settings).map(([field, label]) => ({
        key: `setting ${field}`,
        label,
        detail: '',
        keys: [],
        target: { is: 'setting', field },
      })),
      found: this.#found,
    };
  }
}
