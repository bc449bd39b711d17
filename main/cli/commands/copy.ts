import { DebriefError } from '../../../app/errors.ts';
import type { HandoverForm } from '../../../app/handover.ts';
import { handover, HANDOVER_FORMS } from '../../../app/handover.ts';
import { command } from '../command.ts';
import { draftId } from '../draft-options.ts';

function formOf(typed: string): HandoverForm {
  const found = HANDOVER_FORMS.find((form) => form === typed.toLowerCase());
  if (found === undefined)
    throw new DebriefError('usage.invalid', {
      reason: `There is no form "${typed}": choose md, plain or chat`,
    });
  return found;
}

function lastOf(typed: string | undefined): number | null {
  if (typed === undefined) return null;
  if (!/^[1-9]\d{0,5}$/.test(typed))
    throw new DebriefError('usage.invalid', {
      reason: `--last takes how many entries, and "${typed}" is no number`,
    });
  return Number(typed);
}

export const copy = command({
  name: 'copy',
  about: 'Prints the timeline, or what is new in it, to hand on',
  words: [{ name: 'ID', needed: true }],
  options: {
    last: { type: 'text', value: 'N', about: 'Only the N newest entries; otherwise all' },
    as: {
      type: 'text',
      value: 'md|plain|chat',
      about: 'Markdown, plain text or chat text (Slack); otherwise md',
    },
    zone: { type: 'text', value: 'ZONE', about: "Whose times, as in Asia/Tokyo; otherwise the draft's" },
  },
  details: [
    '"debrief copy ID --last 5 --as plain | wl-copy" puts an update on the clipboard (pbcopy, clip).',
  ],
  run: async ({ options, words: [typed = ''], session }) => {
    const form = formOf(options.as ?? 'md');
    const last = lastOf(options.last);
    const core = await session.core();
    const draft = await core.drafts.get({ id: draftId(typed) });
    const zone = options.zone === undefined ? draft.zone : await zoneOf(options.zone);
    await session.write(handover(draft, { form, last, zone }));
    return undefined;
  },
});

/** @throws DebriefError zone.unknown */
async function zoneOf(typed: string): Promise<string> {
  const { checkZone } = await import('../../../app/zones.ts');
  return checkZone(typed);
}
