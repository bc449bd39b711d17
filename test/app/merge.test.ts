import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Conflict } from '../../app/merge.ts';
import { mergeBodies, mergeLabels, mergeTitle, resolveConflicts } from '../../app/merge.ts';

/** The text of a merge that must be clean, and must not depend on which side is mine. */
function clean(base: string, mine: string, theirs: string): string {
  const result = mergeBodies(base, mine, theirs);
  expect(result).toEqual({ clean: true, text: result.text });
  expect(mergeBodies(base, theirs, mine)).toEqual(result);
  return result.text;
}

/** The conflicts of a merge that must have some. */
function conflicts(base: string, mine: string, theirs: string): readonly Omit<Conflict, 'from' | 'to'>[] {
  const result = mergeBodies(base, mine, theirs);
  if (result.clean) throw new Error(`merged without a conflict: ${result.text}`);
  return result.conflicts.map(({ from, to, ...rest }) => {
    expect(result.text.slice(from, to)).toBe(rest.mine);
    return rest;
  });
}

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

describe('a whole report', () => {
  const read = (name: string): string =>
    readFileSync(join(import.meta.dirname, `../fixtures/merge/${name}.md`), 'utf8');
  const [base, mine, theirs, merged] = [read('base'), read('mine'), read('theirs'), read('merged')];

  test('edited by two people in the same sections, holds what both wrote', () => {
    expect(clean(base, mine, theirs)).toBe(merged);
  });

  test("saved by GitHub's editor, which writes CRLF, takes CRLF throughout", () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    expect(clean(base, mine, crlf(theirs))).toBe(crlf(merged));
    expect(clean(crlf(base), crlf(mine), crlf(theirs))).toBe(crlf(merged));
  });

  test('merged again with a side that is already in it, stays as it is', () => {
    expect(clean(base, merged, theirs)).toBe(merged);
    expect(clean(base, mine, merged)).toBe(merged);
  });
});

describe('words', () => {
  test('of one line, changed by different people, are both changed', () => {
    expect(clean('the quick fox', 'the slow fox', 'the quick cat')).toBe('the slow cat');
  });

  test('changed by both in different ways are a conflict about the whole line', () => {
    const [base, mine, theirs] = ['The fox is quick.\n', 'The fox is slow.\n', 'The fox is fast.\n'];
    expect(conflicts(`# Fox\n\n${base}`, `# Fox\n\n${mine}`, `# Fox\n\n${theirs}`)).toEqual([
      { section: 'Fox', base, mine, theirs },
    ]);
  });

  test('changed by both in the same way are no conflict', () => {
    expect(clean('a quick fox\nend', 'a slow fox\nend', 'a slow fox\n\nend')).toBe('a slow fox\n\nend');
  });

  test('with punctuation inside are never put together from two halves', () => {
    expect(conflicts('It began at 09:14.', 'It began at 10:14.', 'It began at 09:15.')).toHaveLength(1);
    expect(conflicts('See https://a.b/c/1', 'See https://a.b/d/1', 'See https://a.b/c/2')).toHaveLength(1);
  });

  test('changed in a paragraph that the other side wrapped anew are changed in the new lines', () => {
    const base = lines('one two three four', 'five six seven eight');
    const wrapped = lines('one two', 'three four five', 'six seven eight');
    expect(clean(base, wrapped, base.replace('six', 'SIX'))).toBe(wrapped.replace('six', 'SIX'));
  });

  test('that were written anew are not mixed with what the other side did to a word that happens to be in both', () => {
    const base = 'We think that the pod was slow to start because of a very large image.';
    const mine =
      'Nobody knew it when paged, but the root cause turned out to be one node with too little memory left.';
    expect(conflicts(base, mine, base.replace('the pod', 'every pod'))).toHaveLength(1);
  });

  test('added to what the other side took out are a conflict', () => {
    expect(conflicts('Keep this. Drop that.', 'Keep this.', 'Keep this. Drop that soon.')).toHaveLength(1);
  });

  test('written without spaces between them merge by character', () => {
    expect(clean('障害の原因を調査中', '障害の原因を特定中', '通信の原因を調査中')).toBe(
      '通信の原因を特定中',
    );
  });
});

