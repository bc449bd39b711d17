import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { intoDraft, intoOption, logAndAnswer } from '../logging.ts';

export const note = command({
  name: 'note',
  about: 'Keeps a remark at this moment, word for word',
  words: [{ name: 'TEXT', needed: true, many: true }],
  options: { ...intoOption, json: JSON_OPTION },
  details: [
    'As "debrief log" does, but nothing in the text is read: "-2m" and "14:05" at its beginning are no time, "!detected" no phase, and - no standard input. For a script, and for what begins like that.',
    'It goes into the running incident that was last logged into, else the newest draft.',
  ],
  run: async ({ options, words, session }) => {
    const into = intoDraft(options.draft);
    const { startedAtMs: stampMs } = session.terminal;
    await logAndAnswer({ ...into, stampMs, text: words.join(' ') }, session);
    return undefined;
  },
});
