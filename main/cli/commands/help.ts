import { DebriefError } from '../../../app/errors.ts';
import type { Command } from '../command.ts';
import { command } from '../command.ts';
import { commandHelp, overview } from '../help-text.ts';

/** The command that explains the others, given as a function since it is one of them. */
export function helpWith(commands: () => readonly Command[]): Command {
  return command({
    name: 'help',
    about: 'Explains a command, or lists them all',
    words: [{ name: 'COMMAND', needed: false }],
    options: {},
    run: async ({ words: [name], session }) => {
      const named = commands().find((each) => each.name === name);
      if (name !== undefined && named === undefined) {
        throw new DebriefError('usage.invalid', { reason: `There is no command "${name}"` });
      }
      await session.write(named === undefined ? overview(commands()) : commandHelp(named));
      return undefined;
    },
  });
}