describe('lines', () => {
  test('deleted by one side and edited by the other are a conflict', () => {
    const rest = lines('', 'Another paragraph.');
    expect(conflicts(`One paragraph.\n${rest}`, rest.slice(1), `One good paragraph.\n${rest}`)).toMatchObject(
      [{ mine: '', theirs: expect.stringContaining('One good paragraph.') as string }],
    );
  });

  test('deleted beside a paragraph that the other side added are gone, and the paragraph is there', () => {
    const base = lines('One.', '', 'Two.', '', 'Three.');
    const theirs = lines('One.', '', 'Two.', '', 'New.', '', 'Three.');
    expect(clean(base, lines('One.', '', 'Three.'), theirs)).toBe(lines('One.', '', 'New.', '', 'Three.'));
  });

  test('that differ in white space alone are no conflict, and whoever changed the white space has it', () => {
    expect(clean('one  two\nend\n', 'one two\nend\n', 'one  two\nend.\n')).toBe('one two\nend.\n');
    expect(clean('one two', 'one deux', 'one  deux')).toMatch(/^one {1,2}deux$/);
    expect(clean('a\n\nb\n', 'a\n\n\nb\n', 'a\n\n\n\nb\n')).toMatch(/^a\n{3,4}b\n$/);
  });

  test('keep the line ends that they have where a text mixes them', () => {
    const base = 'one\r\ntwo\nthree\r\n';
    expect(clean(base, base.replace('one', 'eins'), base.replace('three', 'drei'))).toBe(
      'eins\r\ntwo\ndrei\r\n',
    );
  });

  test('at the end have a line end only if they had one', () => {
    expect(clean('a', 'a\nb', 'c\na')).toBe('c\na\nb');
    expect(clean('a\nb\n', 'a\nb', 'c\na\nb\n')).toBe('c\na\nb');
    expect(clean('a\nb', 'a\nb\n', 'c\na\nb')).toBe('c\na\nb\n');
    expect(clean('a\n\nb', 'a\n\nb\n\nc', 'x\n\na\n\nb')).toBe('x\n\na\n\nb\n\nc');
  });

  test('of prose that both sides added at one place are a conflict, and what they have in common is not part of it', () => {
    const base = lines('# Summary', '', '# Impact');
    const withSummary = (text: string): string => lines('# Summary', '', text, '', '# Impact');
    expect(conflicts(base, withSummary('We were down.'), withSummary('All is well.'))).toEqual([
      { section: 'Summary', base: '', mine: 'We were down.\n', theirs: 'All is well.\n' },
    ]);
  });
});

