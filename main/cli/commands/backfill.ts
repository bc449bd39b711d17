import type { Answers, ReadLines, ReadOptions } from '../../../app/backfill.ts';
import type { CoreClient } from '../../../app/contract.ts';
import { findSection } from '../../../app/draft.ts';
import { DebriefError } from '../../../app/errors.ts';
import type { DraftView } from '../../../app/views.ts';
import type { Values } from '../arguments.ts';
import { JSON_OPTION } from '../arguments.ts';
import { backfillDocument, backfillPage } from '../backfill-page.ts';
import { localTime } from '../clock.ts';
import { command } from '../command.ts';
import { entryDocument } from '../documents.ts';
import { draftId } from '../draft-options.ts';
import type { Session } from '../terminal.ts';
import { readPart } from '../texts.ts';

const options = {
  section: {
    type: 'text',
    value: 'NAME',
    about: 'Read a section of the draft; what becomes entries leaves it',
  },
  zone: { type: 'text', value: 'ZONE', about: 'Zone of all times that name none themselves' },
  date: { type: 'text', value: 'YYYY-MM-DD', about: 'Date of the first times, where none is named' },
  answer: { type: 'list', value: 'KEY=VALUE', about: 'Answer to a question; may be repeated' },
  yes: { type: 'flag', about: 'Add the entries' },
  json: JSON_OPTION,
} as const;

/** Lines, and the section that they were read from. */
interface Source {
  readonly text: string;
  readonly section: string | null;
}

async function sourceOf(
  draft: DraftView,
  file: string | undefined,
  name: string | undefined,
  session: Session,
): Promise<Source> {
  if (name !== undefined) {
    const section = findSection(draft.sections, name);
    return { text: section.kind === 'timeline' ? section.intro : section.text, section: section.id };
  }
  return { text: await readPart(file ?? '', session.terminal.stdin), section: null };
}

function checkSource(file: string | undefined, section: string | undefined): void {
  if ((file === undefined) === (section === undefined))
    throw new DebriefError('usage.invalid', {
      reason: 'Give a file (or - for standard input), or --section NAME, and not both',
    });
}

/** @throws DebriefError usage.invalid */
function answersOf(given: readonly string[]): Answers {
  return Object.fromEntries(
    given.map((each) => {
      const at = each.indexOf('=');
      if (at < 1) throw new DebriefError('usage.invalid', { reason: '--answer takes KEY=VALUE' });
      return [each.slice(0, at).trim(), each.slice(at + 1).trim()];
    }),
  );
}

/** @throws DebriefError zone.unknown, usage.invalid */
async function readOptions(given: Values<typeof options>, draft: DraftView): Promise<ReadOptions> {
  const { checkZone } = await import('../../../app/zones.ts');
  const { isDate } = await import('../../../app/backfill/days.ts');
  if (given.date !== undefined && !isDate(given.date))
    throw new DebriefError('usage.invalid', { reason: '--date takes a date as YYYY-MM-DD' });
  const started = draft.startedAtMs === null ? null : localTime(draft.startedAtMs, draft.zone).date;
  return {
    ...(given.zone === undefined ? {} : { zone: checkZone(given.zone) }),
    ...(given.date === undefined ? {} : { date: given.date }),
    answers: answersOf(given.answer ?? []),
    suggest: { zone: draft.zone, ...(started === null ? {} : { date: started }) },
  };
}

/** @throws DebriefError backfill.nothing, backfill.open */
function settled({
  entries,
  questions,
}: ReadLines): readonly { atMs: number; entry: ReadLines['entries'][number] }[] {
  if (entries.length === 0) throw new DebriefError('backfill.nothing');
  if (questions.length > 0)
    throw new DebriefError('backfill.open', {
      count: questions.length,
      keys: questions.map(({ key }) => key).join(', '),
    });
  return entries.flatMap((entry) => (entry.atMs === null ? [] : [{ atMs: entry.atMs, entry }]));
}

async function add(
  core: CoreClient,
  draft: DraftView,
  { text, section }: Source,
  read: ReadLines,
  session: Session,
): Promise<void> {
  const entries = settled(read).map(({ atMs, entry }) => ({
    atMs,
    certainty: entry.certainty,
    text: entry.text,
  }));
  const left = read.others
    .filter(({ is }) => is === 'text')
    .map(({ from, to }) => text.slice(from, to))
    .join('');
  const taken = section === null ? {} : { section: { id: section, was: text, left } };
  const added = await core.timeline.addAll({ draft: draft.id, entries, ...taken });
  const count = entries.length === 1 ? '1 entry' : `${entries.length} entries`;
  await session.answer(`Added ${count}. The version before is ${added.revision}.`, {
    added: added.entries.map(entryDocument),
    revision: added.revision,
  });
}

export const backfill = command({
  name: 'backfill',
  about: 'Makes entries of pasted lines: a chat, a log, a mail, a table, a report',
  words: [
    { name: 'ID', needed: true },
    { name: 'FILE|-', needed: false },
  ],
  options,
  details: [
    'Without --yes it shows what it understood, and asks what it did not; nothing is changed.',
    'With --yes it adds all entries at once, and none while a question is open.',
    'The answer line:N=text says that line N begins no entry; line:N="2026-03-01 09:14 UTC" when it was.',
  ],
  run: async ({ options: given, words: [typed = '', file], session }) => {
    checkSource(file, given.section);
    const core = await session.core();
    const draft = await core.drafts.get({ id: draftId(typed) });
    const source = await sourceOf(draft, file, given.section, session);
    const chosen = await readOptions(given, draft);
    const { readLines } = await import('../../../app/backfill.ts');
    const read = readLines(source.text, chosen);
    if (given.yes) await add(core, draft, source, read, session);
    else if (read.entries.length === 0 && !session.json) throw new DebriefError('backfill.nothing');
    else
      await session.answer(
        backfillPage(
          read,
          given.zone === undefined ? draft.zone : (chosen.zone ?? draft.zone),
          session.coloured,
        ),
        backfillDocument(read),
      );
    return undefined;
  },
});
