/**
 * Post-mortems for property tests, and what people do to them. Every word in a document is unique, and each side's new
 * words are recognisable, so that after a merge each word's fate can be looked up.
 */
import fc from 'fast-check';

export type Words = readonly string[];

export type Block =
  | { readonly kind: 'paragraph'; readonly lines: readonly Words[] }
  | { readonly kind: 'numbered' | 'bullets' | 'loose'; readonly items: readonly Words[] }
  | { readonly kind: 'table'; readonly head: string; readonly rows: readonly Words[] }
  | { readonly kind: 'code'; readonly lines: readonly Words[] };

/** A moment: minutes since the beginning of 2026, and words of which the first one names it. */
export interface Moment {
  readonly minute: number;
  readonly words: Words;
}

export interface SectionModel {
  readonly name: string;
  /** Not deeper than a timeline's: such a heading would belong to it. */
  readonly level: 1 | 2;
  readonly blocks: readonly Block[];
  /** For a timeline. */
  readonly moments: readonly Moment[] | null;
}

export interface DocumentModel {
  readonly sections: readonly SectionModel[];
  readonly eol: '\n' | '\r\n';
  readonly endsWithLine: boolean;
}

const line = (words: Words): string => words.join(' ');

function renderBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return block.lines.map(line);
    case 'numbered':
      return block.items.map((item, index) => `${index + 1}. ${line(item)}`);
    case 'bullets':
      return block.items.map((item) => `- ${line(item)}`);
    case 'loose':
      return block.items.flatMap((item, index) => [
        ...(index > 0 ? [''] : []),
        `${index + 1}. ${line(item)}`,
      ]);
    case 'table':
      return [`| ${block.head} |`, '| --- |', ...block.rows.map((row) => `| ${line(row)} |`)];
    case 'code':
      return ['```', ...block.lines.map(line), '```'];
  }
}

/** An instant as the generator writes it. */
export function instantOf(minute: number): { readonly date: string; readonly clock: string } {
  const iso = new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString();
  return { date: iso.slice(0, 10), clock: iso.slice(11, 16) };
}

const FORMS = ['exact', 'exact', 'about', 'range', 'unknown', 'titled', 'dated'] as const;

/** How the time of a moment is written: that follows from the word that names it, and never changes. */
function formOf(words: Words): (typeof FORMS)[number] {
  return FORMS[Number(/\d+/.exec(words[0] ?? '')?.[0] ?? 0) % FORMS.length] ?? 'exact';
}

const RANGE_MINUTES = 7;

function renderMoments(moments: readonly Moment[]): readonly string[] {
  let running = '';
  return moments.flatMap(({ minute, words }) => {
    const { date, clock } = instantOf(minute);
    const form = formOf(words);
    const isNewDate = date !== running;
    const dated = (time: string): string => (isNewDate ? `### ${date} ${time}` : `### ${time}`);
    // An unknown time has the date of the one before it, if there is one.
    if (form === 'unknown') {
      const heading = running === '' ? dated('time unknown') : '### time unknown';
      running ||= date;
      return ['', heading, '', line(words)];
    }
    running = date;
    switch (form) {
      case 'exact':
        return ['', dated(clock), '', line(words)];
      case 'about':
        return ['', dated(`about ${clock}`), '', line(words)];
      case 'range': {
        const end = instantOf(minute + RANGE_MINUTES);
        if (end.date !== date) running = 'of two dates';
        return ['', dated(`${clock} - ${end.clock}`), '', line(words)];
      }
      case 'titled':
        return ['', dated(`${clock} - ${words[0]}`), '', line(words.slice(1))];
      case 'dated':
        return ['', ...(isNewDate ? [`### ${date}`, ''] : []), `### ${clock}`, '', line(words)];
    }
  });
}

/** The document's Markdown. */
export function render({ sections, eol, endsWithLine }: DocumentModel): string {
  const lines = sections.flatMap((section, index) => [
    ...(index > 0 ? [''] : []),
    `${'#'.repeat(section.level)} ${section.name}`,
    ...section.blocks.flatMap((block) => ['', ...renderBlock(block)]),
    ...renderMoments(section.moments ?? []),
  ]);
  return lines.join(eol) + (endsWithLine ? eol : '');
}

/** The words of a text: no Markdown, no list numbers, no times. */
export function wordsIn(text: string): readonly string[] {
  return text.match(/[bmt]\d+w/g) ?? [];
}

const TIME_HEADING =
  /^### (?:(?<date>\d{4}-\d\d-\d\d)(?: |$))?(?<unknown>time unknown)?(?<about>about )?(?<clock>\d\d:\d\d)?(?: - (?<until>\d\d:\d\d))?(?: - (?<title>[bmt]\d+w))?$/;

/**
 * What each moment of a rendered (or merged) timeline says of its time: its naming word, and `DATE CLOCK` with whatever
 * else is said, or `unknown`.
 */
