import type { DraftView, EntryView } from '../../../app/views.ts';
import { JSON_OPTION } from '../arguments.ts';
import { paint } from '../columns.ts';
import { command } from '../command.ts';
import { entryDocument } from '../documents.ts';
import { elapsed } from '../durations.ts';
import { StatusLine } from '../status-line.ts';
import { clockOf, intoDraft } from '../logging.ts';
import { printable, printableLine } from '../printable.ts';
import type { Session } from '../terminal.ts';

const TICK_MS = 1000;

function entriesOf(draft: DraftView): readonly EntryView[] {
  return draft.sections.flatMap((section) => section.entries);
}

/** `09:14:03  +00:12:31  detected: Alert fires`, further lines of the text under the first. */
function entryLine(entry: EntryView, startedAtMs: number | null, session: Session): string {
  const since = startedAtMs === null ? null : elapsed(entry.atMs - startedAtMs);
  const clock = clockOf(entry.atMs, session);
  const times = [clock, ...(since === null ? [] : [since.startsWith('-') ? since : `+${since}`])].join('  ');
  const phase = entry.phase === null ? '' : `${paint(`${entry.phase}:`, 'bold', session.coloured)} `;
  const [first = '', ...more] = printable(entry.text).split('\n');
  const indent = ' '.repeat(times.length + 2);
  return [`${times}  ${phase}${first}`.trimEnd(), ...more.map((line) => `${indent}${line}`.trimEnd())].join(
    '\n',
  );
}

/** The incident's clock, for the last line of a terminal. */
function clockLine({ title, startedAtMs, endedAtMs, clockOffsetMs }: DraftView, nowMs: number): string {
  const runs = startedAtMs !== null && endedAtMs === null;
  return runs
    ? `+${elapsed(nowMs + clockOffsetMs - startedAtMs)}  ${printableLine(title)}`
    : printableLine(title);
}

/** Tells of new entries until the stopwatch, if it runs, is stopped. Gives the draft as it was then. */
async function follow(first: DraftView, session: Session, line: StatusLine): Promise<DraftView> {
  const core = await session.core();
  const known = new Set(entriesOf(first).map(({ id }) => id));
  const { interrupted, nowMs } = session.terminal;
  let draft = first;
  const show = (): Promise<void> => line.show(clockLine(draft, nowMs()));
  const ticks = line.isShown ? setInterval(() => void show(), TICK_MS) : undefined;
  session.atEnd(() => {
    clearInterval(ticks);
    return line.end();
  });
  for await (const change of await core.events.watch({ draft: draft.id }, { signal: interrupted })) {
    if (change.type !== 'draft') continue;
    const isFirst = draft === first;
    const ran = draft.startedAtMs !== null && draft.endedAtMs === null;
    draft = await core.drafts.get({ id: draft.id });
    await line.clear();
    // Said once nothing that is logged can be missed.
    if (isFirst) await session.note(`Watching "${printableLine(draft.title)}". Ctrl-C ends it.`);
    for (const entry of entriesOf(draft).filter(({ id }) => !known.has(id))) {
      known.add(entry.id);
      await session.answerLine(entryLine(entry, draft.startedAtMs, session), entryDocument(entry));
    }
    if (ran && draft.endedAtMs !== null) break;
    await show();
  }
  await line.end();
  return draft;
}

export const watch = command({
  name: 'watch',
  about: 'Shows what is logged into an incident as it is logged, wherever that is',
  words: [],
  options: {
    draft: { type: 'text', value: 'ID', about: 'Watch this draft; otherwise the one that is logged into' },
    json: JSON_OPTION,
  },
  details: [
    'Each new moment has its clock time on this machine and the time since the start. With --json there is one document a line.',
    'It ends when the incident is stopped, or with Ctrl-C (exit code 130). What was logged before: "debrief show ID".',
  ],
  run: async ({ options, session }) => {
    const { draft } = intoDraft(options.draft);
    const core = await session.core();
    const id = draft ?? (await core.timeline.current({})).id;
    const line = new StatusLine(session.terminal.stdout, session.watched && !session.json);
    const last = await follow(await core.drafts.get({ id }), session, line);
    const { startedAtMs, endedAtMs } = last;
    if (startedAtMs !== null && endedAtMs !== null)
      await session.note(`Stopped after ${elapsed(endedAtMs - startedAtMs)}.`);
    return undefined;
  },
});
