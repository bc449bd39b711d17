/** What can go wrong with a token, the keychain, an account or a sign-in. Rows of the error table. */
import type { ErrorWords } from './error-words.ts';
import { failure, note, NOTHING_CHANGED, SAFE, say, usage } from './error-words.ts';

export const accountErrors = {
  'token.invalid': usage(
    (p) => `That is not a GitHub token: ${p['reason']}.`,
    'Copy the token again, in one piece and on one line.',
  ),
  'token.refused': failure(
    (p) => `${p['host']} does not accept this token.`,
    NOTHING_CHANGED,
    'Check that it was copied whole, is of that server, and has not expired; or make a new one.',
  ),
  'token.expired': failure(
    (p) => `The token expired on ${p['on']}.`,
    '',
    'Make a new one and sign in with it.',
  ),
  'token.expires': note(
    (p) =>
      `The token expires on ${p['on']}, ${p['days'] === 0 ? 'within a day' : `in ${p['days']} day${p['days'] === 1 ? '' : 's'}`}.`,
    'Make a new one before that, and sign in with it.',
  ),
  'token.noScope': failure(
    (p) => `The token may not write issues (its scopes: ${p['scopes']}).`,
    '',
    'Give it the scope repo, or public_repo for public repositories only, and sign in again.',
  ),
  'token.publicOnly': note(
    say('The token reaches public repositories only (its scope is public_repo).'),
    'For private ones sign in with a token that has the scope repo.',
  ),
  'token.noRepo': failure(
    (p) => `The token does not see the issues of ${p['repo']}.`,
    '',
    'Give it that repository with the permission Issues: read and write, and sign in again.',
  ),
  'token.unverified': note(
    (p) =>
      p['repo'] === ''
        ? 'GitHub does not tell what this token may do before it is tried.'
        : `The token reads the issues of ${p['repo']}; GitHub does not tell whether it may write them before it is tried.`,
    'It needs the permission Issues: read and write on every repository that you file in.',
  ),
  'keychain.unavailable': failure(
    say('This machine has no keychain that Debrief can reach.'),
    'You are signed in for this run only; everything but sync works without it.',
    'Start a keyring (GNOME Keyring or KWallet), or set GH_TOKEN.',
  ),
  'action.otherHost': usage(
    (p) =>
      `The issue of an action item goes to the server of its debrief, ${p['draftHost']}, and not to ${p['host']}.`,
    'Write its repository as OWNER/NAME.',
  ),
  'account.none': failure(
    say('You are not signed in to GitHub.'),
    'Everything is safe here.',
    'Run "debrief login", or set GH_TOKEN; then sync again.',
  ),
  'account.noneAt': failure(
    (p) => `You are not signed in to ${p['host']}, the server that this belongs to.`,
    SAFE,
    (p) => `Run "debrief login --host ${p['host']}"; then sync again.`,
  ),
  'account.unknown': usage(
    (p) => `You are not signed in to ${p['host']}.`,
    (p) => (p['hosts'] === '' ? 'You are not signed in anywhere.' : `You are signed in to ${p['hosts']}.`),
  ),
  'device.noClient': usage(
    say("This build of Debrief has no client id, so it can't sign in with a code."),
    'Sign in with a token, or give the client id of an OAuth app in DEBRIEF_CLIENT_ID.',
  ),
  'device.expired': failure(
    say('The code ran out before it was entered.'),
    NOTHING_CHANGED,
    'Sign in again for a new one.',
  ),
  'device.denied': failure(
    say('The sign-in was refused on GitHub.'),
    NOTHING_CHANGED,
    'Sign in again, or with a token.',
  ),
  'device.refused': failure(
    (p) => `GitHub does not let Debrief sign in with a code: ${p['reason']}.`,
    NOTHING_CHANGED,
    'Sign in with a token.',
  ),
  'device.cancelled': failure(
    say('The sign-in was stopped.'),
    NOTHING_CHANGED,
    'Sign in again when you like.',
  ),
  'device.unknown': usage(say('No such sign-in is under way.'), 'Begin again for a new code.'),
  'url.insecure': usage(
    (p) => `"${p['url']}" is not an address Debrief sends a token to.`,
    'Use https:, or http: for this machine only (127.0.0.1, ::1 or localhost).',
  ),
} as const satisfies Record<string, ErrorWords>;
