/** Every label and message on accounts and sign-in; the others are in words.ts. */
import type { ErrorCode } from '../app/errors.ts';
import type { AccountView } from '../app/views.ts';

export const account = {
  name: 'Account and settings',
  back: 'Back',
  title: 'GitHub accounts',
  why: 'Signing in is needed for one thing only: to file what you wrote. Everything else works without it, and what you write now can be filed later.',
  unknown: 'A token whose account is not known yet',
  isDefault: 'Default',
  defaultHelp:
    'New debriefs are filed with the default account. One that is filed already stays with the account of its own server.',
  environmentFirst: 'While GH_TOKEN is set, its account is the default one.',
  makeDefault: 'Make default',
  madeDefault: (host: string) => `New debriefs are filed on ${host} from now on.`,
  notDefault: (host: string) =>
    `${host} is chosen, but the environment (GH_HOST or DEBRIEF_API_URL) names another server, and that comes first.`,
  /** Follows a button's words, for who can't see beside which account it stands. */
  of: (host: string) => `(${host})`,
  kept: {
    keychain: 'The token is in the keychain of this machine and nowhere else.',
    memory:
      'Signed in for this run only: this machine has no keychain that Debrief can reach, so the token is kept in memory. Everything but sync works without it.',
    environment: 'The token comes from the environment (GH_TOKEN). To sign out, start Debrief without it.',
  } satisfies Record<AccountView['kept'], string>,
  renew: 'Sign in again',
  add: 'Add another account',
  signOut: 'Sign out',
  signedOut: (host: string) => `Signed out of ${host}. The token is gone from this machine.`,
  leaving: {
    title: (host: string) => `Sign out of ${host}?`,
    keeps: 'Your drafts stay here, and so does what waits to be filed: it goes out once you sign in again.',
    removes: 'The token is removed from this machine. On GitHub it stays valid until you delete it there.',
    next: (host: string) => `New debriefs are then filed with your account on ${host}.`,
    stay: 'Stay signed in',
  },
};

export const signIn = {
  first: 'Sign in',
  another: 'Sign in to another account',
  anew: (host: string) => `Sign in to ${host} again`,
  close: 'Not now',
  server: 'Server',
  elsewhere: 'Another server',
  host: 'Host',
  hostHint: 'As in git.example.com, or the address of any of its pages',
  noHost: 'Write which server it is, as in git.example.com.',
  more: 'More',
  apiUrl: 'API address',
  apiUrlHint: 'Only where it is not the usual one of the host',
  way: 'How',
  ways: { code: 'With a code', token: 'With a token' },
  signedIn: (login: string, host: string) => `Signed in to ${host} as ${login}.`,
  code: {
    about: (host: string) =>
      `Debrief shows a code, and you enter it on ${host} in a browser, here or on your phone. There is no token to make or to copy.`,
    reach:
      'GitHub then asks you to let Debrief reach all your repositories (the scope repo): for the issues of private ones there is no smaller one. To allow chosen repositories only, sign in with a token.',
    get: 'Get a code',
    asking: 'Asking for a code…',
    copyStep: 'This is your code',
    copy: 'Copy the code',
    copied: 'Copied',
    notCopied: 'It can’t be copied by itself here. It is selected: copy it with the keyboard.',
    enterStep: 'Enter it on this page, and allow Debrief',
    open: (place: string) => `Open ${place}`,
    waiting: (host: string) => `Waiting for ${host}. You can go on writing meanwhile.`,
    left: (time: string) => `${time} left`,
    ranOut: 'The code has run out.',
    cancel: 'Cancel',
    again: 'Get a new code',
    useToken: 'Sign in with a token',
    checkClient: 'Check the client id',
  },
  codeIs: (code: string, place: string) =>
    `The code is ${code.replace(/(?<=.)(?=.)/g, ' ')}. Enter it at ${place}.`,
  token: {
    make: (host: string) => `Make a fine-grained token on ${host}`,
    makeStep: (isFilledIn: boolean) =>
      isFilledIn ? 'The page opens with the permissions below filled in.' : 'Give it the permissions below.',
    noHost: 'Name the server first, and the link to its page for tokens is here.',
    reachStep: (owner: string | null) =>
      `Under “Resource owner”, choose whose repositories you file in${owner === null ? '' : ` (${owner})`}; under “Repository access”, which of them.`,
    permissionsStep: 'Under “Permissions”, nothing more than this:',
    permissions: [
      { name: 'Issues', level: 'Read and write', why: 'to file, and to keep in step' },
      { name: 'Contents', level: 'Read-only', why: 'for the issue templates of private repositories' },
      { name: 'Metadata', level: 'Read-only', why: 'comes along by itself' },
    ],
    permission: 'Permission',
    level: 'Access',
    reason: 'What for',
    pasteStep: 'Generate it, copy it, and paste it here.',
    classic: 'A classic token instead',
    classicAbout:
      'It needs the scope repo; public_repo does for public repositories only. It reaches every repository that you reach, so a fine-grained one is safer.',
    makeClassic: (host: string) => `Make a classic token on ${host}`,
    label: 'Token',
    hint: 'It is kept in the keychain of this machine, where there is one, and goes no further. This field forgets it at once.',
    go: 'Sign in',
    going: 'Signing in…',
    codeInstead: 'With the client id of an OAuth app you can sign in with a code instead.',
    setClient: 'Set a client id',
  },
  /** Where the table speaks of drafts that wait: here it is a person who does. */
  helpFor: {
    'github.unavailable': 'Try again in a minute.',
    'github.waiting': 'Try again then.',
    'github.unexpected': 'Check the server’s name, then try again.',
    'github.notFound': 'Check the server’s name, then try again.',
    'device.noClient': 'Sign in with a token, or set a client id in the settings below.',
    'device.unknown': 'If the code was entered, the account is in the list by now; else begin again.',
    'link.lost': 'When it is back, see whether the account is in the list; else sign in again.',
  } as Readonly<Partial<Record<ErrorCode | 'link.lost', string>>>,
};
