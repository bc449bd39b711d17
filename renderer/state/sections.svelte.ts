/** The sections of the open draft as wholes: folded, renamed, moved, added and removed. */
import { tick } from 'svelte';

import { blockOf, depthOf, neighbourOf } from '../../app/section-blocks.ts';
import type { CoreClient } from '../../app/contract.ts';
import type { SectionView } from '../../app/views.ts';
import { sections as words } from '../words/sections.ts';
import { keepFolds, keptFolds } from './kept-folds.ts';
import type { Keeping } from './kept-folds.ts';
import type { OpenDraft } from './open-draft.svelte.ts';
import type { PendingEdits } from './pending.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** What they need of the session. */
export interface Around {
  readonly client: CoreClient;
  readonly pending: PendingEdits;
  readonly toasts: Toasts;
  /** The draft that is written in; null where none is. */
  readonly open: OpenDraft | null;
}

/** Those that don't show, since they stand under a folded one. */
export function hiddenSections(
  sections: readonly SectionView[],
  folded: ReadonlySet<string>,
): ReadonlySet<string> {
  const hidden = new Set<string>();
  let under: number | null = null;
  for (const section of sections) {
    if (under !== null && depthOf(section) > under) hidden.add(section.id);
    else under = folded.has(section.id) ? depthOf(section) : null;
  }
  return hidden;
}

export class Sections {
  readonly #around: Around;
  readonly #page: Keeping & Pick<Window, 'document'>;
  #folded: ReadonlySet<string>;
  #renaming = $state<string | null>(null);
  #current = $state<string | null>(null);

  constructor(around: Around, page: Keeping & Pick<Window, 'document'>) {
    this.#around = around;
    this.#page = page;
    this.#folded = $state.raw(keptFolds(page));
  }

  /** Ids of the sections of which only the heading shows, in all drafts. */
  get folded(): ReadonlySet<string> {
    return this.#folded;
  }

  /** Is any of the open draft? */
  get hasFolded(): boolean {
    return this.#all.some(({ id }) => this.#folded.has(id));
  }

  /** The one whose name is being typed. */
  get renaming(): string | null {
    return this.#renaming;
  }

  /** The one that a person was last in, with a heading of its own; null for none. */
  get current(): SectionView | null {
    return this.#all.find(({ id, level }) => id === this.#current && level > 0) ?? null;
  }

  get #all(): readonly SectionView[] {
    return this.#around.open?.view?.sections ?? [];
  }

  /** Notes where a person is. */
  enter(id: string): void {
    this.#current = id;
  }

  fold(id: string, isFolded: boolean): void {
    this.#change([id], isFolded);
  }

  foldAll(): void {
    this.#change(
      this.#all.filter(({ level }) => level > 0).map(({ id }) => id),
      true,
    );
  }

  unfoldAll(): void {
    this.#change(
      this.#all.map(({ id }) => id),
      false,
    );
  }

  /** What is folded last is the last of them, so that the oldest are let go first. */
  #change(ids: readonly string[], isFolded: boolean): void {
    const folded = new Set(this.#folded);
    for (const id of ids) {
      folded.delete(id);
      if (isFolded) folded.add(id);
    }
    this.#folded = folded;
    keepFolds(this.#page, folded);
  }

  /** Brings a section into sight that is folded, or stands under one that is. */
  reveal(id: string): void {
    const above = this.#all.filter(({ id: each }) => {
      const block = blockOf(this.#all, each);
      return block !== null && this.#all.slice(block.from, block.to).some((inBlock) => inBlock.id === id);
    });
    for (const { id: each } of above) if (this.#folded.has(each)) this.fold(each, false);
  }

  /** Is there a place for it on that side? */
  canMove(id: string, to: 'up' | 'down'): boolean {
    return neighbourOf(this.#all, id, to === 'up' ? -1 : 1) !== null;
  }

  beginRename(id: string): void {
    this.#renaming = id;
  }

  endRename(): void {
    this.#renaming = null;
  }

  async rename(open: OpenDraft, id: string, name: string): Promise<void> {
    await this.#around.pending.flushAll();
    open.accept(await this.#around.client.sections.rename({ draft: open.id, section: id, name }));
  }

  /** Moves a section with all under it. The focus goes along with what had it. */
  async move(open: OpenDraft, { id, name }: SectionView, to: 'up' | 'down'): Promise<void> {
    if (!this.canMove(id, to)) {
      this.#around.toasts.say(words.atEnd(name, to));
      return;
    }
    const focused = this.#page.document.activeElement;
    await this.#around.pending.flushAll();
    open.accept(await this.#around.client.sections.move({ draft: open.id, section: id, to }));
    await tick();
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
    this.#element(id)?.scrollIntoView({ block: 'nearest' });
    this.#around.toasts.say(words.moved(name, to));
  }

  /** Adds a section behind another, or at the end, and asks for its name. */
  async add(open: OpenDraft, after: string | null): Promise<void> {
    await this.#around.pending.flushAll();
    const added = await this.#around.client.sections.add({
      draft: open.id,
      name: words.newName,
      ...(after === null ? {} : { after }),
    });
    open.accept(added.draft);
    this.enter(added.section);
    this.beginRename(added.section);
    await tick();
    this.#element(added.section)?.scrollIntoView({ block: 'nearest' });
  }

  /** Takes a section out with all under it, with the way back in a note. */
  async remove(open: OpenDraft, { id, name }: SectionView): Promise<void> {
    const block = blockOf(this.#all, id);
    const under = block === null ? 0 : block.to - block.from - 1;
    const next = block === null ? undefined : (this.#all[block.to] ?? this.#all[block.from - 1]);
    await this.#around.pending.flushAll();
    const removed = await this.#around.client.sections.remove({ draft: open.id, section: id });
    open.accept(removed.draft);
    await tick();
    this.#focus(next?.id ?? null);
    this.#around.toasts.show(words.removed(name, under), async () => {
      const { revision } = removed;
      await this.#around.pending.flushAll();
      open.accept(await this.#around.client.sections.putBack({ draft: open.id, section: id, revision }));
      await tick();
      this.#focus(id);
    });
  }

  #element(id: string): HTMLElement | null {
    return this.#page.document.querySelector<HTMLElement>(`[data-section="${CSS.escape(id)}"]`);
  }

  /** Never lost: to a section, or to the draft. */
  #focus(id: string | null): void {
    const section = id === null ? null : this.#element(id);
    const target =
      section?.querySelector<HTMLElement>('button') ?? this.#page.document.getElementById('draft');
    target?.focus({ preventScroll: true });
    section?.scrollIntoView({ block: 'nearest' });
  }
}
