/** What is handed on of a timeline: its newest entries, or all, in the zone and the form of whoever reads it. */
import type { Phase } from './draft.ts';
import { localTime, writtenTime } from './local-time.ts';
import { entriesByTime } from './metrics.ts';
import type { DraftView, EntryView } from './views.ts';
import { zoneWithNames } from './zone-names.ts';

export const HANDOVER_FORMS = ['md', 'plain', 'chat'] as const;
/** Markdown; text without any marks; or the text of chats: Slack's mrkdwn, https://docs.slack.dev/messaging/formatting-message-text */
export type HandoverForm = (typeof HANDOVER_FORMS)[number];

/** So many of the newest entries are an update. */
export const UPDATE_ENTRIES = 5;

export interface Handover {
  readonly form: HandoverForm;
  /** IANA name: the zone of the reader. */
  readonly zone: string;
  /** Only so many of the newest entries; null: all. */
  readonly last: number | null;
}

const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  started: 'Started:',
  detected: 'Detected:',
  responded: 'Responded:',
  mitigated: 'Mitigated:',
  resolved: 'Resolved:',
};

const UNDESCRIBED = '(to be described)';

const BOLD: Readonly<Record<HandoverForm, (text: string) => string>> = {
  md: (text) => `**${text}**`,
  plain: (text) => text,
  chat: (text) => `*${text}*`,
};

/** The title, the zone of the times, and a line for each entry, with the date where that changes. */
export function handover(draft: Pick<DraftView, 'title' | 'sections'>, wanted: Handover): string {
  const { form, zone, last } = wanted;
  const all = entriesByTime(draft.sections);
  const entries = last === null ? all : all.slice(Math.max(0, all.length - last));
  const instants = [...entries.slice(0, 1), ...entries.slice(-1)].map(({ atMs }) => atMs);
  const title = form === 'chat' ? escapeChat(draft.title) : draft.title;
  const days = byDay(entries, zone).map(([date, ofDay]) =>
    [
      BOLD[form](date),
      ...(form === 'md' ? [''] : []),
      ...ofDay.map((entry) => writeEntry(entry, form, zone)),
    ].join('\n'),
  );
  const head = `${BOLD[form](title)}\n${form === 'md' ? '\n' : ''}All times in ${zoneWithNames(zone, instants)}.`;
  return `${[head, ...days].join('\n\n')}\n`;
}

function byDay(entries: readonly EntryView[], zone: string): readonly (readonly [string, EntryView[]])[] {
  const days: [string, EntryView[]][] = [];
  for (const entry of entries) {
    const { date } = localTime(entry.atMs, zone);
    const day = days.at(-1);
    if (day?.[0] === date) day[1].push(entry);
    else days.push([date, [entry]]);
  }
  return days;
}

function writeEntry(entry: EntryView, form: HandoverForm, zone: string): string {
  const time = writtenTime(entry, zone);
  const phase = entry.phase === null ? [] : [BOLD[form](PHASE_WORDS[entry.phase])];
  const text = entry.text === '' && entry.phase === null ? UNDESCRIBED : textIn[form](entry.text);
  const [first = '', ...others] = text.split('\n');
  const head = [form === 'plain' ? time : `${MARKS[form]} ${time}`, ...phase, first]
    .filter(Boolean)
    .join(' ');
  return [head, ...others.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
}

const MARKS = { md: '-', chat: '•' } as const;

const textIn: Readonly<Record<HandoverForm, (markdown: string) => string>> = {
  md: (markdown) => markdown,
  plain: (markdown) => outsideCode(markdown, plainWords, (code) => code),
  chat: (markdown) => outsideCode(markdown, chatWords, (code) => escapeChat(code)),
};

/** A fence or a span of code: what looks like a mark in it is none. */
const CODE = /(```[^\n]*\n[\s\S]*?\n```|`[^`\n]+`)/;

function outsideCode(
  markdown: string,
  words: (text: string) => string,
  code: (text: string) => string,
): string {
  return markdown
    .split(CODE)
    .map((part, at) => (at % 2 === 1 ? code(part) : words(part)))
    .join('');
}

const LINK = /!?\[([^\]\n]*)\]\(<?([^\s)>]+)>?(?: "[^"\n]*")?\)/g;
const STRONG = /(\*\*|__)(?=\S)([^\n]*?\S)\1/g;
const EMPHASIS = /(?<![\w*])([*_])(?=[^\s*_])([^\n*_]*[^\s*_])\1(?![\w*])/g;
const STRUCK = /~~(?=\S)([^\n]*?\S)~~/g;

function plainWords(markdown: string): string {
  return markdown
    .replace(LINK, (_all, text: string, url: string) =>
      text === '' || text === url ? url : `${text} (${url})`,
    )
    .replace(STRONG, '$2')
    .replace(EMPHASIS, '$2')
    .replace(STRUCK, '$1');
}

/** Slack takes these three for its own marks wherever they stand. */
function escapeChat(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function chatWords(markdown: string): string {
  const escaped = escapeChat(markdown).replace(/^&gt; ?/gm, '> ');
  return escaped
    .replace(EMPHASIS, '_$2_')
    .replace(STRONG, '*$2*')
    .replace(STRUCK, '~$1~')
    .replace(LINK, (_all, text: string, url: string) => (text === '' ? `<${url}>` : `<${url}|${text}>`));
}
