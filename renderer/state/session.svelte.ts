/** Everything that the views share: made once in main.ts, handed down as context. */
import { createContext, tick } from 'svelte';

import type { CoreClient } from '../../app/contract.ts';
import type { AccountView, CoreEvent, DraftView } from '../../app/views.ts';
import { signIn as accountWords } from '../account-words.ts';
import { lineReader } from '../backfill/line-reader.ts';
import type { Link } from '../link.ts';
import { conflict as conflictWords } from '../words/conflict.ts';
import { incident as incidentWords } from '../words/incident.ts';
import * as words from '../words.ts';
import { Accounts } from './accounts.svelte.ts';
import { Backfills } from './backfills.svelte.ts';
import { Clock } from './clock.svelte.ts';
import { OpenConflict } from './conflict.svelte.ts';
import { DraftsState } from './drafts.svelte.ts';
import type { NewDraft } from './drafts.svelte.ts';
import { isRunning } from './groups.ts';
import { entriesFromElsewhere, incidentAfter, runningIncidents, whatMatters } from './incidents.ts';
import { OpenDraft } from './open-draft.svelte.ts';
import { PendingEdits } from './pending.svelte.ts';
import { Preferences } from './preferences.svelte.ts';
import { Recent } from './recent.svelte.ts';
import { Router } from './router.svelte.ts';
import type { Route } from './router.svelte.ts';
import { Sections } from './sections.svelte.ts';
import { SignIn } from './sign-in.svelte.ts';
import { StatusState } from './status.svelte.ts';
import { preciseTime } from './times.ts';
import { Toasts } from './toasts.svelte.ts';
import type { DraftChange } from './watch.ts';
import { collectChanges, watchCore } from './watch.ts';

export const [useSession, provideSession] = createContext<Session>();

export type ViewMode = 'write' | 'split' | 'preview';
export type Sheet =
  'import' | 'templates' | 'shortcuts' | 'palette' | 'backfill' | 'handover' | 'history' | 'print';
/** What can be asked to take the focus, by the id of its element. */
export type Focusable =
  | 'draft'
  | 'conflict-open'
  | 'draft-title'
  | 'log-field'
  | 'search-field'
  | 'filter-label'
  | 'repo-field'
  | 'client-id-field'
  | 'accounts-title'
  | 'sign-in-title';

/** Drafts that stay in memory, so that going back to one shows it at once. */
const KEPT_OPEN = 12;

export class Session {
  readonly #page: Window;
  readonly #client: CoreClient;
  readonly #link: Link;
  readonly pending: PendingEdits;
  readonly toasts = new Toasts();
  readonly router: Router;
  readonly clock: Clock;
  readonly status: StatusState;
  readonly accounts: Accounts;
  readonly signIn: SignIn;
  readonly preferences: Preferences;
  readonly drafts: DraftsState;
  readonly backfills: Backfills;
  readonly sections: Sections;
  readonly #opened = new Map<string, OpenDraft>();
  readonly #conflicts = new Map<string, OpenConflict>();
  #mode = $state<ViewMode>('write');
  #sheet = $state<Sheet | null>(null);
  /** The conditions of the list are in sight. */
  isFiltering = $state(false);
  /** What was chosen from the palette. */
  readonly recent = new Recent();
  #open = $state.raw<OpenDraft | null>(null);
  #leftDraftId: string | null = null;

