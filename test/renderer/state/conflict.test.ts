import { beforeEach, describe, expect, it } from 'vitest';

import { conflictBetween, settle } from '../../../app/conflict.ts';
import type { Choices } from '../../../app/conflict.ts';
import type { CoreClient } from '../../../app/contract.ts';
import type { Version } from '../../../app/sync.ts';
import { OpenConflict, shownChoice } from '../../../renderer/state/conflict.svelte.ts';
import type { Place } from '../../../renderer/state/conflict.svelte.ts';

const version = (body: string, title = 'Hub down'): Version => ({ title, body, labels: [], state: 'open' });
const report = (summary: string, lucky: string): string =>
  `# Summary\n\n${summary}\n\n## Where we got lucky\n\n${lucky}\n`;

/** The two calls that a conflict needs, on three versions that a test can change. */
class Sides {
  base = version(report('ten', 'Sunday'));
  mine = version(report('thirty', 'weekend'), 'Hub slow');
  theirs = version(report('twenty', 'holiday'), 'Hub gone');
  taken: Choices | null = null;

  get client(): CoreClient {
    const fingerprint = (): string => JSON.stringify([this.mine, this.theirs]);
    const sync = {
      conflict: () =>
        Promise.resolve({
          ...conflictBetween(this.base, this.mine, this.theirs),
          fingerprint: fingerprint(),
          issue: { repo: 'acme/ops', number: 1, url: '' },
        }),
      resolve: ({ take }: { readonly take: { readonly choices: Choices } }) => {
        this.taken = take.choices;
        return Promise.resolve(settle(conflictBetween(this.base, this.mine, this.theirs), take.choices));
      },
    };
    return { sync } as unknown as CoreClient;
  }
}

let sides: Sides;
let conflict: OpenConflict;
const place = (name: string): Place => {
  const found = conflict.places.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no place ${name}`);
  return found;
};
beforeEach(async () => {
  sides = new Sides();
  conflict = new OpenConflict(sides.client, 'draft');
  await conflict.load();
});

describe('choices in a conflict', () => {
  it('are made place by place, and say what the report would be', () => {
    expect(conflict.places.map(({ name }) => name)).toEqual(['Title', 'Summary', 'Where we got lucky']);
    conflict.choose(place('Title'), 'theirs');
    conflict.choose(place('Summary'), 'theirs');
    expect(conflict.left.map(({ name }) => name)).toEqual(['Where we got lucky']);
    expect(conflict.result).toEqual({ title: 'Hub gone', body: report('twenty', 'weekend') });
    conflict.chooseRest('theirs');
    expect(conflict.left).toEqual([]);
    expect(conflict.result?.body).toBe(report('twenty', 'holiday'));
  });

  it('begin own words with what was chosen, and go up with the blank lines that were there', async () => {
    conflict.choose(place('Summary'), 'theirs');
    conflict.writeOwn(place('Summary'));
    expect(conflict.choiceFor(place('Summary'))).toEqual({ text: 'twenty' });
    conflict.choose(place('Summary'), { text: 'about twenty' });
    conflict.chooseRest('mine');
    await conflict.apply();
    expect(sides.taken).toEqual({ title: 'mine', clashes: [{ text: 'about twenty\n' }, 'mine'] });
    expect(shownChoice(place('Summary'), 'both')).toBe('thirty\n\ntwenty');
  });

  it('are taken back one by one, typing as one', () => {
    conflict.choose(place('Summary'), 'theirs');
    conflict.writeOwn(place('Summary'));
    for (const text of ['t', 'tw', 'twe']) conflict.choose(place('Summary'), { text });
    expect(conflict.takeBack()?.name).toBe('Summary');
    expect(conflict.choiceFor(place('Summary'))).toBe('theirs');
    expect(conflict.takeBack()?.name).toBe('Summary');
    expect(conflict.choiceFor(place('Summary'))).toBeUndefined();
    expect(conflict.takeBack()).toBeNull();
  });

  it('stay for the places that are the same when a version has changed', async () => {
    conflict.chooseRest('theirs');
    sides.mine = version(report('forty', 'weekend'), 'Hub slow');
    await conflict.load();
    expect(conflict.left.map(({ name }) => name)).toEqual(['Summary']);
    expect(conflict.choiceFor(place('Where we got lucky'))).toBe('theirs');
    expect(conflict.takeBack()?.name).toBe('Where we got lucky');
  });

  it('show a title that is too long as it was written', () => {
    conflict.choose(place('Title'), { text: 'x'.repeat(300) });
    expect(conflict.result?.title).toHaveLength(300);
  });
});
