import { DebriefError } from '../../../app/errors.ts';
import { JSON_OPTION } from '../arguments.ts';
import { isoTime } from '../clock.ts';
import { command } from '../command.ts';
import { draftDocument } from '../documents.ts';
import { draftId } from '../draft-options.ts';
import { elapsed } from '../durations.ts';
import { printableLine } from '../printable.ts';

export const stop = command({
  name: 'stop',
  about: 'Stops the stopwatch of an incident, and says how long it ran',
  words: [{ name: 'ID', needed: false }],
  options: { json: JSON_OPTION },
  details: [
    'Without an ID, that of the running incident that was last logged into. "debrief start ID" lets it go on.',
  ],
  run: async ({ words: [typed], session }) => {
    const core = await session.core();
    const draft =
      typed === undefined ? await core.timeline.current({}) : await core.drafts.get({ id: draftId(typed) });
    const { startedAtMs, endedAtMs } = draft;
    // Named, it may have been stopped before: the answer is the same.
    if (startedAtMs === null || (typed === undefined && endedAtMs !== null))
      throw new DebriefError('stopwatch.off', { title: draft.title });
    const stopped = await core.timeline.stop({ id: draft.id, stampMs: session.terminal.startedAtMs });
    const stoppedAtMs = stopped.endedAtMs ?? session.terminal.startedAtMs;
    const elapsedMs = stoppedAtMs - startedAtMs;
    await session.answer(`Stopped "${printableLine(stopped.title)}" after ${elapsed(elapsedMs)}.`, {
      ...draftDocument(stopped),
      startedAt: isoTime(startedAtMs),
      stoppedAt: isoTime(stoppedAtMs),
      elapsedMs,
    });
    return undefined;
  },
});
