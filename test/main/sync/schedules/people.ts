/** What people do in a life: one to the draft, one to its issue. Every word that they write is one of a kind. */
import type { DraftView } from '../../../../app/views.ts';
import { REPO } from '../../../support/core.ts';
import type { IssueView } from '../../../support/github/specs.ts';
import type { StandIn } from '../../../support/github/stand-in.ts';
import { Ledger } from '../../../support/sync/coauthor.ts';
import type { Installation, TestClock } from '../../../support/sync/installation.ts';
import type { HereKind, ThereKind } from './events.ts';

const LABELS = ['bug', 'wontfix', 'Question', 'incident'];
/** A person who finds a long title does not make it longer: GitHub takes 256 characters. */
const LONG_TITLE = 150;

/** What was written, and what it has to come to. */
export class Said {
  readonly words = new Ledger();
  readonly titles = new Ledger();
  /** Action items whose issue was asked for. */
  readonly filed = new Set<string>();
}

function at<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

function toggled(labels: readonly string[], label: string): string[] {
  const others = labels.filter((each) => each.toLowerCase() !== label.toLowerCase());
  return others.length < labels.length ? others : [...labels, label];
}

/** The one at this machine. `name` begins each of its words. */
export class PersonHere {
  readonly at: Installation;
  private readonly id: string;
  private readonly name: string;
  private readonly said: Said;

  constructor(at: Installation, id: string, name: string, said: Said) {
    this.at = at;
    this.id = id;
    this.name = name;
    this.said = said;
  }

  async act(what: HereKind, pick: number): Promise<void> {
    const { client } = this.at.core;
    const draft = this.id;
    if (what === 'log') {
      await client.timeline.log({ draft, text: `Saw ${this.word()}` });
      return;
    }
    if (what === 'add action') {
      await client.actions.add({ draft, text: `Do ${this.word()}`, kind: 'technical' });
      return;
    }
    if (what === 'cancel') {
      await client.sync.cancel({ id: draft });
      return;
    }
    await this.change(what, await client.drafts.get({ id: draft }), pick);
  }

  private word(): string {
    return this.said.words.next(this.name);
  }

  private async change(
    what: Exclude<HereKind, 'log' | 'add action' | 'cancel'>,
    view: DraftView,
    pick: number,
  ): Promise<void> {
    const { client } = this.at.core;
    const draft = this.id;
    switch (what) {
      case 'write':
        return this.addTo(view, (each) => each.name === 'Summary', '\n\n', pick);
      case 'sentence':
        return this.addTo(view, (each) => each.kind === 'prose' && each.text !== '', ' ', pick);
      case 'title':
        if (view.title.length < LONG_TITLE)
          await client.drafts.update({
            id: draft,
            title: `${view.title} ${this.said.titles.next(this.name)}`,
          });
        return;
      case 'label':
        await client.drafts.update({ id: draft, labels: toggled(view.labels, at(LABELS, pick) ?? '') });
        return;
      case 'edit entry':
      case 'remove entry':
        return this.changeEntry(what, view, pick);
      case 'edit action':
      case 'remove action':
      case 'file action':
        return this.changeAction(what, view, pick);
    }
  }

  private async addTo(
    view: DraftView,
    isMeant: (section: DraftView['sections'][number]) => boolean,
    gap: string,
    pick: number,
  ): Promise<void> {
    const section = at(view.sections.filter(isMeant), pick);
    if (section === undefined) return;
    const text = `${section.text.trimEnd()}${gap}${this.word()}`;
    await this.at.core.client.drafts.saveSection({ id: this.id, section: section.id, text });
  }

  private async changeEntry(
    what: 'edit entry' | 'remove entry',
    view: DraftView,
    pick: number,
  ): Promise<void> {
    const { client } = this.at.core;
    const entry = at(
      view.sections.flatMap((each) => each.entries),
      pick,
    );
    if (entry === undefined) return;
    const which = { draft: this.id, entry: entry.id };
    if (what === 'edit entry') {
      await client.timeline.edit({ ...which, text: `${entry.text} ${this.word()}` });
      return;
    }
    await client.timeline.remove(which);
    this.said.words.takeOut(entry.text);
  }

  private async changeAction(
    what: 'edit action' | 'remove action' | 'file action',
    view: DraftView,
    pick: number,
  ): Promise<void> {
    const { client } = this.at.core;
    const action = at(
      view.sections.flatMap((each) => each.actions),
      pick,
    );
    if (action === undefined) return;
    const which = { draft: this.id, action: action.id };
    if (what === 'edit action') {
      await client.actions.edit({ ...which, text: `${action.text} ${this.word()}` });
      return;
    }
    if (what === 'remove action') {
      await client.actions.remove(which);
      this.said.words.takeOut(action.text);
      return;
    }
    await client.actions.file(which);
    // One that has an issue already gets no other.
    if (action.issue === null) this.said.filed.add(action.id);
  }
}

/** The colleague on GitHub. */
export class PersonThere {
  private readonly github: StandIn;
  private readonly clock: TestClock;
  private readonly said: Said;
  /** How the colleague last left the issue. */
  state: 'open' | 'closed' = 'open';

  constructor(github: StandIn, clock: TestClock, said: Said) {
    this.github = github;
    this.clock = clock;
    this.said = said;
  }

  act(what: ThereKind, pick: number, issue: IssueView): void {
    const body = (change: (body: string) => string): void =>
      this.edit(issue, { body: change(issue.body ?? '') });
    switch (what) {
      case 'write':
        return body((text) => text.replace('## What went wrong\n', `## What went wrong\n\n${this.word()}\n`));
      case 'sentence':
        return body((text) => {
          const after = at(text.match(/[a-z]word\d+x/g) ?? [], pick);
          return after === undefined ? text : text.replace(after, `${after} ${this.word()}`);
        });
      case 'log':
        return body((text) => text.replace('## What went wrong', `${this.moment()}\n\n## What went wrong`));
      case 'title':
        if (issue.title.length < LONG_TITLE)
          this.edit(issue, { title: `${issue.title} ${this.said.titles.next('t')}` });
        return;
      case 'label':
        return this.edit(issue, { labels: toggled(issue.labels, at(LABELS, pick) ?? '') });
      case 'close':
        this.state = issue.state === 'open' ? 'closed' : 'open';
        return this.edit(issue, { state: this.state });
    }
  }

  private word(): string {
    return this.said.words.next('t');
  }

  private moment(): string {
    const minute = new Date(this.clock.nowMs).toISOString().slice(0, 16).replace('T', ' ');
    return `### ${minute}\n\nThen ${this.word()}`;
  }

  private edit(issue: IssueView, change: Parameters<StandIn['editIssue']>[2]): void {
    this.github.editIssue(REPO, issue.number, change);
  }
}
