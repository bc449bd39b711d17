import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConflictChoice, MergeResult } from '../../../app/merge.ts';
import { mergeBodies, mergeLabels, mergeTitle, resolveConflicts } from '../../../app/merge.ts';
import type { Edit } from './documents.ts';
import { applyEdits, documents, edits, editsOf, momentsIn, render, scraps, wordsIn } from './documents.ts';

interface Texts {
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

function merges(sides: fc.Arbitrary<readonly Edit[]>): fc.Arbitrary<Texts> {
  return fc.tuple(documents, sides, sides).map(([model, mine, theirs]) => ({
    base: render(model),
    mine: render(applyEdits(model, 'm', mine)),
    theirs: render(applyEdits(model, 't', theirs)),
  }));
}

const anyText = fc.oneof(scraps, fc.string({ unit: 'binary' }), fc.lorem({ maxCount: 30 }));
const anyTexts: fc.Arbitrary<Texts> = fc.oneof(
  fc.record({ base: anyText, mine: anyText, theirs: anyText }),
  // Pieces moved, doubled and dropped: versions that have something to do with one another.
  fc
    .tuple(
      fc.array(scraps, { maxLength: 6, size: 'max' }),
      fc.array(fc.nat(9), { size: 'max', maxLength: 9 }),
      fc.array(fc.nat(9), { size: 'max', maxLength: 9 }),
    )
    .map(([parts, mine, theirs]) => {
      const pick = (order: readonly number[]): string => order.map((index) => parts[index] ?? '').join('');
      return { base: parts.join(''), mine: pick(mine), theirs: pick(theirs) };
    }),
);

const conflictsOf = (result: MergeResult) => (result.clean ? [] : result.conflicts);
const allWords = (text: string): ReadonlySet<string> =>
  new Set(text.match(/\p{sc=Han}|(?:(?!\p{sc=Han})[\p{L}\p{N}])+/gu));

/** Everything a person can still read after the merge. */
function everything(result: MergeResult): string {
  return [result.text, ...conflictsOf(result).flatMap(({ mine, theirs }) => [mine, theirs])].join('\n');
}

describe('whatever the texts', () => {
  test('a side that changed nothing takes the other byte for byte, and a change made by both is that change', () => {
    fc.assert(
      fc.property(anyText, anyText, (base, text) => {
        expect(mergeBodies(base, base, text)).toEqual({ clean: true, text });
        expect(mergeBodies(base, text, base)).toEqual({ clean: true, text });
        expect(mergeBodies(base, text, text)).toEqual({ clean: true, text });
      }),
    );
  });

  test('merging never throws, its conflicts lie where they say, and any choice can be carried out', () => {
    const choices = fc.array(
      fc.constantFrom<ConflictChoice>('mine', 'theirs', 'both', { text: 'own words' }),
      {
        minLength: 60,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(anyTexts, choices, ({ base, mine, theirs }, chosen) => {
        const result = mergeBodies(base, mine, theirs);
        let end = 0;
        for (const conflict of conflictsOf(result)) {
          expect(result.text.slice(conflict.from, conflict.to)).toBe(conflict.mine);
          expect(conflict.mine).not.toBe(conflict.theirs);
          expect(conflict.from).toBeGreaterThanOrEqual(end);
          end = conflict.to;
        }
        const count = conflictsOf(result).length;
        expect(
          typeof resolveConflicts(
            result,
            conflictsOf(result).map((_, at) => chosen[at % 60] ?? 'mine'),
          ),
        ).toBe('string');
        expect(() => resolveConflicts(result, chosen.slice(0, count + 1))).toThrow(RangeError);
      }),
      { numRuns: 500 },
    );
  });

  test('which side is mine decides nothing', () => {
    fc.assert(
      fc.property(fc.oneof(anyTexts, merges(edits)), ({ base, mine, theirs }) => {
        const [here, there] = [mergeBodies(base, mine, theirs), mergeBodies(base, theirs, mine)];
        expect(there.clean).toBe(here.clean);
        if (here.clean) expect(there.text).toBe(here.text);
        const swapped = conflictsOf(there).map((each) => ({ ...each, mine: each.theirs, theirs: each.mine }));
        const bare = (all: ReturnType<typeof conflictsOf>) => all.map(({ from: _, to: __, ...rest }) => rest);
        expect(bare(swapped)).toEqual(bare(conflictsOf(here)));
      }),
      { numRuns: 500 },
    );
  });

  test('no word that either side added is lost', () => {
    fc.assert(
      fc.property(anyTexts, ({ base, mine, theirs }) => {
        const [old, kept] = [allWords(base), allWords(everything(mergeBodies(base, mine, theirs)))];
        const lost = [...allWords(mine), ...allWords(theirs)].filter(
          // List numbers count on, so a number is no word here.
          (word) => !old.has(word) && !kept.has(word) && !/^\d+$/.test(word),
        );
        expect(lost).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

const UNKNOWN = 'time unknown';

describe('two people at one post-mortem', () => {
  test('every word of theirs is there afterwards, and none twice', () => {
    fc.assert(
      fc.property(merges(edits), ({ base, mine, theirs }) => {
        const result = mergeBodies(base, mine, theirs);
        const kept = new Set(wordsIn(everything(result)));
        const [old, one, other] = [base, mine, theirs].map((text) => new Set(wordsIn(text)));
        const wanted = [...one!, ...other!].filter(
          (word) => !old!.has(word) || (one!.has(word) && other!.has(word)),
        );
        expect(wanted.filter((word) => !kept.has(word))).toEqual([]);
        if (!result.clean) return;
        const words = wordsIn(result.text);
        expect(words.length).toBe(new Set(words).size);
      }),
      { numRuns: 1000 },
    );
  });

  test('what either side took out is gone', () => {
    // A moment with another time and other words is another moment: it stays when the old one goes.
    const acts = editsOf(
      'change word',
      'remove word',
      'remove block',
      'remove section',
      'remove moment',
      'add moment',
    );
    fc.assert(
      fc.property(merges(acts), ({ base, mine, theirs }) => {
        const result = mergeBodies(base, mine, theirs);
        const [old, one, other] = [base, mine, theirs].map((text) => new Set(wordsIn(text)));
        const back = wordsIn(result.text).filter(
          (word) => old!.has(word) && !(one!.has(word) && other!.has(word)),
        );
        if (result.clean) expect(back).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('every moment of the timeline keeps its instant, or gets the one it was given, and they come in order', () => {
    const acts = editsOf(
      'add moment',
      'remove moment',
      'retime moment',
      'change moment',
      'add section',
      'change word',
    );
    fc.assert(
      fc.property(merges(acts), ({ base, mine, theirs }) => {
        const result = mergeBodies(base, mine, theirs);
        if (!result.clean) return;
        const [old, one, other] = [momentsIn(base), momentsIn(mine), momentsIn(theirs)];
        const merged = momentsIn(result.text);
        for (const [name, instant] of merged) {
          const versions = [one.get(name), other.get(name)].filter((each) => each !== undefined);
          const changed = versions.filter((each) => each !== old.get(name));
          expect(changed.length > 0 ? changed : versions, `${name} in ${result.text}`).toContain(instant);
        }
        const clocks = [...merged.values()]
          .filter((instant) => instant !== UNKNOWN)
          .map((each) => each.slice(0, 16));
        expect(clocks).toEqual(clocks.toSorted());
      }),
      { numRuns: 1000 },
    );
  });

  test('adding moments to the same timeline is never a conflict', () => {
    fc.assert(
      fc.property(merges(editsOf('add moment')), ({ base, mine, theirs }) => {
        const result = mergeBodies(base, mine, theirs);
        expect(result.clean).toBe(true);
        const merged = momentsIn(result.text);
        for (const [name, instant] of [...momentsIn(mine), ...momentsIn(theirs)])
          expect(merged.get(name)).toBe(instant);
      }),
    );
  });

  test('changing different words of one line is never a conflict', () => {
    const changes = fc.array(fc.constantFrom('mine', 'theirs', 'nobody'), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(changes, (who) => {
        const line = (...sides: readonly string[]): string =>
          who.map((side, at) => (sides.includes(side) ? `${side}${at}` : `word${at}`)).join(' ');
        expect(mergeBodies(line(), line('mine'), line('theirs'))).toEqual({
          clean: true,
          text: line('mine', 'theirs'),
        });
      }),
    );
  });

  test('items added anywhere in one numbered list are all kept, and the list counts on', () => {
    const item = fc.record({ at: fc.nat(20), side: fc.constantFrom('mine', 'theirs') });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(item, { maxLength: 8 }), (size, added) => {
        const base = Array.from({ length: size }, (_, at) => `base item ${at}`);
        const grown = (side: string): readonly string[] =>
          added.reduce<readonly string[]>(
            (items, each, n) =>
              each.side === side
                ? items.toSpliced(each.at % (items.length + 1), 0, `${side} item ${n}`)
                : items,
            base,
          );
        const list = (items: readonly string[]): string =>
          items.map((text, at) => `${at + 1}. ${text}\n`).join('');
        const result = mergeBodies(list(base), list(grown('mine')), list(grown('theirs')));
        expect(result.clean).toBe(true);
        const numbers = result.text.match(/^\d+/gm)?.map(Number);
        expect(numbers).toEqual(Array.from({ length: size + added.length }, (_, at) => at + 1));
        for (const text of [...grown('mine'), ...grown('theirs')])
          expect(result.text).toContain(`. ${text}\n`);
      }),
    );
  });

  test('what two machines resolve alike is alike', () => {
    const choice = fc.constantFrom<'mine' | 'theirs' | 'both'>('mine', 'theirs', 'both');
    fc.assert(
      fc.property(
        merges(edits),
        fc.array(choice, { minLength: 30, maxLength: 30 }),
        ({ base, mine, theirs }, choices) => {
          const [here, there] = [mergeBodies(base, mine, theirs), mergeBodies(base, theirs, mine)];
          const chosen = conflictsOf(here).map((_, at) => choices[at % 30] ?? 'both');
          const swap = { mine: 'theirs', theirs: 'mine', both: 'both' } as const;
          expect(
            resolveConflicts(
              there,
              chosen.map((each) => swap[each]),
            ),
          ).toBe(resolveConflicts(here, chosen));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('two installations and one issue', () => {
  /** What a person does to a line, or (`sync`) what the installation does with the issue. */
  const step = fc.record({
    who: fc.constantFrom(0, 1),
    act: fc.constantFrom('add', 'add', 'item', 'extend', 'remove', 'sync', 'sync'),
    at: fc.nat(1000),
  });

  test('that merge, resolve by both and write in turn end up with one text, and nobody lost a word', () => {
    const start = '# Summary\n\nstart0 start1\n\n## Action items\n\n1. start2\n2. start3\n';
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const here = [0, 1].map(() => ({ base: start, text: start }));
        let issue = start;
        const written = new Set(start.match(/start\d/g));
        const sync = (local: { base: string; text: string }): void => {
          const result = mergeBodies(local.base, local.text, issue);
          issue = resolveConflicts(
            result,
            conflictsOf(result).map(() => 'both'),
          );
          local.base = issue;
          local.text = issue;
        };
        steps.forEach(({ who, act, at }, n) => {
          const local = here[who]!;
          const all = local.text.split('\n');
          // Headings stay, so that there is something to agree on.
          const index = 1 + (at % (all.length - 1));
          const line = all[index] ?? '';
          const word = `word${n}of${who}`;
          if (act === 'sync') return sync(local);
          if (act !== 'remove') written.add(word);
          if (act === 'remove' && line !== '' && !line.startsWith('#')) {
            for (const gone of line.match(/[a-z]+\d\w*/g) ?? []) written.delete(gone);
            all.splice(index, 1);
          }
          if (act === 'add') all.splice(index, 0, '', word, '');
          if (act === 'item') all.splice(index, 0, `1. ${word}`);
          if (act === 'extend') all[index] = `${line} ${word}`;
          local.text = all.join('\n');
        });
        for (const local of [here[0]!, here[1]!, here[0]!]) sync(local);
        expect(here.map(({ text }) => text)).toEqual([issue, issue]);
        expect([...written].filter((word) => !allWords(issue).has(word))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('fields', () => {
  const labels = fc.uniqueArray(
    fc.constantFrom('post-mortem', 'p1', 'p2', 'network', 'storage', 'follow-up'),
  );

  test('labels: what a side added is in, what a side took out is out, and nothing else changes', () => {
    fc.assert(
      fc.property(labels, labels, labels, (base, mine, theirs) => {
        const merged = mergeLabels(base, mine, theirs);
        expect(mergeLabels(base, theirs, mine)).toEqual(merged);
        for (const label of [...base, ...mine, ...theirs]) {
          const wanted = base.includes(label) ? mine.includes(label) && theirs.includes(label) : true;
          expect(merged.includes(label)).toBe(wanted);
        }
        expect(new Set(merged).size).toBe(merged.length);
      }),
    );
  });

  test('titles: the laws of the body hold for them', () => {
    const words = fc.array(
      fc.constantFrom('Debrief', '-', 'database', 'down', 'slow', 'Europe', '1', '記録'),
      { maxLength: 6 },
    );
    const title = words.map((all) => all.join(' '));
    fc.assert(
      fc.property(title, title, title, (base, mine, theirs) => {
        expect(mergeTitle(base, base, theirs)).toEqual({ clean: true, value: theirs });
        expect(mergeTitle(base, mine, base)).toEqual({ clean: true, value: mine });
        const [here, there] = [mergeTitle(base, mine, theirs), mergeTitle(base, theirs, mine)];
        expect(here.clean).toBe(there.clean);
        if (!here.clean || !there.clean) return;
        expect(here.value).toBe(there.value);
        const kept = allWords(here.value);
        for (const word of [...allWords(mine), ...allWords(theirs)])
          if (!allWords(base).has(word)) expect(kept).toContain(word);
      }),
    );
  });
});
