import { checkPhase } from '../../../app/draft.ts';
import { JSON_OPTION } from '../arguments.ts';
import { localTime, readInstant } from '../clock.ts';
import { command } from '../command.ts';
import { entryDocument } from '../documents.ts';
import { draftId } from '../draft-options.ts';
import type { Session } from '../terminal.ts';
import { readPart, STDIN } from '../texts.ts';

async function textOf(words: readonly string[], session: Session): Promise<string> {
  const onlyStdin = words.length === 1 && words[0] === STDIN;
  return onlyStdin ? (await readPart(STDIN, session.terminal.stdin)).trimEnd() : words.join(' ');
}

export const log = command({
  name: 'log',
  about: 'Keeps a moment: into the running incident, else the newest draft',
  words: [{ name: 'TEXT', needed: true, many: true }],
  options: {
    draft: { type: 'text', value: 'ID', about: 'Log into this draft' },
    at: { type: 'text', value: 'ISO8601', about: 'When it was, as in 2026-03-01T09:14:00Z; otherwise now' },
    phase: { type: 'text', value: 'PHASE', about: 'started, detected, responded, mitigated or resolved' },
    json: JSON_OPTION,
  },
  details: [
    'With - as the text, it is read from standard input.',
    'Exit code 0 says that the moment is on disk.',
  ],
  run: async ({ options, words, session }) => {
    const { startedAtMs, zone } = session.terminal;
    const phase = options.phase === undefined ? {} : { phase: checkPhase(options.phase) };
    const draft = options.draft === undefined ? {} : { draft: draftId(options.draft) };
    const atMs = options.at === undefined ? startedAtMs : await readInstant(options.at);
    const text = await textOf(words, session);
    const core = await session.core();
    const entry = await core.timeline.log({ ...draft, ...phase, atMs, text });
    const { date, clock } = localTime(entry.atMs, zone);
    const day = date === localTime(startedAtMs, zone).date ? '' : `${date} `;
    await session.answer(`Logged ${day}${clock}.`, entryDocument(entry));
    return undefined;
  },
});