export function momentsIn(text: string): ReadonlyMap<string, string> {
  const moments = new Map<string, string>();
  let [date, instant] = ['', ''];
  for (const each of text.split(/\r?\n/)) {
    const heading = TIME_HEADING.exec(each)?.groups;
    if (heading !== undefined) {
      const { clock, about = '', until = '', title, unknown } = heading;
      date = heading['date'] ?? date;
      instant = unknown ?? (clock === undefined ? '' : `${date} ${clock} ${about}${until}`);
      if (title === undefined) continue;
      moments.set(title, instant);
      instant = '';
    } else if (instant !== '' && each !== '') {
      moments.set(wordsIn(each)[0] ?? '', instant);
      instant = '';
    }
  }
  return moments;
}

/** Gives out words that nobody else has. */
export class Vocabulary {
  private readonly prefix: 'b' | 'm' | 't';
  private used = 0;

  constructor(prefix: 'b' | 'm' | 't') {
    this.prefix = prefix;
  }

  word(): string {
    this.used += 1;
    return `${this.prefix}${this.used}w`;
  }

  words(count: number): Words {
    return Array.from({ length: count }, () => this.word());
  }
}

type Shape = { readonly kind: Block['kind']; readonly sizes: readonly number[] };

const sizes = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 });
const shape: fc.Arbitrary<Shape> = fc.record({
  kind: fc.constantFrom('paragraph', 'paragraph', 'numbered', 'bullets', 'loose', 'table', 'code'),
  sizes,
});
const minutes = fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 5 });

function blockOf({ kind, sizes }: Shape, vocabulary: Vocabulary): Block {
  const lines = sizes.map((size) => vocabulary.words(size));
  switch (kind) {
    case 'paragraph':
    case 'code':
      return { kind, lines };
    case 'table':
      return { kind, head: vocabulary.word(), rows: lines };
    case 'numbered':
    case 'bullets':
    case 'loose':
      return { kind, items: lines };
  }
}

const byMinute = (a: Moment, b: Moment): number => a.minute - b.minute;

/** A post-mortem of up to five sections, one of which may be a timeline. */
export const documents: fc.Arbitrary<DocumentModel> = fc
  .record({
    sections: fc.array(
      fc.record({ level: fc.constantFrom(1, 2), shapes: fc.array(shape, { maxLength: 3 }) }),
      {
        maxLength: 4,
      },
    ),
    timeline: fc.option(fc.record({ at: fc.nat(4), minutes }), { freq: 4 }),
    eol: fc.constantFrom('\n', '\n', '\r\n'),
    endsWithLine: fc.boolean(),
  })
  .map(({ sections, timeline, eol, endsWithLine }): DocumentModel => {
    const vocabulary = new Vocabulary('b');
    const models = sections.map(({ level, shapes }): SectionModel => {
      const blocks = shapes.map((each) => blockOf(each, vocabulary));
      return { name: `Part ${vocabulary.word()}`, level, blocks, moments: null };
    });
    if (timeline !== null) {
      const moments = timeline.minutes
        .map((minute) => ({ minute, words: vocabulary.words(4) }))
        .sort(byMinute);
      models.splice(timeline.at % (models.length + 1), 0, {
        name: 'Timeline',
        level: 2,
        blocks: [],
        moments,
      });
    }
    return { sections: models, eol, endsWithLine };
  });

/** Something a person does; the numbers say where, whatever the document's size. */
export interface Edit {
  readonly act: (typeof ACTS)[number];
  readonly place: readonly [number, number, number, number];
}

const ACTS = [
  'change word',
  'add word',
  'remove word',
  'add block',
  'remove block',
  'add section',
  'remove section',
  'move section',
  'add moment',
  'remove moment',
  'retime moment',
  'change moment',
  'change line ends',
  'change last line',
] as const;

const place = fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000), fc.nat(4000));

/** One side's edits of any kind. */
export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({ act: fc.constantFrom(...ACTS), place }),
  {
    minLength: 1,
    maxLength: 6,
  },
);

/** Edits of some kinds only. */
export function editsOf(...acts: readonly Edit['act'][]): fc.Arbitrary<readonly Edit[]> {
  return fc.array(fc.record({ act: fc.constantFrom(...acts), place }), { minLength: 1, maxLength: 4 });
}

function replaceAt<T>(items: readonly T[], at: number, ...news: readonly T[]): readonly T[] {
  return [...items.slice(0, at), ...news, ...items.slice(at + 1)];
}

function insertAt<T>(items: readonly T[], at: number, item: T): readonly T[] {
  return [...items.slice(0, at), item, ...items.slice(at)];
}

const rowsOf = (block: Block): readonly Words[] =>
  'items' in block ? block.items : 'rows' in block ? block.rows : block.lines;

function withRows(block: Block, rows: readonly Words[]): Block {
  if ('items' in block) return { ...block, items: rows };
  return 'rows' in block ? { ...block, rows } : { ...block, lines: rows };
}

function editWords({ act, place }: Edit, words: Words, vocabulary: Vocabulary): Words {
  const at = place[3] % (words.length + (act === 'add word' ? 1 : 0));
  if (act === 'add word') return insertAt(words, at, vocabulary.word());
  return replaceAt(words, at, ...(act === 'remove word' ? [] : [vocabulary.word()]));
}

