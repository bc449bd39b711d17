/** What the program was started as: the desktop app, or the command line that is installed with it. */
import type { HostApp } from './parts.ts';

/**
 * What the launchers on the PATH put before the words of a command. The two dashes end Chromium's own arguments: without
 * them it would take words of a person for switches, and Electron for Windows would refuse some that follow an address.
 * https://www.electronjs.org/blog/protocol-handler-fix
 */
export const commandLineArguments = ['--cli', '--'] as const;

/** The words after `debrief`, where the program was started as the command line; null where it is the desktop app. */
export function commandWords(argv: readonly string[]): readonly string[] | null {
  const [marker, end] = commandLineArguments;
  const at = argv.indexOf(marker);
  // What follows the two dashes may be anything, this marker too: it counts where the launchers put it.
  if (at < 0 || argv.slice(0, at).includes(end)) return null;
  const words = argv.slice(at + 1);
  return words[0] === end ? words.slice(1) : words;
}

/** The two things that the program can be. Each is loaded when it is wanted, and ends by itself. */
export type Programs = {
  readonly desktop: () => Promise<unknown>;
  /** @param words the words after `debrief` */
  readonly commandLine: (words: readonly string[]) => Promise<unknown>;
};

/**
 * Starts one of the two. Electron waits for what main.ts awaits before it looks for a display, takes a lock or starts a
 * process for the screen, and the command line ends the process before that. https://www.electronjs.org/docs/latest/tutorial/esm
 */
export async function startProgram(
  app: Pick<HostApp, 'setActivationPolicy'>,
  { argv, platform }: { readonly argv: readonly string[]; readonly platform: NodeJS.Platform },
  { desktop, commandLine }: Programs,
): Promise<void> {
  const words = commandWords(argv);
  if (words === null) {
    await desktop();
    return;
  }
  // A command has no place in the Dock.
  if (platform === 'darwin') app.setActivationPolicy('prohibited');
  await commandLine(words);
}
