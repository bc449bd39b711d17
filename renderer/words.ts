/**
 * Every label and message of the interface, in one place: to be reviewed together, and translated one day. Those of
 * accounts, which are many, are in account-words.ts.
 */
import type { ActionKind, Phase } from '../app/draft.ts';
import type { SyncStateName } from '../app/sync-states.ts';
import type { LinkState } from './link.ts';
import type { Group } from './state/groups.ts';

/** A number with the word for it. */
export const plural = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

export const app = {
  name: 'Debrief',
  skip: 'Skip to the draft',
  titleOf: (draft: string) => `${draft} · Debrief`,
  dismiss: 'Dismiss',
  notices: 'Notices',
};

export const list = {
  name: 'Drafts',
  search: 'Search everything',
  clearSearch: 'Clear the search',
  start: 'Start incident',
  createShort: 'New',
  createRest: ' debrief',
  more: 'More ways to begin',
  found: (n: number) => `${plural(n, 'draft', 'drafts')} found`,
  nothingFound: (words: string) => `Nothing has all the words of “${words}”.`,
  untitled: 'Untitled',
  archived: 'archived',
  actions: (open: number, all: number) => (open === 0 ? `${all} done` : `${open}/${all} open`),
  actionsLong: (open: number, all: number) =>
    open === 0
      ? `All ${plural(all, 'action item', 'action items')} done`
      : `${open} of ${all} action items open`,
  back: 'All drafts',
};

export const capture = {
  name: 'Quick capture',
  into: 'Goes into',
  logged: (time: string) => `On disk, ${time}`,
  keys: 'Enter logs · Esc hides',
  keysOfSeveral: 'Enter logs · Esc hides · Alt ↑ ↓ another incident',
  none: 'No incident runs, and there is no draft.',
  start: 'Start incident',
};

export const desktop = {
  title: 'This computer',
  shortcut: 'Keys for quick capture, from any program',
  shortcutHint:
    'Such as CommandOrControl+Shift+Space; empty for none. On Wayland the desktop may ask you first, and some refuse without a word: a key of the desktop itself can then be bound to the command “debrief-desktop --capture”.',
  notKeys: 'These are no keys that a whole system can have: write them as in CommandOrControl+Shift+Space.',
  atLogin: 'Start at login, and stay ready when the window is closed',
};

export const groups: Readonly<Record<Group, string>> = {
  running: 'Running',
  needsYou: 'Needs you',
  waiting: 'Waiting to sync',
  inStep: 'In step',
  local: 'On this machine',
};

export const sync = {
  state: {
    local: 'On this machine',
    queued: 'Waiting to sync',
    sending: 'Sending…',
    unconfirmed: 'Looking on GitHub',
    synced: 'In step',
    conflict: 'Two versions',
    blocked: 'Needs you',
  } satisfies Record<SyncStateName, string>,
  owes: 'Changed here since',
  now: 'Sync now',
  again: 'Sync again',
  cancel: 'Don’t file it yet',
  notBefore: (time: string) => `Nothing is sent before ${time}.`,
  announce: (title: string, state: string) => `${title}: ${state}`,
  fileNow: 'File it now',
  openIssue: (repo: string, number: number) => `Open ${repo}#${number} on GitHub`,
  continues: (comments: number) => `continues in ${plural(comments, 'comment', 'comments')}`,
};

export const issues = {
  state: { open: 'Open', closed: 'Closed' },
  is: (state: 'open' | 'closed') => state,
  again: 'File it again',
  keepHere: 'Keep it here only',
  gone: 'What becomes of the draft',
  notes: 'Good to know of its issue',
  closeDuplicate: 'Close the other one',
  seen: 'I have seen it',
};

export const secrets = {
  name: 'What looks like a secret',
  where: (section: string | null, line: number) =>
    section === null ? `Line ${line}` : `${section}, line ${line}`,
  mask: 'Mask them',
  allow: 'File it anyway',
  help: 'Masking is an edit like any other: the history keeps what was there.',
};

export const phases: Readonly<Record<Phase, string>> = {
  started: 'started',
  detected: 'detected',
  responded: 'responded',
  mitigated: 'mitigated',
  resolved: 'resolved',
};

