import type { Settings } from '../../../app/settings.ts';
import { JSON_OPTION } from '../arguments.ts';
import { columns } from '../columns.ts';
import { command } from '../command.ts';

/** A value as a person types it. */
function typed(value: Settings[keyof Settings]): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

export const config = command({
  name: 'config',
  about: 'Shows the settings, or one, or changes one',
  words: [
    { name: 'KEY', needed: false },
    { name: 'VALUE', needed: false },
  ],
  options: { json: JSON_OPTION },
  details: ['An empty value ("") brings zone and repo back to none chosen.'],
  run: async ({ words: [key, value], session }) => {
    // The table of settings has schemas, whose library no other command waits for here.
    const { checkSettingKey, readSetting } = await import('../../../app/settings.ts');
    const known = key === undefined ? null : checkSettingKey(key);
    const change = known === null || value === undefined ? null : { [known]: readSetting(known, value) };
    const core = await session.core();
    const settings = change === null ? await core.settings.get({}) : await core.settings.set(change);
    const words =
      known === null
        ? columns(
            Object.entries(settings).map(([name, each]) => [name, typed(each)]),
            session.coloured,
          )
        : typed(settings[known]);
    await session.answer(words, known === null ? settings : { [known]: settings[known] });
    return undefined;
  },
});