describe('lists', () => {
  const list = (...items: readonly string[]): string => lines('# Action items', '', ...items, '', '# End');

  test('numbered, to which both add at one place, keep both additions and count on', () => {
    const merged = list('1. a', '2. b', '3. c', '4. d');
    expect(clean(list('1. a', '2. b'), list('1. a', '2. b', '3. c'), list('1. a', '2. b', '3. d'))).toBe(
      merged,
    );
    expect(clean(list('1. a', '2. b'), list('1. a', '2. b', '3. d'), list('1. a', '2. b', '3. c'))).toBe(
      merged,
    );
  });

  test('numbered, to which each adds at another place, count on', () => {
    const theirs = list('1. a', '2. b', '3. d');
    expect(clean(list('1. a', '2. b'), list('1. x', '2. a', '3. b'), theirs)).toBe(
      list('1. x', '2. a', '3. b', '4. d'),
    );
  });

  test('with one empty item, as a template has it, keep what both put there', () => {
    expect(clean(list('1.'), list('1. mine'), list('1. theirs'))).toBe(list('1. mine', '2. theirs'));
  });

  test('edited by one and added to by the other have both, and so has an item that both edited', () => {
    const base = list('1. fix the backups of the database', '2. b');
    const mine = list('1. fix the backups of the database every night', '2. b');
    const theirs = list('1. fix all backups of the database', '2. new', '3. b');
    expect(clean(base, mine, theirs)).toBe(
      list('1. fix all backups of the database every night', '2. new', '3. b'),
    );
  });

  test('in which one edits the item that the other links to its issue have the edit and the link', () => {
    const link = ' [acme/ops#12](https://github.com/acme/ops/issues/12)';
    expect(clean(list('1. Write runbook'), list('1. Write playbook'), list(`1. Write runbook${link}`))).toBe(
      list(`1. Write playbook${link}`),
    );
  });

  test('that get a tenth number have what is under that item indented with it', () => {
    const nine = (extra: string): readonly string[] =>
      Array.from({ length: 9 }, (_, at) => [`${at + (extra === '' ? 1 : 2)}. item`, '   more']).flat();
    const theirs = ['1. first', ...nine('x')].with(-1, '    more');
    const merged = mergeBodies(list(...nine('')), list(...nine(''), '10. last'), list(...theirs)).text;
    expect(merged).toContain('9. item\n   more\n10. item\n    more\n11. last\n');
  });

  test('with blank lines between items keep them; without, stay without', () => {
    const loose = (...items: readonly string[]): string =>
      list(...items.flatMap((item) => [item, '']).slice(0, -1));
    const merged = clean(loose('1. a', '2. b'), loose('1. a', '2. b', '3. c'), loose('1. a', '2. b', '3. d'));
    expect(merged).toBe(loose('1. a', '2. b', '3. c', '4. d'));
    expect(clean(list(), list('1. c'), list('1. d'))).toMatch(/\n1\. c\n2\. d\n/);
  });

  test('of bullets and rows of tables keep both additions; those with times come in time order', () => {
    expect(clean(list('- a'), list('- a', '- c'), list('- a', '- b'))).toBe(list('- a', '- b', '- c'));
    const table = (...rows: readonly string[]): string => list('| at | what |', '| -- | ---- |', ...rows);
    const mine = table('| 9:05 | x |', '| 9:20 | y |', '| 10:30 | z |');
    expect(clean(table('| 9:05 | x |'), mine, table('| 9:05 | x |', '| 9:45 | v |'))).toBe(
      table('| 9:05 | x |', '| 9:20 | y |', '| 9:45 | v |', '| 10:30 | z |'),
    );
  });

  test('numbered all alike, or in a way of their own, are left so', () => {
    expect(clean(list('1. a', '1. b'), list('1. a', '1. b', '1. c'), list('1. x', '1. a', '1. b'))).toBe(
      list('1. x', '1. a', '1. b', '1. c'),
    );
    expect(clean(list('3. a', '7. b'), list('3. a', '7. b', '9. c'), list('3. A', '7. b'))).toBe(
      list('3. A', '7. b', '9. c'),
    );
  });

  test('added twice, the same item is there once', () => {
    expect(clean(list('1. a'), list('1. a', '2. b'), list('1. a', '2. b', '3. c'))).toBe(
      list('1. a', '2. b', '3. c'),
    );
  });
});

describe('sections', () => {
  test('that each side added are both there, and one that both added is one', () => {
    const base = lines('# A', '', 'a');
    const [b, c] = [lines('', '# B', '', 'b'), lines('', '# C', '', 'c')];
    expect(clean(base, base + b, base + c)).toBe(base + b + c);
    const both = clean(base, `${base}\n# B\n\n- mine\n`, `${base}\n# B\n\n- theirs\n`);
    expect(both).toBe(`${base}\n# B\n\n- mine\n- theirs\n`);
  });

  test('moved by one side and edited by the other are edited in their new place', () => {
    const [a, b, c] = [lines('# A', '', 'a', ''), lines('# B', '', 'b', ''), lines('# C', '', 'c', '')];
    expect(clean(a + b + c, b + c + a, a + b.replace('b\n', 'b edited\n') + c)).toBe(
      b.replace('b\n', 'b edited\n') + c + a,
    );
  });

  test('renamed by one side and edited by the other are both', () => {
    const base = lines('# Impact', '', 'Some people could not log in.', '', '# End');
    const mine = base.replace('Impact', 'Who noticed');
    const theirs = base.replace('Some', 'Nineteen');
    expect(clean(base, mine, theirs)).toBe(mine.replace('Some', 'Nineteen'));
  });

  test('deleted by one side and edited by the other are one conflict', () => {
    const base = lines('# A', '', 'a', '', '# B', '', 'b');
    expect(conflicts(base, lines('# A', '', 'a'), base.replace('b\n', 'b edited\n'))).toEqual([
      { section: 'B', base: lines('# B', '', 'b'), mine: '', theirs: lines('# B', '', 'b edited') },
    ]);
  });

  test('are not cut at what only looks like a heading', () => {
    const base = lines('# A', '', '```', '# no heading', '```', '', '> # nor this', '', 'end');
    expect(conflicts(base, base.replace('no h', 'one h'), base.replace('no h', 'two h'))).toMatchObject([
      { section: 'A' },
    ]);
  });

  test('end before the marker that ties the issue to its draft', () => {
    const marker = '\n<!-- debrief:0197f0a4-5a5e-7cc2-9b5e-3a1d5d0f0c11 -->\n';
    const base = lines('## Timeline', '', '### 2026-03-01 09:14', '', 'Down.');
    const [mine, theirs] = [lines('', '### 09:20', '', 'Mine.'), lines('', '### 09:18', '', 'Theirs.')];
    expect(clean(base + marker, base + mine + marker, base + theirs + marker)).toBe(
      base + theirs + mine + marker,
    );
  });
});

