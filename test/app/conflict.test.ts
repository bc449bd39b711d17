import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Choices, DraftConflict } from '../../app/conflict.ts';
import {
  chooseAll,
  chosenText,
  chosenTitle,
  conflictBetween,
  markTexts,
  ownWords,
  settle,
} from '../../app/conflict.ts';
import { DebriefError } from '../../app/errors.ts';
import { compareTexts, joinMarks } from '../../app/merge/marks.ts';
import type { Run } from '../../app/merge/marks.ts';
import type { ConflictChoice } from '../../app/merge.ts';
import { mergeBodies, resolveConflicts } from '../../app/merge.ts';
import type { Version } from '../../app/sync.ts';
import { applyEdits, documents, edits, render, scraps, wordsIn } from './merge/documents.ts';

const version = (body: string, title = 'Debrief - Hub down'): Version => ({
  title,
  body,
  labels: [],
  state: 'open',
});

interface Sides {
  readonly base: Version;
  readonly mine: Version;
  readonly theirs: Version;
}

const titles = fc.constantFrom('Hub down', 'Hub slow', 'Registry full', 'Hub down for students');
/** Many edits on each side of a document: most lead to a clash or two. */
const sides: fc.Arbitrary<Sides> = fc
  .tuple(documents, edits, edits, titles, titles, titles)
  .map(([model, mine, theirs, title, titleHere, titleThere]) => ({
    base: version(render(model), title),
    mine: version(render(applyEdits(model, 'm', mine)), titleHere),
    theirs: version(render(applyEdits(model, 't', theirs)), titleThere),
  }));

const choice = fc.constantFrom<ConflictChoice>('mine', 'theirs', 'both', { text: 'own words' });
const someChoices = fc.tuple(choice, fc.array(choice, { minLength: 40, maxLength: 40 }));

function choicesFor(
  conflict: DraftConflict,
  [title, clashes]: readonly [ConflictChoice, readonly ConflictChoice[]],
): Choices {
  return {
    title: conflict.title === null ? null : title,
    clashes: conflict.clashes.map((_, at) => clashes[at % clashes.length] ?? 'mine'),
  };
}

/** Numbers of lists are put right after a choice, so they are no words here. */
const unnumbered = (text: string): string => text.replaceAll(/^(\s*)\d+\./gm, '$1#.');
const said = (runs: readonly Run[]): string => runs.map((run) => run.text).join('');
const marked = (runs: readonly Run[]): readonly string[] =>
  runs.filter((run) => run.isMarked).map((run) => run.text);

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof DebriefError) return error.code;
    throw error;
  }
  return 'none';
}

