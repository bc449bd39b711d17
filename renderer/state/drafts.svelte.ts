/** The list of drafts: what there is, what a search finds, and the ways to begin one. */
import type { CoreClient } from '../../app/contract.ts';
import type { Condition, DraftFilter } from '../../app/draft-query.ts';
import { conditionsOf, matchesFilter, NO_FILTER, readQuery, without } from '../../app/draft-query.ts';
import type { Settings } from '../../app/settings.ts';
import type { DraftSummary, DraftView } from '../../app/views.ts';
import { groupDrafts } from './groups.ts';
import { problemFrom } from './problem.ts';

/** So many are found at first: more than a window shows. */
const FIRST_FOUND = 50;
/** How long nobody types before the rest is found, in milliseconds. */
const REST_PAUSE_MS = 400;
/** How long the list may lag behind the draft that is open, in milliseconds. */
const NOTE_MS = 50;
/** From so many changes at once on, the whole list is read instead of each draft. */
const MANY = 8;

/** So many drafts are read first: more than a window shows, and few enough to be there at once. */
const NEWEST = 100;

export type NewDraft = Parameters<CoreClient['drafts']['create']>[0];

export class DraftsState {
  readonly #client: CoreClient;
  #all = $state.raw<readonly DraftSummary[]>([]);
  #found = $state.raw<readonly DraftSummary[] | null>(null);
  #query = $state('');
  #loaded = $state(false);
  #isWhole = false;
  /** Removed here: an answer that comes late does not bring it back. */
  readonly #removed = new Set<string>();
  readonly #noted = new Map<string, DraftView>();
  /** A search is under way. What is typed meanwhile is searched for after it: the newest only. */
  #isSearching = false;
  #hasAllFound = $state(true);
  #restTimer: ReturnType<typeof setTimeout> | null = null;
  /** The conditions that are set: those that are being typed, in the words, come on top. */
  #filter = $state.raw<DraftFilter>(NO_FILTER);
  readonly #sort: () => Settings['list.sort'];
  readonly #asked = $derived(readQuery(this.#query, this.#filter));
  /** By itself: words that are typed are no reason to go through all drafts again. */
  readonly #askedFilter = $derived(this.#asked.filter);
  readonly #groups = $derived.by(() => this.#group());
  readonly #foundListed = $derived(
    this.#found?.filter((draft) => matchesFilter(draft, this.#askedFilter)) ?? null,
  );
  readonly #shown = $derived(this.#foundListed ?? this.#groups.flatMap(({ drafts }) => drafts));

  /** @param sort what the list is sorted by */
  constructor(client: CoreClient, sort: () => Settings['list.sort'] = () => 'changed') {
    this.#client = client;
    this.#sort = sort;
  }

  get all(): readonly DraftSummary[] {
    return this.#all;
  }

  get groups(): ReturnType<typeof groupDrafts> {
    return this.#groups;
  }

  /** What the search found, best first; null while nothing is searched for. */
  get found(): readonly DraftSummary[] | null {
    return this.#foundListed;
  }

  /** It is known how many the list shows: none are still being found. */
  get isCounted(): boolean {
    return this.#found === null || this.#hasAllFound;
  }

  /** Every draft that the list shows, in its order. */
  get shown(): readonly DraftSummary[] {
    return this.#shown;
  }

  get filter(): DraftFilter {
    return this.#filter;
  }

  set filter(filter: DraftFilter) {
    this.#filter = filter;
  }

  /** What the list is sorted by. */
  get sort(): Settings['list.sort'] {
    return this.#sort();
  }

  /** What the list is narrowed by, each to be taken back by itself. */
  get conditions(): readonly Condition[] {
    return conditionsOf(this.#filter);
  }

  /** The list shows a part of what there is. */
  get isNarrowed(): boolean {
    return this.#query.trim() !== '' || this.#filter !== NO_FILTER;
  }

  drop(condition: Condition): void {
    this.#filter = without(this.#filter, condition);
    if (this.conditions.length === 0) this.#filter = NO_FILTER;
  }

  /** Everything is shown again. */
  clear(): void {
    this.#filter = NO_FILTER;
    this.search('');
  }

  #group(): ReturnType<typeof groupDrafts> {
    return groupDrafts(
      this.#all.filter((draft) => this.#isListed(draft)),
      this.#sort(),
    );
  }

  /** Put away from the list, unless it is asked for. */
  #isListed(draft: DraftSummary): boolean {
    const filter = this.#askedFilter;
    return matchesFilter(draft, filter) && (filter.isArchived || draft.archivedAtMs === null);
  }

  get query(): string {
    return this.#query;
  }

  /** The list was read once: an empty one is empty. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Every draft was read, not only those that changed last. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Reads the drafts that changed last, for a list to be there before all are. */
  async readNewest(): Promise<void> {
    this.#all = await this.#client.drafts.list({ limit: NEWEST });
    this.#isWhole = this.#all.length < NEWEST;
    this.#loaded = true;
  }

  async refresh(): Promise<void> {
    this.#all = await this.#client.drafts.list({});
    this.#isWhole = true;
    this.#loaded = true;
    if (this.#asked.words.trim() !== '') await this.#search();
  }

  /**
   * Searches as the words are typed. A condition that is typed to its end, with a space after it, is set and leaves the
   * field.
   * @param isDone what stands last is typed to its end, too
   */
  search(typed: string, isDone = false): void {
    const { words, filter } = readQuery(typed, this.#filter, isDone ? Infinity : typed.length);
    this.#filter = filter;
    this.#query = words;
    if (this.#restTimer !== null) clearTimeout(this.#restTimer);
    this.#restTimer = null;
    if (this.#asked.words.trim() === '') this.#found = null;
    else if (!this.#isSearching) void this.#search().catch(() => undefined);
  }

  /** Searches for what is asked, until that has stayed the same meanwhile. */
  async #search(): Promise<void> {
    this.#isSearching = true;
    try {
      for (let words = ''; words !== this.#asked.words && this.#asked.words.trim() !== '';) {
        words = this.#asked.words;
        await this.#find(words);
      }
    } finally {
      this.#isSearching = false;
    }
  }

  /** Finds the best first. The rest, which a word that is everywhere has thousands of, waits until nobody types. */
  async #find(words: string): Promise<void> {
    const found = await this.#client.drafts.list({ search: words, limit: FIRST_FOUND });
    if (words !== this.#asked.words) return;
    this.#found = found;
    this.#hasAllFound = found.length < FIRST_FOUND;
    if (!this.#hasAllFound)
      this.#restTimer = setTimeout(() => void this.#findRest(words).catch(() => undefined), REST_PAUSE_MS);
  }

  async #findRest(words: string): Promise<void> {
    const found = await this.#client.drafts.list({ search: words });
    if (words !== this.#asked.words) return;
    this.#found = found;
    this.#hasAllFound = true;
  }

  /** Takes in a draft as it is now. */
  note(draft: DraftView | DraftSummary): void {
    if (this.#removed.has(draft.id)) return;
    const known = this.#all.some(({ id }) => id === draft.id);
    const summary = 'sections' in draft ? summaryOf(draft) : draft;
    this.#all = known
      ? this.#all.map((each) => (each.id === draft.id ? summary : each))
      : [summary, ...this.#all];
  }

  /** The same a moment later: the list waits for the frame of whoever types. */
  noteSoon(draft: DraftView): void {
    if (this.#noted.size === 0) {
      setTimeout(() => {
        const noted = [...this.#noted.values()];
        this.#noted.clear();
        for (const each of noted) this.note(each);
      }, NOTE_MS);
    }
    this.#noted.set(draft.id, draft);
  }

  forget(id: string): void {
    this.#all = this.#all.filter((each) => each.id !== id);
    this.#found = this.#found?.filter((each) => each.id !== id) ?? null;
  }

  /** Reads again what was changed elsewhere. A draft that is gone leaves the list. */
  async changed(ids: readonly string[]): Promise<void> {
    if (ids.length > MANY) return this.refresh();
    await Promise.all(
      ids.map(async (id) => {
        try {
          this.note(await this.#client.drafts.get({ id }));
        } catch (error) {
          if (problemFrom(error).code !== 'draft.unknown') throw error;
          this.forget(id);
        }
      }),
    );
  }

  async create(given: NewDraft): Promise<DraftView> {
    const draft = await this.#client.drafts.create(given);
    this.note(draft);
    return draft;
  }

  async example(): Promise<DraftView> {
    const draft = await this.#client.drafts.example({});
    this.note(draft);
    return draft;
  }

  /** @param atMs when the key went down, in UTC milliseconds */
  async startIncident(atMs: number): Promise<DraftView> {
    const draft = await this.#client.timeline.start({ atMs });
    this.note(draft);
    return draft;
  }

  async importText(text: string, fileName: string): Promise<DraftView> {
    const draft = await this.#client.drafts.import({ text, fileName });
    this.note(draft);
    return draft;
  }

  async importIssue(repo: string, number: number): Promise<DraftView> {
    const draft = await this.#client.drafts.import({ issue: { repo, number } });
    this.note(draft);
    return draft;
  }

  /** Puts a draft away from the list, or back into it. */
  async archive(id: string, archived: boolean): Promise<void> {
    this.note(await this.#client.drafts.archive({ id, archived }));
  }

  async remove(id: string): Promise<void> {
    await this.#client.drafts.remove({ id });
    this.#removed.add(id);
    this.forget(id);
  }

  async restore(id: string): Promise<void> {
    const restored = await this.#client.drafts.restore({ id });
    this.#removed.delete(id);
    this.note(restored);
  }
}

/** A list keeps no bodies. */
function summaryOf({ sections: _sections, zoneSource: _zoneSource, ...summary }: DraftView): DraftSummary {
  return summary;
}
