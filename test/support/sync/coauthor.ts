/** Somebody who writes on a draft at random: every word is one that nobody else writes, so that a lost one is noticed. */
import type { DraftView, SectionView } from '../../../app/views.ts';
import { PHASES, ACTION_KINDS } from '../../../app/draft.ts';
import type { Installation } from './installation.ts';

/** A number from 0 to 1, without 1. */
export type Random = () => number;

/** The same numbers for the same seed (mulberry32, public domain). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pickFrom<T>(random: Random, from: readonly T[]): T | undefined {
  return from[Math.floor(random() * from.length)];
}

/** Every word that was written, and not taken out again by somebody who had it before them. */
export class Ledger {
  private readonly words = new Set<string>();
  private count = 0;

  next(author: string): string {
    this.count += 1;
    const word = `${author}word${this.count}x`;
    this.words.add(word);
    return word;
  }

  takeOut(text: string): void {
    for (const word of text.match(/[a-z]word\d+x/g) ?? []) this.words.delete(word);
  }

  /** What is missing from a text. */
  missingFrom(text: string): readonly string[] {
    return [...this.words].filter((word) => !text.includes(word));
  }
}

/** A person who finds two titles in one makes it short again: GitHub takes 256 characters. */
const MOST_TITLE_WORDS = 6;

const PROSE = ['Summary', 'What went wrong', 'Where we got lucky'];

export interface CoauthorOptions {
  readonly at: Installation;
  readonly id: string;
  /** Begins every word of this author. */
  readonly name: string;
  readonly random: Random;
  /** The words of bodies. */
  readonly ledger: Ledger;
  /** The words of titles, which are short, so that their last word is replaced. */
  readonly titles: Ledger;
  readonly nowMs: () => number;
}

/** One author at one installation. */

export class Coauthor {
  readonly at: Installation;
  private readonly id: string;
  private readonly name: string;
  private readonly random: Random;
  private readonly ledger: Ledger;
  private readonly titles: Ledger;
  private readonly nowMs: () => number;

  constructor({ at, id, name, random, ledger, titles, nowMs }: CoauthorOptions) {
    this.at = at;
    this.id = id;
    this.name = name;
    this.random = random;
    this.ledger = ledger;
    this.titles = titles;
    this.nowMs = nowMs;
  }

  /** One change of the draft, of any kind. */
  async write(): Promise<string> {
    const kinds = [
      'log',
      'log',
      'prose',
      'prose',
      'sentence',
      'sentence',
      'entry',
      'action',
      'editAction',
      'removeEntry',
      'title',
      'labels',
    ] as const;
    const kind = pickFrom(this.random, kinds) ?? 'log';
    await this[kind](await this.at.get(this.id));
    return kind;
  }

  private word(): string {
    return this.ledger.next(this.name);
  }

  private async log(): Promise<void> {
    const phase = this.random() < 0.2 ? pickFrom(this.random, PHASES) : null;
    const atMs = this.nowMs() - Math.floor(this.random() * 36) * 3_600_000;
    await this.at.core.client.timeline.log({
      draft: this.id,
      atMs,
      text: `Saw ${this.word()}`,
      phase: phase ?? null,
    });
  }

  private async prose(): Promise<void> {
    await this.at.write(
      this.id,
      pickFrom(this.random, PROSE) ?? 'Summary',
      `First ${this.word()} and then ${this.word()}.`,
    );
  }

  /** A word in the middle of what is there. */
  private async sentence(view: DraftView): Promise<void> {
    const section = this.section(view, PROSE);
    if (section === undefined) return;
    const words = section.text.split(' ');
    words.splice(Math.floor(this.random() * words.length), 0, this.word());
    await this.at.core.client.drafts.saveSection({ id: this.id, section: section.id, text: words.join(' ') });
  }

  private section(view: DraftView, names: readonly string[]): SectionView | undefined {
    return pickFrom(
      this.random,
      view.sections.filter((each) => names.includes(each.name)),
    );
  }

  private async entry(view: DraftView): Promise<void> {
    const entry = pickFrom(
      this.random,
      view.sections.flatMap((each) => each.entries),
    );
    if (entry === undefined) return;
    await this.at.core.client.timeline.edit({
      draft: this.id,
      entry: entry.id,
      text: `${entry.text} ${this.word()}`,
    });
  }

  private async removeEntry(view: DraftView): Promise<void> {
    const entry = pickFrom(
      this.random,
      view.sections.flatMap((each) => each.entries),
    );
    if (entry === undefined) return;
    await this.at.core.client.timeline.remove({ draft: this.id, entry: entry.id });
    this.ledger.takeOut(entry.text);
  }

  private async action(): Promise<void> {
    const kind = pickFrom(this.random, ACTION_KINDS) ?? 'process';
    await this.at.core.client.actions.add({ draft: this.id, text: `Do ${this.word()}`, kind });
  }

  private async editAction(view: DraftView): Promise<void> {
    const action = pickFrom(
      this.random,
      view.sections.flatMap((each) => each.actions),
    );
    if (action === undefined) return;
    await this.at.core.client.actions.edit({
      draft: this.id,
      action: action.id,
      text: `${action.text} ${this.word()}`,
    });
  }

  /** One more word at the end of a short title; of a long one, the end makes room for it. */
  private async title(view: DraftView): Promise<void> {
    const words = view.title.split(' ');
    const kept = words.slice(0, MOST_TITLE_WORDS - 1);
    this.titles.takeOut(words.slice(kept.length).join(' '));
    await this.at.core.client.drafts.update({
      id: this.id,
      title: [...kept, this.titles.next(this.name)].join(' '),
    });
  }

  private async labels(view: DraftView): Promise<void> {
    const label = pickFrom(this.random, ['bug', 'wontfix', 'question']) ?? 'bug';
    const labels = view.labels.includes(label)
      ? view.labels.filter((each) => each !== label)
      : [...view.labels, label];
    await this.at.core.client.drafts.update({ id: this.id, labels });
  }
}
