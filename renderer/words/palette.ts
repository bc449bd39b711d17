/** The labels of the command palette: a part of words.ts, in a file of its own for its length. */
import type { PaletteGroup } from '../state/palette-items.ts';
import type { Command } from '../state/shortcuts.ts';
import { draft, plural, settings } from '../words.ts';
import { keys, shortcuts } from './keys.ts';
import { pictures } from './pictures.ts';

export const palette = {
  name: 'Commands',
  field: 'Type a command, a title or any words',
  list: 'What there is',
  groups: {
    recent: 'Recent',
    sections: 'In this draft',
    drafts: 'Drafts',
    found: 'Found in drafts',
    commands: 'Commands',
    settings: 'Settings',
  } satisfies Record<PaletteGroup, string>,
  nothing: (typed: string) => `Nothing is called “${typed}”, and no draft has these words.`,
  count: (n: number) => plural(n, 'result', 'results'),
  help: [
    ['↑ ↓', 'choose'],
    ['Enter', 'go'],
    ['Esc', 'close'],
  ] as const,
  /** @param archivedAtMs of the open draft */
  label: (command: Command, archivedAtMs: number | null): string =>
    command === 'archive' && archivedAtMs !== null ? draft.unarchive : shortcuts.of[command],
  /** The fields of the settings, by the ids of their elements. */
  settings: {
    'setting-zone': settings.zone,
    'setting-repo': settings.repo,
    'setting-pictures': pictures.setting,
    'setting-automatic': settings.automatic,
    'setting-single-keys': keys.single,
    'setting-look-again': settings.lookAgain,
    'client-id-field': settings.clientId,
  },
};