  /** @param nowMs the wall clock, in UTC milliseconds */
  constructor(page: Window, link: Link, nowMs: () => number) {
    this.#page = page;
    this.#link = link;
    this.#client = link.client;
    this.pending = new PendingEdits(nowMs);
    this.clock = new Clock(nowMs);
    this.status = new StatusState(link.client);
    this.accounts = new Accounts(link.client, this.status);
    this.signIn = new SignIn({
      client: link.client,
      nowMs,
      say: (text) => this.toasts.say(text),
      signedIn: (account) => this.#signedIn(account),
    });
    this.preferences = new Preferences(link.client, page.document.documentElement);
    this.drafts = new DraftsState(link.client, () => this.preferences.settings?.['list.sort'] ?? 'changed');
    this.backfills = new Backfills({
      client: link.client,
      pending: this.pending,
      toasts: this.toasts,
      reader: lineReader(),
    });
    this.sections = new Sections(this, page);
    this.router = new Router(page, (route) => this.#entered(route));
  }

  get client(): CoreClient {
    return this.#client;
  }

  /** The draft that is written in; null where none is. */
  get open(): OpenDraft | null {
    return this.#open;
  }

  get mode(): ViewMode {
    return this.#mode;
  }

  set mode(mode: ViewMode) {
    this.#mode = mode;
  }

  get sheet(): Sheet | null {
    return this.#sheet;
  }

  show(sheet: Sheet | null): void {
    this.#sheet = sheet;
  }

  /** The page is in the desktop app, which has more to set than a browser. */
  get isDesktop(): boolean {
    return this.#page.debrief !== undefined;
  }

  /** The window is wide enough for the list beside the draft. */
  get hasRoomForList(): boolean {
    return this.#page.matchMedia('(min-width: 56.25rem)').matches;
  }

  /** When an event happened, in UTC milliseconds, however late it is handled. */
  instantOf(event: Event): number {
    return Math.round(this.clock.readMs() - (this.#page.performance.now() - event.timeStamp));
  }

  /** Starts listening to the core. Gives a function that ends it. */
  begin(): () => void {
    const ending = new AbortController();
    const stopWatching = this.#link.watch((state) => this.status.linkChanged(state));
    const collect = collectChanges((changes) => void this.#changed(changes));
    const happened = (event: CoreEvent): void => {
      if (event.type === 'status') this.status.note(event.status);
      else if (event.type === 'settings') void this.attempt(() => this.preferences.refresh());
      else collect(event.id, event.entry);
    };
    void watchCore(this.#client, { began: () => void this.#readAll(), happened }, ending.signal);
    return () => {
      stopWatching();
      ending.abort();
    };
  }

  /** Runs what a person asked for; what goes wrong is shown, and the answer is whether it went well. */
  async attempt(action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (error) {
      this.toasts.showProblem(error);
      return false;
    }
  }

  openDraft(id: string): void {
    this.router.go({ view: 'draft', id });
  }

  async newDraft(given: NewDraft = {}): Promise<void> {
    await this.#goTo(await this.drafts.create(given), 'draft-title');
  }

  /** Opens the example, which is made when it is asked for first. */
  async openExample(): Promise<void> {
    await this.#goTo(await this.drafts.example(), 'draft');
  }

  /** @param atMs when the key went down, in UTC milliseconds */
  async startIncident(atMs: number): Promise<void> {
    await this.#goTo(await this.drafts.startIncident(atMs), 'log-field', 'incident');
  }

  /** Puts an incident in front. */
  async openIncident(id: string): Promise<void> {
    this.router.go({ view: 'incident', id });
    await this.focus('log-field');
  }

  /** Starts the stopwatch of a draft, or lets it go on, and puts the incident in front. */
  async goOnWith(open: OpenDraft): Promise<void> {
    await open.startStopwatch(this.clock.readMs());
    await this.openIncident(open.id);
  }

  /** Puts the next (1) or the previous (-1) incident that runs in front. Gives whether one runs. */
  turnToIncident(step: 1 | -1): boolean {
    const { route } = this.router;
    const id = incidentAfter(
      runningIncidents(this.drafts.all),
      route.view === 'incident' ? route.id : null,
      step,
    );
    if (id !== null) void this.openIncident(id);
    return id !== null;
  }

  async importText(text: string, fileName: string): Promise<void> {
    await this.#imported(await this.drafts.importText(text, fileName));
  }

  async importIssue(repo: string, number: number): Promise<void> {
    await this.#imported(await this.drafts.importIssue(repo, number));
  }

  /** Puts a draft aside, with the way back in a note. */
  async removeDraft(id: string): Promise<void> {
    await this.pending.flushAll();
    await this.drafts.remove(id);
    if (this.#open?.id === id) this.router.replace({ view: 'drafts' });
    this.#opened.delete(id);
    this.toasts.show(words.draft.removed, async () => {
      await this.drafts.restore(id);
      this.openDraft(id);
    });
  }

  /** Opens the sheet for lines from elsewhere. @param text pasted already; null: what was there before, if anything */
  pasteTimeline(text: string | null = null): void {
    const view = this.#open?.view ?? null;
    if (view === null) return;
    this.backfills.paste(view, text);
    this.show('backfill');
  }

  /** Opens the sheet for the lines of a section of the draft. */
  async readSection(section: string): Promise<void> {
    if (this.#open === null) return;
    await this.#open.catchUp();
    await this.backfills.ofSection(this.#open, section);
    this.show('backfill');
  }

  /** Puts a draft away from the list, or back into it, with the way back in a note. */
  async archiveDraft(id: string, archived: boolean): Promise<void> {
    await this.#setArchived(id, archived);
    this.toasts.show(archived ? words.draft.archived : words.draft.unarchived, () =>
      this.#setArchived(id, !archived),
    );
  }

  async #setArchived(id: string, archived: boolean): Promise<void> {
    await this.drafts.archive(id, archived);
    await this.#opened.get(id)?.refresh();
  }

  /** The choices in a draft in conflict: they stay as long as the app is open. */
  conflictOf(id: string): OpenConflict {
    const known = this.#conflicts.get(id) ?? new OpenConflict(this.#client, id);
    this.#conflicts.set(id, known);
    return known;
  }

  /** Ends a draft's conflict by the choices made, with the way back in a note. */
  async applyConflict(open: OpenDraft): Promise<void> {
    await this.pending.flushAll();
    open.accept(await this.conflictOf(open.id).apply());
    this.router.replace({ view: 'draft', id: open.id });
    await this.focus('draft');
    this.toasts.show(conflictWords.applied, () => this.#unresolve(open));
  }

  async #unresolve(open: OpenDraft): Promise<void> {
    await this.pending.flushAll();
    const draft = await this.#client.sync.unresolve({ id: open.id });
    open.accept(draft);
    if (draft.sync.state === 'conflict') this.router.go({ view: 'conflict', id: open.id });
    else this.toasts.show(conflictWords.wasSent);
  }

  /** Back to where one was before the settings or the insights. */
  leavePage(): void {
    if (this.#leftDraftId === null) this.router.go({ view: 'drafts' });
    else this.openDraft(this.#leftDraftId);
  }

  /** Puts the focus on a part of the page, as soon as it is there. */
  async focus(id: Focusable): Promise<void> {
    await tick();
    const target = this.#page.document.getElementById(id);
    target?.focus();
    if (id !== 'draft-title' || !(target instanceof HTMLTextAreaElement)) return;
    // A new draft is called "Debrief - untitled": the word to be replaced is selected.
    const at = target.value.lastIndexOf('untitled');
    if (at >= 0) target.setSelectionRange(at, at + 'untitled'.length);
  }

  #signedIn({ login, host }: AccountView): void {
    this.toasts.show(accountWords.signedIn(login, host));
    void this.attempt(() => Promise.all([this.accounts.refresh(), this.status.refresh()]));
  }

  #entered(route: Route): void {
    // Whoever leaves a draft is done with what they typed there.
    void this.pending.flushAll();
    // Nor does a sheet stay over another page.
    this.#sheet = null;
    if (route.view === 'settings' || route.view === 'insights')
      this.#leftDraftId = this.#open?.id ?? this.#leftDraftId;
    if (route.view === 'drafts' || route.view === 'settings' || route.view === 'insights') this.#open = null;
    else
      this.#open =
        this.#opened.get(route.id) ?? this.#remember(new OpenDraft(route.id, this.#surroundings()));
  }

  #surroundings(): ConstructorParameters<typeof OpenDraft>[1] {
    return {
      client: this.#client,
      pending: this.pending,
      nowMs: () => this.clock.readMs(),
      newId: () => this.#page.crypto.randomUUID(),
      logged: ({ atMs }, { view }) => this.toasts.say(words.timeline.logged(preciseTime(atMs, view?.zone))),
      accepted: (draft, before) => this.#accepted(draft, before),
    };
  }

  #remember(open: OpenDraft): OpenDraft {
    this.#opened.delete(open.id);
    const idle = [...this.#opened.values()].filter((each) => !each.log.isBusy);
    for (const each of idle.slice(0, Math.max(0, this.#opened.size + 1 - KEPT_OPEN)))
      this.#opened.delete(each.id);
    this.#opened.set(open.id, open);
    if (open.view === null) void this.attempt(() => open.begin());
    return open;
  }

  #accepted(draft: DraftView, before: DraftView | null): void {
    this.drafts.noteSoon(draft);
    if (before !== null) this.#tellOfOthers(draft, before);
    if (before !== null && before.sync.state !== draft.sync.state) {
      this.toasts.say(words.sync.announce(draft.title, words.sync.state[draft.sync.state]));
    }
  }

  /** Entries that somebody logs in another window, or in a terminal, are announced where the draft is looked at. */
  #tellOfOthers(draft: DraftView, before: DraftView): void {
    const open = this.#open;
    if (open?.id !== draft.id) return;
    const told = entriesFromElsewhere(draft, before, (entry) => open.log.isOwn(entry));
    const [first] = told;
    if (first === undefined) return;
    this.toasts.say(
      told.length === 1
        ? incidentWords.fromElsewhere(preciseTime(first.atMs, draft.zone), first.text)
        : incidentWords.manyFromElsewhere(told.length),
    );
  }

  async #goTo(draft: DraftView, focus: Focusable, view: 'draft' | 'incident' = 'draft'): Promise<void> {
    this.#remember(new OpenDraft(draft.id, this.#surroundings(), draft));
    this.#mode = this.#mode === 'preview' ? 'write' : this.#mode;
    this.router.go({ view, id: draft.id });
    await this.focus(focus);
  }

  async #imported(draft: DraftView): Promise<void> {
    await this.#goTo(draft, 'draft-title');
    this.toasts.show(words.importing.done(draft.title));
  }

  /** Reads everything: at the start, and after the link was away. */
  async #readAll(): Promise<void> {
    this.pending.retry();
    this.#forgetOpened([...this.#opened.keys()]);
    await Promise.all([
      this.attempt(() => this.#readDrafts()),
      this.attempt(() => this.preferences.refresh()),
      this.attempt(() => this.status.refresh()),
    ]);
  }

  async #readDrafts(): Promise<void> {
    const isFirst = !this.drafts.loaded;
    if (isFirst) await this.drafts.readNewest();
    // Which draft changed last is known by now. Whether one runs that nobody touched for long, only from all of them.
    const isKnown = isFirst && (this.drafts.isWhole || this.drafts.all.some(isRunning));
    const rest = isFirst && this.drafts.isWhole ? null : this.drafts.refresh();
    if (!isKnown) await rest;
    const isOpening = isFirst && this.router.route.view === 'drafts';
    if (isOpening) this.#openWhatMatters();
    await Promise.all([rest, isOpening ? null : this.#open?.refresh()]);
  }

  #openWhatMatters(): void {
    const first = whatMatters(this.drafts.all, this.hasRoomForList);
    if (first !== null) this.router.replace(first);
  }

  async #changed(changes: readonly DraftChange[]): Promise<void> {
    const open = this.open;
    const ofOpen = changes.find(({ id }) => id === open?.id);
    if (open !== null && ofOpen !== undefined) await this.attempt(() => open.changed(ofOpen.logged));
    const others = changes.map(({ id }) => id).filter((id) => id !== open?.id);
    this.#forgetOpened(others);
    if (others.length > 0) await this.attempt(() => this.drafts.changed(others));
  }

  /** What may be out of date is read again when it is opened next. */
  #forgetOpened(ids: Iterable<string>): void {
    for (const id of ids) {
      const opened = this.#opened.get(id);
      if (opened === undefined || opened === this.#open) continue;
      if (opened.log.isBusy) void this.attempt(() => opened.refresh());
      else this.#opened.delete(id);
    }
  }
}