describe('a timeline', () => {
  const entry = (heading: string, text = `At ${heading}.`): string => lines('', `### ${heading}`, '', text);
  const timeline = (...headings: readonly string[]): string =>
    `## Timeline\n\nAll times in UTC.\n${headings.map((heading) => entry(heading)).join('')}`;

  test('to which both add at one place has all entries, in time order', () => {
    const merged = clean(
      timeline('2026-03-01 09:14'),
      timeline('2026-03-01 09:14', '09:20', '09:32:05'),
      timeline('2026-03-01 09:14', '09:18', '09:32'),
    );
    expect(merged).toBe(timeline('2026-03-01 09:14', '09:18', '09:20', '09:32', '09:32:05'));
  });

  test('with two entries at one instant has both, in the same order on both machines', () => {
    const base = timeline('2026-03-01 09:14');
    const merged = clean(base, base + entry('09:20', 'Mine.'), base + entry('09:20', 'Theirs.'));
    expect(merged).toBe(base + entry('09:20', 'Mine.') + entry('09:20', 'Theirs.'));
  });

  test('to which both add the same entry has it once', () => {
    const mine = timeline('2026-03-01 09:14', '09:20', '09:30');
    expect(clean(timeline('2026-03-01 09:14'), mine, timeline('2026-03-01 09:14', '09:20'))).toBe(mine);
  });

  test('that was empty, or not there, gets all entries too', () => {
    const empty = lines('## Timeline', '', '## End');
    const filled = (text: string): string => lines('## Timeline') + text + lines('', '## End');
    const [early, late] = [entry('2026-03-01 09:14'), entry('2026-03-01 23:50')];
    expect(clean(empty, filled(late), filled(early))).toBe(filled(early + entry('2026-03-01 23:50')));
    expect(
      clean('# A\n', `# A\n\n${timeline('2026-03-01 09:20')}`, `# A\n\n${timeline('2026-03-01 09:14')}`),
    ).toBe(`# A\n\n${timeline('2026-03-01 09:14', '2026-03-01 09:20')}`);
  });

  test('writes the date where an entry would otherwise be of another day', () => {
    const base = timeline('2026-03-01 09:14');
    const retimed = timeline('2026-02-28 23:14').replace('At 2026-02-28 23:14', 'At 2026-03-01 09:14');
    expect(clean(base, retimed, timeline('2026-03-01 09:14', '09:20'))).toBe(
      retimed + entry('2026-03-01 09:20', 'At 09:20.'),
    );
  });

  test('leaves a date out only where its side did', () => {
    const mine = timeline('2026-03-01 23:14', '2026-03-02 00:20');
    const theirs = timeline('2026-03-01 23:14', '2026-03-02 00:05', '00:30');
    expect(clean(timeline('2026-03-01 23:14'), mine, theirs)).toBe(
      timeline('2026-03-01 23:14', '2026-03-02 00:05', '2026-03-02 00:20', '00:30'),
    );
  });

  test('without any date still comes in time order', () => {
    const merged = clean(
      timeline('09:14', '09:40'),
      timeline('09:14', '09:30', '09:40'),
      timeline('09:14', '09:20', '09:40'),
    );
    expect(merged).toBe(timeline('09:14', '09:20', '09:30', '09:40'));
  });

  test('to which one adds a date while the other adds an entry has both', () => {
    const mine = timeline('09:14', '09:40').replace('### 09:14', '### 2026-03-01 09:14');
    const merged = clean(timeline('09:14', '09:40'), mine, timeline('09:14', '09:20', '09:40'));
    expect(merged).toBe(timeline('09:14', '09:20', '09:40').replace('### 09:14', '### 2026-03-01 09:14'));
  });

  test('in the night when clocks go back goes by the offsets', () => {
    const mine = timeline('2026-10-25 00:50', '01:30 +01:00', '01:10 +00:00');
    const theirs = timeline('2026-10-25 00:50', '01:50 +01:00', '02:05');
    expect(clean(timeline('2026-10-25 00:50'), mine, theirs)).toBe(
      timeline('2026-10-25 00:50', '01:30 +01:00', '01:50 +01:00', '01:10 +00:00', '02:05'),
    );
  });

  test('whose entry one moves to another time and the other edits has the edit at the new time', () => {
    const at = (heading: string, text: string): string => timeline('2026-03-01 09:14') + entry(heading, text);
    const rest = entry('09:40');
    const base = at('09:20', 'The page went out.') + rest;
    const mine = timeline('2026-03-01 09:14') + rest + entry('09:50', 'The page went out.');
    const theirs = at('09:20', 'The page went out, to nobody.') + rest;
    expect(clean(base, mine, theirs)).toBe(mine.replace('out.', 'out, to nobody.'));
  });

  test('whose entry both move to different times has a conflict about that entry', () => {
    const base = timeline('2026-03-01 09:14') + entry('09:20', 'Paged.');
    const to = (heading: string): string => base.replace('09:20', heading);
    expect(conflicts(base, to('09:21'), to('09:22'))).toEqual([
      {
        section: 'Timeline',
        base: '### 09:20\n\nPaged.\n',
        mine: '### 09:21\n\nPaged.\n',
        theirs: '### 09:22\n\nPaged.\n',
      },
    ]);
  });

  test('whose entry one deletes and the other edits has a conflict about that entry', () => {
    const base = timeline('2026-03-01 09:14', '09:20');
    const result = conflicts(base, timeline('2026-03-01 09:14'), base.replace('At 09:20', 'About 09:20'));
    expect(result).toMatchObject([{ section: 'Timeline', mine: '', theirs: '### 09:20\n\nAbout 09:20.\n' }]);
  });

  test('that someone put in another order stays in it', () => {
    const base = timeline('2026-03-01 09:14', '2026-03-01 08:00');
    const merged = clean(base, `${base}${entry('2026-03-01 08:30')}`, `${base}${entry('2026-03-01 08:20')}`);
    expect(merged).toBe(`${base}${entry('2026-03-01 08:20')}${entry('2026-03-01 08:30')}`);
  });
});