function editBlocks(edit: Edit, blocks: readonly Block[], vocabulary: Vocabulary): readonly Block[] {
  const [, which, row, seed] = edit.place;
  if (edit.act === 'add block') {
    const kinds: readonly Block['kind'][] = ['paragraph', 'numbered', 'bullets', 'loose', 'table', 'code'];
    const added = blockOf(
      { kind: kinds[seed % kinds.length] ?? 'paragraph', sizes: [(seed % 5) + 1] },
      vocabulary,
    );
    return insertAt(blocks, which % (blocks.length + 1), added);
  }
  const at = which % blocks.length;
  const block = blocks[at];
  if (block === undefined) return blocks;
  if (edit.act === 'remove block') return replaceAt(blocks, at);
  const rows = rowsOf(block);
  const words = editWords(edit, rows[row % rows.length] ?? [], vocabulary);
  const edited = replaceAt(rows, row % rows.length, ...(words.length === 0 ? [] : [words]));
  return replaceAt(blocks, at, ...(edited.length === 0 ? [] : [withRows(block, edited)]));
}

function editMoments(
  { act, place }: Edit,
  moments: readonly Moment[],
  vocabulary: Vocabulary,
): readonly Moment[] {
  const [, which, , minute] = place;
  if (act === 'add moment') return [...moments, { minute, words: vocabulary.words(3) }].sort(byMinute);
  const at = which % moments.length;
  const moment = moments[at];
  if (moment === undefined) return moments;
  if (act === 'remove moment') return replaceAt(moments, at);
  if (act === 'retime moment') return replaceAt(moments, at, { ...moment, minute }).toSorted(byMinute);
  const [name = '', ...rest] = moment.words;
  const changed = replaceAt(rest, minute % rest.length, vocabulary.word());
  return replaceAt(moments, at, { ...moment, words: [name, ...changed] });
}

function editSections(
  edit: Edit,
  sections: readonly SectionModel[],
  vocabulary: Vocabulary,
): readonly SectionModel[] {
  const [where, to, , seed] = edit.place;
  if (edit.act === 'add section') {
    const blocks = [blockOf({ kind: 'paragraph', sizes: [3] }, vocabulary)];
    const added: SectionModel = {
      name: `Part ${vocabulary.word()}`,
      level: seed % 2 === 0 ? 1 : 2,
      blocks,
      moments: null,
    };
    return insertAt(sections, where % (sections.length + 1), added);
  }
  const isTimeline = edit.act.endsWith('moment');
  const fitting = sections.filter((section) => (section.moments !== null) === isTimeline);
  const section = fitting[where % fitting.length];
  if (section === undefined) return sections;
  const at = sections.indexOf(section);
  if (edit.act === 'remove section') return replaceAt(sections, at);
  if (edit.act === 'move section') {
    const others = replaceAt(sections, at);
    return insertAt(others, to % (others.length + 1), section);
  }
  const edited = isTimeline
    ? { ...section, moments: editMoments(edit, section.moments ?? [], vocabulary) }
    : { ...section, blocks: editBlocks(edit, section.blocks, vocabulary) };
  return replaceAt(sections, at, edited);
}

/** The document after a person's edits; their new words begin with the prefix. */
export function applyEdits(model: DocumentModel, prefix: 'm' | 't', all: readonly Edit[]): DocumentModel {
  const vocabulary = new Vocabulary(prefix);
  return all.reduce((document, edit): DocumentModel => {
    if (edit.act === 'change line ends') return { ...document, eol: document.eol === '\n' ? '\r\n' : '\n' };
    if (edit.act === 'change last line') return { ...document, endsWithLine: !document.endsWithLine };
    return { ...document, sections: editSections(edit, document.sections, vocabulary) };
  }, model);
}

/** Markdown of no particular shape: its marks in any order, for what no generator of proper documents thinks of. */
export const scraps: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '# ',
        '## Timeline',
        '### 09:14',
        '### 2026-03-01 09:32',
        '### 2026-03-02',
        '### about 10:00 - 10:20',
        '### time unknown',
        '### Mar 3, 23:50 - 00:10',
        '1. ',
        '2. ',
        '10. ',
        '- ',
        '* ',
        '> ',
      ),
      fc.constantFrom(
        '\n',
        '\n',
        '\n\n',
        '\r\n',
        '\r',
        '    ',
        '  ',
        '\t',
        '| a |',
        '| - |',
        '```',
        '---',
        '===',
        '\\',
      ),
      fc.constantFrom(
        '<!-- ',
        ' -->',
        '<div>',
        '[ ]',
        '](',
        '09:40',
        'one',
        'two',
        'three',
        '記録',
        'é',
        '👩🏽‍🚒',
        '\ud83d',
      ),
      fc.constantFrom('<!-- debrief:0197f0a4-5a5e-7cc2-9b5e-3a1d5d0f0c11 -->', '\u0000', '\u2028', '\ufeff'),
    ),
    { maxLength: 40, size: 'max' },
  )
  .map((parts) => parts.join(''));