export const facts = {
  name: 'Facts',
  repo: 'Repository',
  repoHint: 'OWNER/NAME',
  labels: 'Labels',
  addLabel: 'Add a label',
  removeLabel: (label: string) => `Remove the label ${label}`,
  zone: 'Time zone',
  zoneAssumed: 'The report names no zone, so its bare times are not read. Choose the zone it was written in.',
  phase: {
    started: 'Started',
    detected: 'Detected',
    responded: 'Responded',
    mitigated: 'Mitigated',
    resolved: 'Resolved',
  } satisfies Record<Phase, string>,
  since: (duration: string, phase: Phase) =>
    phase === 'responded' ? `${duration} after detection` : `after ${duration}`,
  before: (duration: string, phase: Phase) =>
    `${duration} before it ${phase === 'responded' ? 'was detected' : 'started'}?`,
  noTimes:
    'Mark entries of the timeline with a phase, and the times to detect, mitigate and resolve show here.',
  actions: 'Action items',
  noActions: 'None yet',
  notFiled: 'not filed',
};

export const draft = {
  title: 'Title',
  preamble: 'Before the first heading',
  menu: 'More about this draft',
  exportAs: { md: 'Export as Markdown', html: 'Export as a page (HTML)', json: 'Export as JSON' },
  archive: 'Archive this draft',
  unarchive: 'Bring this draft back from the archive',
  archived: 'Draft archived: searches still find it',
  unarchived: 'Draft is back in the list',
  remove: 'Remove this draft',
  removed: 'Draft removed',
  restored: 'Draft brought back',
  undo: 'Undo',
  undone: 'Brought back',
  writeAs: (section: string) => `Edit ${section} as Markdown`,
  doneWriting: (section: string) => `Show ${section} as rows`,
  missing: 'This draft is not here any more',
  missingHelp: 'It was removed here or in another window.',
  none: 'Choose a draft on the left',
  noneHelp: 'or begin one: S starts an incident, N a debrief.',
};

export const timeline = {
  name: 'Timeline',
  log: 'What happened',
  logButton: 'Log',
  phase: 'Phase of this line',
  noPhase: 'no phase',
  stamped: (time: string) => `stamped ${time}`,
  keys: [
    ['Enter', 'logs'],
    ['Shift Enter', 'new line'],
    ['!detected', 'marks a phase'],
    ['-2m, 14:05', 'says when it was'],
  ] as const,
  placeholder: 'Type what happened',
  logged: (time: string) => `Logged ${time}`,
  onDisk: 'On disk',
  logging: 'Not on disk yet',
  failed: 'Not logged',
  again: 'Log again',
  empty: 'No entries yet. The first key you type below keeps the moment.',
  undescribed: 'A moment to be described',
  unread:
    'Times like these have more than one meaning (a zone that is not clear, a day that is missing), so they were not made entries. Choose the time zone among the facts, or mend the headings as Markdown.',
  about: (time: string) => `about ${time}`,
  unknownTime: 'time unknown',
  allDay: 'all day',
  edit: (time: string) => `Edit the entry of ${time}`,
  remove: (time: string) => `Remove the entry of ${time}`,
  removed: 'Entry removed',
  editing: {
    time: 'Time',
    until: 'Until',
    howKnown: 'How well the time is known',
    known: {
      exact: 'exactly',
      about: 'about',
      range: 'from … until',
      aboutRange: 'about from … until',
      unknown: 'time unknown',
    },
    endsFirst: 'That is not after the beginning.',
    text: 'Text',
    phase: 'Phase',
    save: 'Save',
    cancel: 'Cancel',
    timeHint: 'As in 09:14, 09:14:30 or 2026-03-01 09:14',
    notATime: 'That is not a time. Write it as 09:14, 09:14:30 or 2026-03-01 09:14.',
    noSuchTime: (zone: string) => `The clocks of ${zone} jump over that time.`,
  },
};

export const stopwatch = {
  start: 'Start the stopwatch',
  elapsed: 'Elapsed',
};

export const actions = {
  kind: {
    process: 'Process improvements',
    documentation: 'Documentation improvements',
    technical: 'Technical improvements',
  } satisfies Record<ActionKind, string>,
  add: (section: string) => `Add to ${section}`,
  addPlaceholder: 'Add an action item',
  edit: (text: string) => `Edit “${text}”`,
  remove: (text: string) => `Remove “${text}”`,
  removed: 'Action item removed',
  file: (text: string) => `File an issue for “${text}”`,
  fileShort: 'File issue',
  text: 'Action item',
  repo: 'Repository of its issue',
  repoHint: 'OWNER/NAME, or nothing for that of the draft',
  save: 'Save',
  cancel: 'Cancel',
};

export const modes = {
  name: 'View',
  write: 'Write',
  split: 'Split',
  preview: 'Preview',
};