describe('what there is to choose', () => {
  const base = version(
    '# Summary\n\nIt was down for ten minutes.\n\n## Timeline\n\n### 2026-03-01 09:14\n\nAlert fires\n\n## What went wrong\n\n### People\n\nNobody was on call.\n',
  );
  const change = (...words: readonly (readonly [string, string])[]): Version =>
    version(words.reduce((text, [from, to]) => text.replace(from, to), base.body));

  test('is nothing where the two merge', () => {
    const conflict = conflictBetween(base, change(['ten', 'twenty']), change(['Nobody', 'Kim']));
    expect(conflict).toMatchObject({ title: null, clashes: [] });
    expect(settle(conflict, chooseAll(conflict, 'theirs')).body).toBe(
      change(['ten', 'twenty'], ['Nobody', 'Kim']).body,
    );
  });

  test('has its three texts and the headings it lies under', () => {
    const mine = change(['ten', 'twenty'], ['Nobody', 'Kim'], ['Alert', 'Page']);
    const theirs = change(['ten', 'thirty'], ['Nobody', 'Robin'], ['Alert', 'Alarm']);
    expect(conflictBetween(base, mine, theirs).clashes).toMatchObject([
      {
        path: ['Summary'],
        base: 'It was down for ten minutes.\n',
        mine: 'It was down for twenty minutes.\n',
        theirs: 'It was down for thirty minutes.\n',
      },
      { path: ['Timeline', '2026-03-01 09:14'], mine: 'Page fires\n' },
      { path: ['What went wrong', 'People'], theirs: 'Robin was on call.\n' },
    ]);
  });

  test('names a section that one side took out and the other changed', () => {
    const mine = change(['### People\n\nNobody was on call.\n', '']);
    const theirs = change(['Nobody', 'Robin']);
    const [clash] = conflictBetween(base, mine, theirs).clashes;
    expect(clash).toMatchObject({ path: ['What went wrong', 'People'], mine: '' });
  });

  test('takes in the title where both changed the same words of it', () => {
    const conflict = conflictBetween(
      version('', 'Hub down'),
      version('', 'Hub slow'),
      version('', 'Hub gone'),
    );
    expect(conflict.title).toEqual({ base: 'Hub down', mine: 'Hub slow', theirs: 'Hub gone' });
    const titleBy = (title: ConflictChoice): string => settle(conflict, { title, clashes: [] }).title;
    expect((['mine', 'theirs', 'both'] as const).map(titleBy)).toEqual([
      'Hub slow',
      'Hub gone',
      'Hub gone / Hub slow',
    ]);
    expect(titleBy({ text: '  Hub\n away ' })).toBe('Hub away');
    expect(codeOf(() => titleBy({ text: 'x'.repeat(257) }))).toBe('title.tooLong');
  });

  test('takes in what was deleted with a part of a long report, though nobody here touched it', () => {
    const old = version('# Summary\n\nOne\n\n# Logs\n\nTwo\n\n# Lessons\n\nThree\n');
    const mine = version(old.body.replace('One', 'Mine'));
    const theirs = version('# Summary\n\nOne\n\n# Lessons\n\nTheirs\n');
    const conflict = conflictBetween(old, mine, theirs, old.body.replace('Three', 'Theirs'));
    expect(conflict.clashes).toMatchObject([
      { path: ['Logs'], mine: expect.stringContaining('Two') as string, theirs: '' },
    ]);
    const bodyBy = (choice: 'mine' | 'theirs'): string => settle(conflict, chooseAll(conflict, choice)).body;
    expect(bodyBy('mine')).toBe('# Summary\n\nMine\n\n# Logs\n\nTwo\n\n# Lessons\n\nTheirs\n');
    expect(bodyBy('theirs')).toBe('# Summary\n\nMine\n\n# Lessons\n\nTheirs\n');
  });

  test('lies where it says, and under the heading that the merge names', () => {
    fc.assert(
      fc.property(sides, ({ base: old, mine, theirs }) => {
        const { clashes, merged } = conflictBetween(old, mine, theirs);
        const result = mergeBodies(old.body, mine.body, theirs.body);
        const sections = result.clean ? [] : result.conflicts.map((each) => each.section);
        clashes.forEach((clash, at) => {
          expect(merged.body.slice(clash.from, clash.to)).toBe(clash.mine);
          const section = sections[at] ?? '';
          // The merge calls a section by the name it had; where a side renamed it, the page shows the new one.
          if (section !== '' && merged.body.includes(section)) expect(clash.path).toContain(section);
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('choices', () => {
  test('all for one side, or for both, give the draft as it is merged with that side in every place', () => {
    fc.assert(
      fc.property(sides, ({ base, mine, theirs }) => {
        const [here, there] = [conflictBetween(base, mine, theirs), conflictBetween(base, theirs, mine)];
        const allMine = settle(here, chooseAll(here, 'mine'));
        expect(unnumbered(allMine.body)).toBe(unnumbered(here.merged.body));
        expect(allMine.title).toBe(here.merged.title);
        expect(settle(there, chooseAll(there, 'mine'))).toEqual(settle(here, chooseAll(here, 'theirs')));
        expect(settle(there, chooseAll(there, 'both'))).toEqual(settle(here, chooseAll(here, 'both')));
        const result = mergeBodies(base.body, mine.body, theirs.body);
        const both = result.clean ? [] : result.conflicts.map(() => 'both' as const);
        expect(settle(here, chooseAll(here, 'both')).body).toBe(resolveConflicts(result, both));
      }),
      { numRuns: 500 },
    );
  });

  test('lose no word of a change that was not in conflict, whatever they are', () => {
    fc.assert(
      fc.property(sides, someChoices, ({ base, mine, theirs }, chosen) => {
        const conflict = conflictBetween(base, mine, theirs);
        const { body } = settle(conflict, choicesFor(conflict, chosen));
        const [old, kept] = [new Set(wordsIn(base.body)), new Set(wordsIn(body))];
        const open = new Set(conflict.clashes.flatMap((each) => wordsIn(each.mine + each.theirs)));
        const lost = [...wordsIn(mine.body), ...wordsIn(theirs.body)].filter(
          (word) => !old.has(word) && !open.has(word) && !kept.has(word),
        );
        expect(lost).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('put the words of the side that was chosen there, and own words as they were written', () => {
    fc.assert(
      fc.property(sides, someChoices, ({ base, mine, theirs }, chosen) => {
        const conflict = conflictBetween(base, mine, theirs);
        const choices = choicesFor(conflict, chosen);
        const body = settle(conflict, choices).body;
        conflict.clashes.forEach((clash, at) => {
          const taken = choices.clashes[at] ?? 'mine';
          const shown = chosenText(clash, taken);
          for (const word of wordsIn(shown)) expect(body).toContain(word);
          if (typeof taken === 'object') expect(body).toContain(taken.text);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('are one for each place, no more and no fewer', () => {
    const conflict = conflictBetween(version('a\n'), version('b\n'), version('c\n'));
    expect(() => settle(conflict, { title: null, clashes: [] })).toThrow(RangeError);
    expect(() => settle(conflict, { title: 'mine', clashes: ['mine'] })).toThrow(RangeError);
  });

  test('show what they make of one place', () => {
    const clash = { base: '- a\n', mine: '- b\n', theirs: '- c\n' };
    expect(chosenText(clash, 'both')).toBe('- b\n- c\n');
    expect(chosenText({ ...clash, mine: '' }, 'mine')).toBe('');
    expect(chosenTitle(clash, { text: 'x' })).toBe('x');
  });

  test('in own words keep the line ends of the report, and the blank lines after the place', () => {
    const clash = { base: 'a\r\n\r\n', mine: 'b\r\n\r\n', theirs: 'c\r\n\r\n', path: [], from: 0, to: 5 };
    const conflict: DraftConflict = {
      title: null,
      clashes: [clash],
      merged: { title: '', body: 'b\r\n\r\n# Next\r\n' },
    };
    expect(ownWords(conflict, clash, 'one\ntwo\n\n\n')).toEqual({ text: 'one\r\ntwo\r\n\r\n' });
    expect(ownWords(conflict, { ...clash, mine: '' }, 'x')).toEqual({ text: 'x\r\n\r\n' });
    expect(ownWords(conflict, { ...clash, mine: '\r\nb\r\n' }, '\n\n  x')).toEqual({
      text: '\r\n  x\r\n',
    });
    expect(ownWords(conflict, clash, ' \n')).toEqual({ text: '' });
    const choices: Choices = { title: null, clashes: [ownWords(conflict, clash, 'one')] };
    expect(settle(conflict, choices).body).toBe('one\r\n\r\n# Next\r\n');
  });
});

describe('marks', () => {
  test('are on the words in which two texts differ', () => {
    const { base, side } = compareTexts('It was down for ten minutes.', 'It was slow for ten minutes!');
    expect(marked(base)).toEqual(['down', '.']);
    expect(marked(side)).toEqual(['slow', '!']);
  });

  test('run through a phrase, and not over a line break', () => {
    const { side } = compareTexts('one two three\nfour', 'one new words\nfive');
    expect(marked(side)).toEqual(['new words', 'five']);
    expect(marked(compareTexts('ten minutes or so', 'an hour or so').side)).toEqual(['an hour']);
    expect(marked(compareTexts('on a Sunday.', 'on a Sunday in May.').side)).toEqual(['in May']);
  });

  test('are in the base where either side changed it', () => {
    const texts = markTexts({ base: 'ten red cats', mine: 'two red cats', theirs: 'ten red dogs' });
    expect(marked(texts.base)).toEqual(['ten', 'cats']);
    expect(marked(texts.mine)).toEqual(['two']);
    expect(marked(texts.theirs)).toEqual(['dogs']);
  });

  test('compare the two sides with each other where there was nothing before', () => {
    const texts = markTexts({ base: '', mine: 'Kim was paged', theirs: 'Robin was paged' });
    expect([texts.base, marked(texts.mine), marked(texts.theirs)]).toEqual([[], ['Kim'], ['Robin']]);
  });

  test('show what one side changed where the other took everything out', () => {
    const texts = markTexts({ base: 'ten red cats', mine: '', theirs: 'two red cats' });
    expect([marked(texts.base), texts.mine, marked(texts.theirs)]).toEqual([['ten'], [], ['two']]);
  });

  test('change nothing of the texts, whatever they are', () => {
    const text = fc.oneof(scraps, fc.string({ unit: 'binary' }), fc.lorem({ maxCount: 20 }));
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const marks = markTexts({ base, mine, theirs });
        expect([said(marks.base), said(marks.mine), said(marks.theirs)]).toEqual([base, mine, theirs]);
        const equal = compareTexts(base, base);
        expect(marked(joinMarks(equal.base, equal.side))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
