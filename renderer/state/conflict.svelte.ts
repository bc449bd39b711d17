/** What a person has chosen so far in a draft that is in conflict. It stays as long as the app is open. */
import type { ThreeTexts } from '../../app/conflict.ts';
import { chosenText, chosenTitle, ownWords, settle, withoutBlankEnds } from '../../app/conflict.ts';
import type { CoreClient } from '../../app/contract.ts';
import type { Version } from '../../app/sync.ts';
import type { ConflictChoice } from '../../app/merge.ts';
import type { ConflictView, DraftView } from '../../app/views.ts';
import { conflict as words } from '../words/conflict.ts';
import { draft as draftWords } from '../words.ts';
import { problemFrom } from './problem.ts';

/** Something to choose: the title, or some lines of the body. */
export interface Place {
  /** Equal for the same three texts in the same place, also after the conflict was read again. */
  readonly key: string;
  readonly name: string;
  /** The headings around the one that it is named by. */
  readonly within: readonly string[];
  readonly isTitle: boolean;
  readonly texts: ThreeTexts;
}

interface Made {
  readonly key: string;
  readonly before: ConflictChoice | undefined;
}

/** Is it words of their own, rather than a side? */
export const isOwn = (choice: ConflictChoice | null | undefined): choice is { readonly text: string } =>
  typeof choice === 'object' && choice !== null;

export class OpenConflict {
  readonly #client: CoreClient;
  readonly #id: string;
  #view = $state.raw<ConflictView | null>(null);
  #choices = $state.raw<ReadonlyMap<string, ConflictChoice>>(new Map());
  #past: readonly Made[] = [];
  // Nothing derived: a derived value goes with the view that first asked for it, and this outlives its views.
  #places = $state.raw<readonly Place[]>([]);

  constructor(client: CoreClient, id: string) {
    this.#client = client;
    this.#id = id;
  }

  /** Null until it was read. */
  get view(): ConflictView | null {
    return this.#view;
  }

  get places(): readonly Place[] {
    return this.#places;
  }

  /** The places that nothing was chosen for yet. */
  get left(): readonly Place[] {
    return this.#places.filter(({ key }) => !this.#choices.has(key));
  }

  choiceFor({ key }: Place): ConflictChoice | undefined {
    return this.#choices.get(key);
  }

  /** Reads the conflict again: choices stay for the places that are the same. @throws what the core answers */
  async load(): Promise<void> {
    const view = await this.#client.sync.conflict({ id: this.#id });
    if (view.fingerprint === this.#view?.fingerprint) return;
    this.#view = view;
    this.#places = placesOf(view);
  }

  choose(place: Place, choice: ConflictChoice): void {
    const before = this.#choices.get(place.key);
    const isTypingOn = isOwn(before) && isOwn(choice) && this.#past.at(-1)?.key === place.key;
    if (!isTypingOn) this.#past = [...this.#past, { key: place.key, before }];
    this.#choices = new Map([...this.#choices, [place.key, choice]]);
  }

  /** Begins own words in a place with what was chosen for it so far, else with mine, else with what there is. */
  writeOwn(place: Place): void {
    if (isOwn(this.#choices.get(place.key))) return;
    const { texts } = place;
    const so = this.#choices.get(place.key) ?? (texts.mine.trim() === '' ? 'theirs' : 'mine');
    this.choose(place, { text: shownChoice(place, so) });
  }

  /** The same choice for every place that has none. */
  chooseRest(choice: 'mine' | 'theirs' | 'both'): void {
    for (const place of this.left) this.choose(place, choice);
  }

  /** Takes the last choice back. Gives the place it was about; null if there is none. */
  takeBack(): Place | null {
    for (let last = this.#past.at(-1); last !== undefined; last = this.#past.at(-1)) {
      const { key, before } = last;
      this.#past = this.#past.slice(0, -1);
      const place = this.#places.find((each) => each.key === key);
      if (place === undefined) continue;
      const others = [...this.#choices].filter(([each]) => each !== key);
      this.#choices = new Map(before === undefined ? others : [...others, [key, before]]);
      return place;
    }
    return null;
  }

  /** Title and body as they would be: mine where nothing is chosen yet. Null until the conflict was read. */
  get result(): Pick<Version, 'title' | 'body'> | null {
    if (this.#view === null) return null;
    const { title, clashes } = this.#choicesFor(this.#view);
    const settled = settle(this.#view, { title: isOwn(title) ? 'mine' : title, clashes });
    return isOwn(title) ? { ...settled, title: title.text } : settled;
  }

  /**
   * Ends the conflict by the choices made: mine where there is none. They are kept, for whoever takes that back.
   * @throws what the core answers; where it is that a version has changed, the places were read again
   */
  async apply(): Promise<DraftView> {
    if (this.#view === null) await this.load();
    const view = this.#view;
    if (view === null) throw new Error('the conflict was not read');
    const { title, clashes } = this.#choicesFor(view);
    const take = { fingerprint: view.fingerprint, choices: { title, clashes: [...clashes] } };
    try {
      return await this.#client.sync.resolve({ id: this.#id, take });
    } catch (error) {
      if (problemFrom(error).code === 'conflict.changed') await this.load();
      throw error;
    }
  }

  #choicesFor(view: ConflictView): {
    readonly title: ConflictChoice | null;
    readonly clashes: readonly ConflictChoice[];
  } {
    const made = (place: Place | undefined): ConflictChoice =>
      (place === undefined ? undefined : this.#choices.get(place.key)) ?? 'mine';
    const lines = this.#places.filter(({ isTitle }) => !isTitle);
    return {
      title: view.title === null ? null : made(this.#places.find(({ isTitle }) => isTitle)),
      clashes: view.clashes.map((clash, index) => {
        const choice = made(lines[index]);
        return isOwn(choice) ? ownWords(view, clash, choice.text) : choice;
      }),
    };
  }
}

/** What a choice makes of a place, as it is shown: without the blank lines around it. */
export function shownChoice({ isTitle, texts }: Place, choice: ConflictChoice): string {
  return withoutBlankEnds(isTitle ? chosenTitle(texts, choice) : chosenText(texts, choice));
}

function placesOf({ title, clashes }: ConflictView): readonly Place[] {
  const seen = new Map<string, number>();
  const place = (path: readonly string[], texts: ThreeTexts, isTitle: boolean): Place => {
    const said = JSON.stringify([isTitle, path, texts.base, texts.mine, texts.theirs]);
    const count = seen.get(said) ?? 0;
    seen.set(said, count + 1);
    const name = path.at(-1) ?? draftWords.preamble;
    return { key: `${count} ${said}`, name, within: path.slice(0, -1), isTitle, texts };
  };
  return [
    ...(title === null ? [] : [place([words.title], title, true)]),
    ...clashes.map((clash) => place(clash.path, clash, false)),
  ];
}
