/** What was understood of pasted lines, as a person reads it in a terminal. */
import type { FoundEntry, Question, ReadLines } from '../../app/backfill.ts';
import type { Certainty } from '../../app/draft.ts';
import { isoTime, localTime } from './clock.ts';
import type { Cell } from './columns.ts';
import { columns, paint } from './columns.ts';
import { certaintyDocument } from './documents.ts';

/** `14:02:00`, `about 14:02:00`, `14:02:00 - 14:30:00`, or what it waits for. */
function timeCells({ atMs, certainty, asks }: FoundEntry, zone: string): readonly [Cell, Cell, Cell] {
  if (atMs === null) return ['', { text: '?', style: 'yellow' }, { text: asks.join(', '), style: 'yellow' }];
  const { date, clock } = localTime(atMs, zone);
  if (certainty.is === 'unknown') return [date, '', 'time unknown'];
  return [date, clock, certaintyWords(certainty, date, zone)];
}

function certaintyWords(certainty: Certainty, from: string, zone: string): string {
  if (certainty.is !== 'range') return certainty.is;
  const { date, clock } = localTime(certainty.untilMs, zone);
  const end = `until ${date === from ? '' : `${date} `}${clock}`;
  return certainty.about ? `about, ${end}` : end;
}

/** Only the first lines that wait are named. */
const MOST_LINES = 5;

function linesWords(lines: readonly number[]): string {
  const named = lines.slice(0, MOST_LINES).join(', ');
  const more = lines.length > MOST_LINES ? ` and ${lines.length - MOST_LINES} more` : '';
  return `${lines.length === 1 ? 'line' : 'lines'} ${named}${more}`;
}

const EXAMPLES = { zone: 'ZONE', date: 'YYYY-MM-DD', year: 'YYYY', time: '"YYYY-MM-DD HH:MM ZONE"' } as const;

function questionPage({ key, asks, lines, options, takes }: Question, coloured: boolean): string {
  const example = takes === null ? [] : [EXAMPLES[takes]];
  const values = [...options.map(({ value }) => value), ...example];
  const about = [...options.map(({ says }) => says), ...example.map(() => 'any other')];
  // Where the text is right, it is one of its times that is wrong.
  const mends =
    key === 'order'
      ? [['', '--answer line:N="YYYY-MM-DD HH:MM ZONE"', { text: 'when it was', style: 'dim' }] as const]
      : [];
  const rows = values.map((value, at): readonly Cell[] => {
    const answer = `${key}=${value}`;
    const quoted = /[\s()]/.test(answer) ? `'${answer.replaceAll('"', '')}'` : answer;
    return ['', `--answer ${quoted}`, { text: about[at] ?? '', style: 'dim' }];
  });
  return `${paint('?', 'yellow', coloured)} ${asks} (${linesWords(lines)})\n${columns([...rows, ...mends], coloured)}`;
}

/** The table of entries with their local times, then the questions with how to answer, then what to do. */
export function backfillPage(read: ReadLines, zone: string, coloured: boolean): string {
  const { entries, questions } = read;
  const rows = entries.map((entry): readonly Cell[] => {
    const [first = ''] = entry.text.split('\n');
    return [...timeCells(entry, zone), first];
  });
  const count = entries.length === 1 ? '1 entry' : `${entries.length} entries`;
  const next =
    questions.length > 0
      ? `${count} found. Answer the questions, then add --yes.`
      : `${count} found, in ${zone}. Nothing was changed; --yes adds them.`;
  const pages = questions.map((each) => questionPage(each, coloured));
  return [columns(rows, coloured), ...pages, next].filter(Boolean).join('\n\n');
}

/** The same for scripts. */
export function backfillDocument({ entries, questions }: ReadLines): object {
  return {
    entries: entries.map(({ atMs, certainty, text, line, asks }) => ({
      at: atMs === null ? null : isoTime(atMs),
      certainty: certaintyDocument(certainty),
      text,
      line,
      asks,
    })),
    questions: questions.map(({ key, asks, lines, options, takes }) => ({
      key,
      asks,
      lines,
      options,
      takes,
    })),
  };
}
