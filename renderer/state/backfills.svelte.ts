/** Pasted lines of each draft, kept while the app is open so that a closed sheet loses nothing; and how they are added. */
import type { CoreClient } from '../../app/contract.ts';
import { localTime } from '../../app/local-time.ts';
import { entriesByTime } from '../../app/metrics.ts';
import type { DraftView, SectionView } from '../../app/views.ts';
import type { ReadAside } from '../backfill/line-reader.ts';
import { backfill as words } from '../words/backfill.ts';
import type { OpenDraft } from './open-draft.svelte.ts';
import { PastedLines } from './pasted-lines.svelte.ts';
import type { PasteInto } from './pasted-lines.svelte.ts';
import type { PendingEdits } from './pending.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

interface Surroundings {
  readonly client: CoreClient;
  readonly pending: PendingEdits;
  readonly toasts: Toasts;
  readonly reader: ReadAside;
}

type Added = Awaited<ReturnType<CoreClient['timeline']['addAll']>>;

/** What can be read of a section: of a timeline what stands before its first entry. */
export function readableText({ kind, intro, text }: Pick<SectionView, 'kind' | 'intro' | 'text'>): string {
  return kind === 'timeline' ? intro : text;
}

export class Backfills {
  readonly #around: Surroundings;
  readonly #pasted = new Map<string, PastedLines>();
  #current = $state.raw<PastedLines | null>(null);

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** What the sheet shows. */
  get current(): PastedLines | null {
    return this.#current;
  }

  /** Lines from elsewhere: those that were pasted before, unless there are others now. */
  paste(view: DraftView, text: string | null = null): void {
    const kept = this.#pasted.get(view.id);
    const pasted =
      kept?.into.zone === view.zone ? kept : new PastedLines(this.#around.reader, intoOf(view, null));
    const lines = text ?? kept?.text ?? '';
    if (pasted.text !== lines) pasted.type(lines);
    this.#pasted.set(view.id, pasted);
    this.#current = pasted;
  }

  /** The lines of a section of the draft, with what was typed into it. */
  async ofSection(open: OpenDraft, section: string): Promise<void> {
    await this.#around.pending.flushAll();
    const { view } = open;
    const found = view?.sections.find(({ id }) => id === section);
    if (view === null || found === undefined) return;
    const from = { id: found.id, name: found.name, text: readableText(found) };
    this.#current = new PastedLines(this.#around.reader, intoOf(view, from));
  }

  /** Puts what is ticked into the draft, with the way back in a note. Gives whether it went well. */
  async add(open: OpenDraft, pasted: PastedLines): Promise<boolean> {
    try {
      await this.#around.pending.flushAll();
      const adding = pasted.toAdd();
      const added = await this.#around.client.timeline.addAll({ draft: open.id, ...adding });
      this.#pasted.delete(open.id);
      await open.refresh();
      const after = said(open.view);
      this.#around.toasts.show(words.added(added.entries.length), () =>
        this.#takeBack(open, added, pasted, after),
      );
      this.#around.toasts.say(words.added(added.entries.length));
      return true;
    } catch (error) {
      pasted.failed(error);
      return false;
    }
  }

  /**
   * Back to the version before, as long as the draft says what it said then. What was written since is not taken along:
   * then the entries alone are taken out.
   */
  async #takeBack(
    open: OpenDraft,
    { entries, revision }: Added,
    pasted: PastedLines,
    after: string,
  ): Promise<void> {
    const { client, pending, toasts } = this.#around;
    await pending.flushAll();
    await open.refresh();
    const isSame = said(open.view) === after;
    if (isSame) open.accept(await client.drafts.revert({ id: open.id, revision }));
    else {
      const left = new Set(entriesByTime(open.view?.sections ?? []).map(({ id }) => id));
      for (const { id } of entries.filter(({ id }) => left.has(id)))
        await client.timeline.remove({ draft: open.id, entry: id });
      await open.refresh();
    }
    if (pasted.into.section === null) this.#pasted.set(open.id, pasted);
    const { section } = pasted.into;
    toasts.show(
      isSame || section === null ? words.takenBack(entries.length) : words.changedSince(section.name),
    );
  }
}

function intoOf(view: DraftView, section: PasteInto['section']): PasteInto {
  const nearMs = view.startedAtMs ?? entriesByTime(view.sections)[0]?.atMs ?? view.createdAtMs;
  return { zone: view.zone, date: localTime(nearMs, view.zone).date, nearMs, section };
}

/** All that a version of a draft keeps, to be compared. */
function said(view: DraftView | null): string {
  return JSON.stringify([view?.title, view?.sections]);
}