describe('a conflict', () => {
  const base = lines('# A', '', 'The fox is quick.', '', '# B', '', '1. one', '2. two', '', 'End.');
  const mine = base.replace('quick', 'slow').replace('2. two', '2. zwei').replace('End', 'The end');
  const theirs = base.replace('quick', 'fast').replace('1. one\n2. two', '1. one\n2. deux\n3. drei');
  const result = mergeBodies(base, mine, theirs);

  test('leaves all else merged, with mine in its place', () => {
    expect(result.clean).toBe(false);
    expect(result.text).toContain('The fox is slow.');
    expect(result.text).toContain('The end.');
  });

  test('is resolved by mine, theirs, both or a text of its own, and lists count on', () => {
    const one = mergeBodies('1. a\n2. b\n3. c\n', '1. a\n2. x\n3. c\n', '1. a\n2. y\n3. z\n4. c\n');
    expect(one).toMatchObject({ clean: false, conflicts: [{ base: '2. b\n', mine: '2. x\n' }] });
    expect(resolveConflicts(one, ['mine'])).toBe('1. a\n2. x\n3. c\n');
    expect(resolveConflicts(one, ['theirs'])).toBe('1. a\n2. y\n3. z\n4. c\n');
    expect(resolveConflicts(one, ['both'])).toBe('1. a\n2. x\n3. y\n4. z\n5. c\n');
    expect(resolveConflicts(one, [{ text: '2. own' }])).toBe('1. a\n2. own\n3. c\n');
    expect(resolveConflicts(one, [{ text: '' }])).toBe('1. a\n2. c\n');
  });

  test('resolved by both keeps two paragraphs apart, in the same order on both machines', () => {
    const here = mergeBodies('One.\n\nTwo.', 'One.\n\nZwei.', 'One.\n\nDeux.');
    const there = mergeBodies('One.\n\nTwo.', 'One.\n\nDeux.', 'One.\n\nZwei.');
    expect(resolveConflicts(here, ['both'])).toBe('One.\n\nDeux.\n\nZwei.');
    expect(resolveConflicts(there, ['both'])).toBe('One.\n\nDeux.\n\nZwei.');
  });

  test('needs one choice each', () => {
    expect(() => resolveConflicts(result, [])).toThrow(RangeError);
    expect(resolveConflicts({ clean: true, text: 'as it is' }, [])).toBe('as it is');
  });
});

