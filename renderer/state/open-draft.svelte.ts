/** One draft as it is written in: what the core has of it, and every edit on its way there. */
import type { CoreClient } from '../../app/contract.ts';
import type { ActionKind, Certainty, Phase } from '../../app/draft.ts';
import { entriesByTime } from '../../app/metrics.ts';
import { placeText } from '../../app/places.ts';
import type { ActionView, DraftView, EntryView, SecretFindingView, SectionView } from '../../app/views.ts';
import { CatchUp } from './catch-up.ts';
import { DraftPictures } from './draft-pictures.ts';
import { EditedField } from './edited-field.svelte.ts';
import { timelineIn, withEntry } from './incidents.ts';
import { keepKnown } from './known.ts';
import { lineKeeper } from './line-keeper.ts';
import { LogBook } from './log-book.svelte.ts';
import type { PendingEdits } from './pending.svelte.ts';
import { problemFrom } from './problem.ts';
import { SeenReferences } from './seen-references.ts';
import { partsOf, typedSinceSplit } from './split.ts';

/** What an open draft needs of its surroundings. */
export interface Surroundings {
  readonly client: CoreClient;
  readonly pending: PendingEdits;
  /** The wall clock, in UTC milliseconds. */
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** Told of every entry as soon as it is on disk. */
  readonly logged: (entry: EntryView, draft: OpenDraft) => void;
  /** Told of every newer version of the draft. */
  readonly accepted: (draft: DraftView, before: DraftView | null) => void;
}

/** Where the caret goes after a heading has begun a section of its own. */
export interface Caret {
  readonly section: string;
  readonly offset: number;
}

/** How a section's text is being edited. */
export interface SectionEdit {
  /** A heading is being typed: it waits until it is whole. */
  readonly held: boolean;
  /** Characters between the caret and the end of the text; null where the caret is elsewhere. */
  readonly caretFromEnd: number | null;
}

type Fields = Parameters<CoreClient['drafts']['update']>[0];

