import { checkPhase } from '../../../app/draft.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { asMoment, intoDraft, logAndAnswer, MOMENT_HELP, momentOptions, readMoment } from '../logging.ts';

export const phase = command({
  name: 'phase',
  about: 'Keeps the moment at which a phase was reached',
  words: [
    { name: 'PHASE', needed: true },
    { name: 'TEXT', needed: false, many: true },
  ],
  options: { ...momentOptions, json: JSON_OPTION },
  details: ['PHASE is started, detected, responded, mitigated or resolved.', ...MOMENT_HELP],
  run: async ({ options, words: [typed = '', ...words], session }) => {
    const into = intoDraft(options.draft);
    const moment = await readMoment(words.join(' '), { ...options, phase: checkPhase(typed) }, session);
    await logAndAnswer({ ...into, ...asMoment(moment) }, session);
    return undefined;
  },
});