describe('fields', () => {
  test('titles merge word by word', () => {
    const base = 'Debrief - database down';
    expect(mergeTitle(base, 'Debrief - orders database down', 'Debrief - database down (41 min)')).toEqual({
      clean: true,
      value: 'Debrief - orders database down (41 min)',
    });
    expect(mergeTitle(base, 'Debrief - database full', 'Debrief - database slow')).toEqual({
      clean: false,
      base,
      mine: 'Debrief - database full',
      theirs: 'Debrief - database slow',
    });
  });

  test('labels are a set in which case does not count, and a new spelling does', () => {
    expect(
      mergeLabels(['post-mortem', 'p1'], ['post-mortem', 'storage'], ['Post-Mortem', 'P1', 'dns']),
    ).toEqual(['Post-Mortem', 'dns', 'storage']);
  });
});

describe('texts of 64 KB that have nothing in common', () => {
  const size = 65_536;
  const repeat = (text: string): string => text.repeat(Math.floor(size / text.length));
  const numbered = (line: (at: number) => string): string =>
    Array.from({ length: 1500 }, (_, at) => `${line(at)}\n`).join('');

  test.each([
    [
      'lines',
      numbered((at) => `base ${at}`),
      numbered((at) => `mine ${at}`),
      numbered((at) => `theirs ${at}`),
    ],
    [
      'lines in another order',
      numbered((at) => `line ${at}`),
      numbered((at) => `line ${(at * 7) % 1500}`),
      numbered((at) => `line ${(at * 11) % 1500}`),
    ],
    [
      'few lines, many times',
      repeat('apples as ever\n\npears as ever\n'),
      repeat('pears as ever\nplums as ever\n\n'),
      repeat('apples as ever\napples as ever\nplums as ever\n'),
    ],
    ['one line of words', repeat('a b c '), repeat('d e a '), repeat('b f b ')],
    ['one word', repeat('a'), repeat('b'), repeat('c')],
    ['spaces', `# a${repeat(' ')}b`, `# a${repeat(' ')}c`, `# d${repeat(' ')}b`],
    ['marks of headings', `#${repeat(' #')}`, `#${repeat(' #')}a`, `b${repeat('#')}`],
    [
      'items',
      repeat('1. some apples of the kind that there is a whole cellar of\n'),
      repeat('1. some pears of the kind that there is a whole cellar of\n'),
      repeat('2. some plums of the kind that there is a whole cellar of\n'),
    ],
  ])('are merged in bounded time: %s', (_, base, mine, theirs) => {
    const result = mergeBodies(base, mine, theirs);
    expect(mergeBodies(base, theirs, mine).clean).toBe(result.clean);
  });
});