export class OpenDraft {
  readonly id: string;
  readonly #around: Surroundings;
  #view = $state.raw<DraftView | null>(null);
  #gone = $state(false);
  #caret: Caret | null = null;
  readonly #catchingUp = new CatchUp(
    () => this.log.isInUse,
    () => this.refresh(),
  );
  /** The sections of which the text is open in an editor. */
  readonly #asText = new Set<string>();
  readonly #caretFromEnd = new Map<string, number>();
  readonly log: LogBook;
  readonly pictures: DraftPictures;
  readonly references: SeenReferences;
  readonly title: EditedField<string, DraftView>;
  readonly repo: EditedField<string, DraftView>;
  readonly labels: EditedField<readonly string[], DraftView>;
  readonly zone: EditedField<string, DraftView>;

  constructor(id: string, around: Surroundings, view: DraftView | null = null) {
    this.id = id;
    this.#around = around;
    this.#view = view;
    this.pictures = new DraftPictures(around.client, id);
    this.references = new SeenReferences(around.client, id, around.nowMs);
    this.log = new LogBook({
      client: around.client,
      draftId: id,
      nowMs: () => this.#nowMs(),
      newId: around.newId,
      zone: () => this.#view?.zone ?? 'UTC',
      keeper: lineKeeper(around.client, around.pending, id),
      logged: (entry) => this.#logged(entry),
    });
    this.title = this.#field(
      'title',
      (view) => view.title,
      '',
      (title) => ({ id, title }),
    );
    this.repo = this.#field(
      'repo',
      (view) => placeText(view),
      '',
      (repo) => ({ id, repo: repo.trim() === '' ? null : repo }),
    );
    this.labels = this.#field<readonly string[]>(
      'labels',
      (view) => view.labels,
      [],
      (labels) => ({ id, labels: [...labels] }),
    );
    this.zone = this.#field(
      'zone',
      (view) => view.zone,
      'UTC',
      (zone) => ({ id, zone }),
    );
  }

  /** The draft as the core has it; null until it was read. */
  get view(): DraftView | null {
    return this.#view;
  }

  /** It was removed, here or elsewhere. */
  get gone(): boolean {
    return this.#gone;
  }

  /** Will the caret go into this section? */
  isCaretFor(section: string): boolean {
    return this.#caret?.section === section;
  }

  /** Where the caret goes in a section whose editor was just opened; null: nowhere. It goes there once. */
  takeCaret(section: string): Caret | null {
    const caret = this.#caret;
    if (caret?.section !== section) return null;
    this.#caret = null;
    return caret;
  }

  /** Reads the draft, and what was typed for its timeline before a crash. @throws what the core answers */
  async begin(): Promise<void> {
    await this.refresh();
    if (this.#view !== null) await this.log.bringBack(entriesByTime(this.#view.sections));
  }

  /** Reads the draft again. @throws what the core answers, unless it is that the draft is gone */
  async refresh(): Promise<void> {
    try {
      this.#catchingUp.done();
      this.#accept(await this.#around.client.drafts.get({ id: this.id }));
      this.#gone = false;
    } catch (error) {
      if (problemFrom(error).code !== 'draft.unknown') throw error;
      this.#gone = true;
    }
  }

  /** Reads what was not read yet, before the text of its timeline is looked at. @throws as `refresh` */
  async catchUp(): Promise<void> {
    await this.#catchingUp.now();
  }

  /** It was changed, here or elsewhere. @param logged the entries that were logged, and nothing else; null: anything */
  async changed(logged: readonly EntryView[] | null): Promise<void> {
    const before = this.#view;
    const isText = before !== null && this.#asText.has(timelineIn(before)?.id ?? '');
    // Whoever writes the timeline as text must have every entry in it before they go on.
    if (logged === null || before === null || isText) return this.refresh();
    this.#view = logged.reduce(withEntry, before);
    if (this.#view !== before) this.#around.accepted(this.#view, before);
    this.#catchingUp.soon();
  }

  /** The text of a section is edited. Gives a function that ends this. */
  openText(section: string): () => void {
    this.#asText.add(section);
    return () => this.#asText.delete(section);
  }

  /** The text of a section with what was typed into it. */
  textOf(section: SectionView): string {
    const typed = this.#around.pending.valueOf(this.#sectionKey(section.id));
    return typeof typed === 'string' ? typed : section.text;
  }

  /** Takes in what was typed into a section. */
  editSection(section: string, text: string, { held, caretFromEnd }: SectionEdit): void {
    const { pending } = this.#around;
    const key = this.#sectionKey(section);
    if (caretFromEnd === null) this.#caretFromEnd.delete(section);
    else this.#caretFromEnd.set(section, caretFromEnd);
    pending.put<string, DraftView>(
      key,
      text,
      {
        send: (value) => this.#around.client.drafts.saveSection({ id: this.id, section, text: value }),
        acknowledged: (view, sent, typed) => this.#sectionSaved(section, view, sent, typed ?? sent),
      },
      { held },
    );
  }

  /** Saves a section's text now, also a heading that was being typed. */
  async commitSection(section: string): Promise<void> {
    await this.#around.pending.flush(this.#sectionKey(section));
  }

  async editEntry(
    entry: string,
    change: { atMs?: number; certainty?: Certainty; text?: string; phase?: Phase | null },
  ): Promise<void> {
    await this.#around.client.timeline.edit({ draft: this.id, entry, ...change });
    await this.refresh();
  }

  async removeEntry(entry: string): Promise<void> {
    await this.#around.client.timeline.remove({ draft: this.id, entry });
    await this.refresh();
  }

  async restoreEntry(entry: string): Promise<EntryView> {
    this.log.own(entry);
    const restored = await this.#around.client.timeline.restore({ draft: this.id, entry });
    await this.refresh();
    return restored;
  }

  /** Brings back the entry that was removed last. @throws redo.nothing */
  async restoreLast(): Promise<EntryView> {
    const restored = await this.#around.client.timeline.redo({ draft: this.id });
    this.log.own(restored.id);
    await this.refresh();
    return restored;
  }

  async addAction(text: string, kind: ActionKind, repo: string | null = null): Promise<void> {
    await this.#around.client.actions.add({ draft: this.id, text, kind, repo });
    await this.refresh();
  }

  async editAction(action: string, change: { text?: string; repo?: string | null }): Promise<void> {
    await this.#around.client.actions.edit({ draft: this.id, action, ...change });
    await this.refresh();
  }

  async removeAction(action: string): Promise<ActionView> {
    const removed = await this.#around.client.actions.remove({ draft: this.id, action });
    await this.refresh();
    return removed;
  }

  async fileAction(action: string): Promise<void> {
    await this.#around.client.actions.file({ draft: this.id, action });
    await this.refresh();
  }

  /** Keeps an edit that the person is not done with: it is saved only if the page goes away before they are. */
  hold(key: string, save: () => Promise<unknown>): void {
    this.#around.pending.put(
      `${key} ${this.id}`,
      save,
      { send: (held) => held(), acknowledged: () => undefined },
      { held: true },
    );
  }

  /** Forgets an edit that was kept: it was saved by other means, or taken back. */
  release(key: string): void {
    this.#around.pending.drop(`${key} ${this.id}`);
  }

  async startStopwatch(atMs: number): Promise<void> {
    this.#accept(await this.#around.client.timeline.start({ id: this.id, atMs }));
  }

  /** @param stampMs what the wall clock showed when it was asked for, in UTC milliseconds */
  async stopStopwatch(stampMs: number): Promise<void> {
    this.#accept(await this.#around.client.timeline.stop({ id: this.id, stampMs }));
  }

  /** Asks for the draft to be filed or brought in step, with all that was typed. */
  async sync(): Promise<void> {
    await this.#around.pending.flushAll();
    await this.#around.client.sync.request({ ids: [this.id] });
    await this.refresh();
  }

  async cancelSync(): Promise<void> {
    this.#accept(await this.#around.client.sync.cancel({ id: this.id }));
  }

  /** Takes in what a call answered about this draft, where that is newer than what is known. */
  accept(view: DraftView): void {
    this.#accept(view);
  }

  /** Files it anew: its issue is gone. */
  async refile(): Promise<void> {
    this.#accept(await this.#around.client.sync.refile({ id: this.id }));
    await this.sync();
  }

  /** Its issue is gone, and it stays on this machine only. */
  async keepHere(): Promise<void> {
    this.#accept(await this.#around.client.sync.keepHere({ id: this.id }));
  }

  /** Closes the second issue of the draft with a comment. */
  async closeDuplicate(): Promise<void> {
    this.#accept(await this.#around.client.sync.closeDuplicate({ id: this.id }));
    await this.sync();
  }

  async dismissNotes(): Promise<void> {
    this.#accept(await this.#around.client.sync.dismissNotes({ id: this.id }));
  }

  /** What looks like a secret and would be filed. */
  async secrets(): Promise<readonly SecretFindingView[]> {
    return this.#around.client.drafts.secrets({ id: this.id });
  }

  async maskSecrets(): Promise<void> {
    this.#accept(await this.#around.client.drafts.maskSecrets({ id: this.id }));
  }

  /** Lets these be filed: the ids of findings that the person was shown. */
  async allowSecrets(secrets: readonly string[]): Promise<void> {
    this.#accept(await this.#around.client.sync.allowSecrets({ id: this.id, secrets: [...secrets] }));
  }

  /** The report as it is filed (md) or written here (source), as a page of its own (html), or whole (json). */
  async export(format: 'md' | 'source' | 'html' | 'json'): Promise<string> {
    return (await this.#around.client.drafts.export({ id: this.id, format })).text;
  }

  #field<Value>(
    name: string,
    saved: (view: DraftView) => Value,
    empty: Value,
    fields: (value: Value) => Fields,
  ): EditedField<Value, DraftView> {
    return new EditedField<Value, DraftView>({
      pending: this.#around.pending,
      key: `${name} ${this.id}`,
      saved: () => (this.#view === null ? empty : saved(this.#view)),
      send: (value) => this.#around.client.drafts.update(fields(value)),
      acknowledged: (view) => this.#accept(view),
    });
  }

  #sectionKey(section: string): string {
    return `section ${this.id} ${section}`;
  }

  #sectionSaved(section: string, view: DraftView, sent: string, typed: string): void {
    const from = view.sections.findIndex(({ id }) => id === section);
    const parts = from < 0 ? [] : partsOf(sent, view.sections.slice(from));
    const last = parts.at(-1);
    if (last === undefined || parts.length === 1) return this.#accept(view);
    const caretFromEnd = this.#caretFromEnd.get(section) ?? null;
    this.#around.pending.drop(this.#sectionKey(section));
    const texts = parts.map(({ text }) => text);
    for (const [index, text] of typedSinceSplit(sent, texts, typed)) {
      this.editSection(parts[index]?.id ?? last.id, text, { held: false, caretFromEnd: null });
    }
    if (caretFromEnd !== null) {
      this.#caret = { section: last.id, offset: Math.max(0, this.textOf(last).length - caretFromEnd) };
    }
    this.#accept(view);
  }

  /** An entry is on disk: it is shown at once. What else changes with it is read when the core tells of it. */
  #logged(entry: EntryView): void {
    if (this.#view !== null) this.#view = withEntry(this.#view, entry);
    this.#around.logged(entry, this);
  }

  /** Now, by the clock of the incident if one runs. */
  #nowMs(): number {
    return this.#around.nowMs() + (this.#view?.clockOffsetMs ?? 0);
  }

  #accept(view: DraftView): void {
    const before = this.#view;
    // Answers may overtake each other.
    if (before !== null && view.updatedAtMs < before.updatedAtMs) return;
    if (this.log.isBusy) this.log.reconcile(entriesByTime(view.sections));
    const accepted = keepKnown(before, view);
    // What was saved here is told of as a change, too: nothing is drawn again for that.
    if (accepted === before) return;
    this.#view = accepted;
    this.#around.accepted(accepted, before);
  }
}
