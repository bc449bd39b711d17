/** The labels of shortcuts and their settings: a part of words.ts, in a file of its own for its length. */
import type { Command } from '../state/shortcuts.ts';
import { draft } from '../words.ts';
import { backfill } from './backfill.ts';
import { diagnosis } from './diagnosis.ts';
import { example } from './example.ts';
import { handover } from './handover.ts';
import { history } from './history.ts';
import { pictures } from './pictures.ts';
import { sections } from './sections.ts';

export const keys = {
  title: 'Keys',
  single: 'Let single keys do things',
  singleHint: 'Keys without Ctrl, Cmd or Alt, while you are not typing in a field.',
  ownHint: 'One key each. Empty: none.',
  taken: (command: string) => `That key is for “${command}” already.`,
  reserved: 'That sign can’t be a key.',
  reset: 'As they came',
  groups: { everywhere: 'Everywhere', draft: 'In a draft', conflict: 'Choosing between two versions' },
  off: 'Single keys are turned off in the settings.',
};

export const shortcuts = {
  title: 'Keyboard shortcuts',
  of: {
    palette: 'Commands, drafts and everything else',
    template: 'New from a template…',
    import: 'Import…',
    example: example.open,
    filter: 'Filter and sort the list',
    nextDraft: 'Next draft',
    previousDraft: 'Previous draft',
    insights: 'Insights across drafts',
    copyUpdate: handover.update,
    paste: backfill.paste,
    picture: pictures.add,
    copyTimeline: handover.timeline,
    copyMarkdown: handover.markdown,
    copyRichText: handover.richText,
    print: handover.print,
    history: history.open,
    fold: sections.fold,
    foldAll: sections.foldAll,
    unfoldAll: sections.unfoldAll,
    renameSection: sections.rename,
    moveSectionUp: sections.moveUp,
    moveSectionDown: sections.moveDown,
    addSection: sections.add,
    removeSection: sections.remove,
    exportMd: draft.exportAs.md,
    exportHtml: draft.exportAs.html,
    exportJson: draft.exportAs.json,
    archive: draft.archive,
    remove: draft.remove,
    themeSystem: 'Theme: as the system',
    themeLight: 'Theme: light',
    themeDark: 'Theme: dark',
    copyDiagnosis: diagnosis.copyCommand,
    create: 'New debrief',
    start: 'Start an incident',
    search: 'Search everything',
    nextIncident: 'To the running incident, and the next one',
    previousIncident: 'To the running incident before',
    sync: 'Sync this draft now',
    log: 'Go to the log field',
    write: 'Write',
    split: 'Write and preview side by side',
    preview: 'Preview',
    settings: 'Account and settings',
    help: 'This sheet',
    undo: 'Undo the last removal',
    save: 'Save now (it saves by itself)',
    back: 'Back out: close, clear, leave the field',
  } satisfies Record<Command, string>,
  single: 'Keys without Ctrl, Cmd or Alt work while you are not typing in a field.',
  close: 'Close',
};