export const preview = {
  name: 'Preview',
  empty: 'Nothing to show yet: the preview shows the report as GitHub will.',
  rendering: 'Rendering…',
  failed: 'The preview can’t be shown.',
};

export const saving = {
  saved: (time: string) => `Saved ${time}`,
  idle: 'All saved',
  typing: 'Not saved yet',
  saving: 'Saving…',
  failed: 'Not saved',
  again: 'Try again',
  unsaved: 'What you typed is still here. It is tried again by itself.',
};

export const status = {
  name: 'Status',
  online: 'Online',
  offline: (waiting: number) =>
    waiting === 0 ? 'Offline' : `Offline: ${plural(waiting, 'draft waits', 'drafts wait')}`,
  waiting: (n: number) => `${plural(n, 'draft waits', 'drafts wait')} to sync`,
  needsYou: (n: number) => (n === 1 ? '1 draft needs you' : `${n} drafts need you`),
  syncing: 'Syncing…',
  paused: (time: string) => `GitHub asked for a pause until ${time}`,
  signedOut: 'Account and settings',
  shortcuts: 'Keyboard shortcuts',
};

export const link: Readonly<Record<LinkState, string>> = {
  connecting: 'Connecting…',
  open: '',
  lost: 'Reconnecting… What you type is kept here until then.',
  refused: 'This page is no longer let in. Open the address that Debrief printed when it was started last.',
};

export const settings = {
  title: 'Settings',
  zone: 'Time zone of new drafts',
  zoneHint: (zone: string) => `Empty: that of this machine, ${zone}`,
  repo: 'Repository of new drafts',
  repoHint: 'OWNER/NAME, or nothing; HOST/OWNER/NAME for another server',
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  automatic: 'Keep filed drafts in step by itself while online',
  repost: 'Where looking for the issue of a lost answer finds none',
  reposts: { automatic: 'File it again', ask: 'Ask me' },
  lookAgain: 'Seconds after a lost answer at which the issue is looked for again',
  lookAgainHint: 'Separated by commas',
  notNumbers: 'Write seconds separated by commas, as in 2, 10, 30.',
  clientId: 'Client id for sign-in with a code',
  clientIdHint: 'Of an OAuth app. It is no secret. Empty: sign in with a token.',
  notAClientId: 'That is no client id: copy it from the page of the OAuth app, as in Ov23liAbCdEf12345678.',
  clientIdAbout: 'Where to get one',
  clientIdSteps: [
    'Register an OAuth app on the server that you sign in to, or ask who looks after it for one. Any name and any address will do.',
    'Tick “Enable Device Flow” on its page.',
    'Copy its client id here. Debrief needs no client secret.',
  ],
  registerApp: 'Register an OAuth app on GitHub',
};

export const importing = {
  title: 'Import',
  about:
    'A report in Markdown, a Debrief export (JSON), or an issue on GitHub becomes a draft. Its text stays as it is, byte for byte.',
  file: 'Choose a file',
  issue: 'Issue on GitHub',
  issueHint: 'OWNER/NAME#12 or its address, on whichever server you are signed in to',
  notAnIssue: 'Write it as OWNER/NAME#12, or paste the address of the issue.',
  go: 'Import',
  done: (title: string) => `Imported: ${title}`,
};

export const templates = {
  title: 'New from a template',
  about: 'Any GitHub issue template: Markdown or an issue form.',
  repo: 'Templates of a repository',
  look: 'Look',
  file: 'Choose a file',
  use: (name: string) => `Use ${name}`,
  none: 'There are no templates to be had now.',
};

export const firstRun = {
  title: 'Nothing here yet',
  start: 'starts an incident: a stopwatch that keeps each moment as you type it',
  create: 'begins a debrief from the template',
  importing: 'Import a report that you have already',
  offline: 'It all works without a network and without an account.',
};

export const dialog = { close: 'Close' };

export const problems = {
  lost: 'Debrief’s program did not answer.',
  lostHelp: 'What you typed is still here. It is tried again when the program is back.',
  lostLog: 'The answer was lost. If the line is not in the timeline when Debrief is back, log it again.',
  unknown: (reason: string) => `Something went wrong inside Debrief (${reason}).`,
  unknownHelp: 'What was saved before is safe. Please report it.',
  steps: {
    signIn: 'Sign in',
    repo: 'Choose a repository',
    tokenSettings: 'Open token settings',
    sso: 'Authorise the token',
  },
};
