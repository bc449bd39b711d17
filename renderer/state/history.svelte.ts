/** The earlier versions of a draft: what changed after each, and what differs from how the draft is now. */
import type { CoreClient } from '../../app/contract.ts';
import type { Differences } from '../../app/passages.ts';
import { differences } from '../../app/passages.ts';
import type { Run } from '../../app/merge/marks.ts';
import { compareTexts } from '../../app/merge/marks.ts';
import type { DraftView, RevisionView } from '../../app/views.ts';
import type { Problem } from './problem.ts';
import { problemFrom } from './problem.ts';

interface Version {
  readonly title: string;
  readonly text: string;
}

/** A change of the draft, by the version that was kept before it. */
export interface Change extends RevisionView {
  /** Lines of the text that came and went; null until they were counted. */
  readonly counts: { readonly added: number; readonly removed: number } | null;
}

export interface Compared extends Differences {
  /** Null where it stayed. */
  readonly titles: { readonly before: readonly Run[]; readonly after: readonly Run[] } | null;
}

export class DraftHistory {
  readonly #client: CoreClient;
  readonly #id: string;
  readonly #versions = new Map<string, Version>();
  #now: Version = { title: '', text: '' };
  #changes = $state.raw<readonly Change[] | null>(null);
  #chosenId = $state<string | null>(null);
  #mode = $state<'change' | 'now'>('change');
  #compared = $state.raw<Compared | null>(null);
  #problem = $state.raw<Problem | null>(null);

  constructor(client: CoreClient, id: string) {
    this.#client = client;
    this.#id = id;
  }

  /** The last one first; null until they were read. */
  get changes(): readonly Change[] | null {
    return this.#changes;
  }

  get chosen(): Change | null {
    return this.#changes?.find(({ id }) => id === this.#chosenId) ?? null;
  }

  /** `change`: what it did. `now`: all that differs since then. */
  get mode(): 'change' | 'now' {
    return this.#mode;
  }

  /** What differs; null until it is known. */
  get compared(): Compared | null {
    return this.#compared;
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  /** Reads the list, shows the last change, and then counts what each change did, one after the other. */
  async load({ title }: Pick<DraftView, 'title'>): Promise<void> {
    await this.#attempt(async () => {
      const { text } = await this.#client.drafts.export({ id: this.#id, format: 'source' });
      this.#now = { title, text };
      const kept = await this.#client.drafts.revisions({ id: this.#id });
      this.#changes = kept.map((each) => ({ ...each, counts: null }));
      if (kept[0] !== undefined) await this.choose(kept[0].id);
      for (const { id } of kept) await this.#count(id);
    });
  }

  choose(id: string): Promise<void> {
    this.#chosenId = id;
    return this.#compare();
  }

  compareWith(mode: 'change' | 'now'): Promise<void> {
    this.#mode = mode;
    return this.#compare();
  }

  /** The draft as it was before the chosen change. Answers with the draft, and with a way back. */
  async bringBack(): Promise<{ draft: DraftView; undo: () => Promise<DraftView> } | null> {
    const id = this.#id;
    const revision = this.#chosenId;
    if (revision === null) return null;
    this.#problem = null;
    try {
      const draft = await this.#client.drafts.revert({ id, revision });
      // The last one kept is the draft as it was until now.
      const [before] = await this.#client.drafts.revisions({ id });
      const back = before?.id ?? revision;
      return { draft, undo: () => this.#client.drafts.revert({ id, revision: back }) };
    } catch (error) {
      this.#problem = problemFrom(error);
      return null;
    }
  }

  async #compare(): Promise<void> {
    const [id, mode] = [this.#chosenId, this.#mode];
    if (id === null) return;
    await this.#attempt(async () => {
      const before = await this.#version(id);
      const after = mode === 'now' ? this.#now : await this.#after(id);
      // Another one was chosen meanwhile.
      if (this.#chosenId !== id || this.#mode !== mode) return;
      const { base, side } = compareTexts(before.title, after.title);
      const titles = before.title === after.title ? null : { before: base, after: side };
      this.#compared = { ...differences(before.text, after.text), titles };
    });
  }

  async #count(id: string): Promise<void> {
    const { added, removed } = differences((await this.#version(id)).text, (await this.#after(id)).text);
    this.#changes =
      this.#changes?.map((each) => (each.id === id ? { ...each, counts: { added, removed } } : each)) ?? null;
  }

  async #version(id: string): Promise<Version> {
    const known = this.#versions.get(id);
    if (known !== undefined) return known;
    const read = await this.#client.drafts.revision({ id: this.#id, revision: id });
    this.#versions.set(id, read);
    return read;
  }

  /** What a change made of the version before it. */
  async #after(id: string): Promise<Version> {
    const at = this.#changes?.findIndex((each) => each.id === id) ?? 0;
    const next = this.#changes?.[at - 1];
    return next === undefined ? this.#now : this.#version(next.id);
  }

  async #attempt(action: () => Promise<void>): Promise<void> {
    this.#problem = null;
    try {
      await action();
    } catch (error) {
      this.#problem = problemFrom(error);
    }
  }
}
