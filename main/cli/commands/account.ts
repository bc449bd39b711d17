import { DebriefError } from '../../../app/errors.ts';
import { accountLine } from '../account-words.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { accountDocument } from '../documents.ts';
import { EXIT } from '../exit-codes.ts';
import { failureLine } from '../failures.ts';
import type { Session } from '../terminal.ts';
import { writeTo } from '../terminal.ts';
import { readPart, STDIN } from '../texts.ts';

/** The token, from standard input or typed unseen. Never an argument: those are in the shell's history and in `ps`. */
async function tokenFrom(withToken: boolean, session: Session): Promise<string> {
  const { stdin, stderr } = session.terminal;
  if (!withToken && !(stdin.isTTY === true && stderr.isTTY === true)) {
    throw new DebriefError('usage.invalid', {
      reason: 'Without a terminal the token is read from standard input: debrief login --with-token',
    });
  }
  const { askUnseen } = await import('../prompt.ts');
  const typed = withToken
    ? await readPart(STDIN, stdin)
    : await askUnseen('GitHub token (not shown): ', session.terminal);
  const token = typed.replace(/(?:\r?\n)+$/, '');
  if (/[\r\n]/.test(token)) throw new DebriefError('token.invalid', { reason: 'it has more than one line' });
  // Beyond what the contract takes: refused here, so that what is said is about a token.
  if (token.length > 255)
    throw new DebriefError('token.invalid', { reason: 'it is longer than 255 characters' });
  return token;
}

export const login = command({
  name: 'login',
  about: 'Signs in to GitHub with a token, kept in the keychain of this machine',
  words: [],
  options: {
    'with-token': { type: 'flag', about: 'Read the token from standard input' },
    host: { type: 'text', value: 'HOST', about: 'Another server than github.com (or GH_HOST)' },
    'api-url': { type: 'text', value: 'URL', about: 'Address of its API, where it is unusual' },
    json: JSON_OPTION,
  },
  details: ['A fine-grained token needs read and write access to the issues of the chosen repositories.'],
  run: async ({ options, session }) => {
    const token = await tokenFrom(options['with-token'], session);
    const host = options.host === undefined ? {} : { host: options.host };
    const apiUrl = options['api-url'] === undefined ? {} : { apiUrl: options['api-url'] };
    const core = await session.core();
    const account = await core.account.signIn({ token, ...host, ...apiUrl });
    await session.answer(`Signed in as ${accountLine(account)}.`, accountDocument(account));
    if (account.kept !== 'memory') return undefined;
    // This run ends here, and with it the sign-in: whoever wrote `debrief login && debrief sync` has to know.
    const report = new DebriefError('keychain.unavailable').report;
    await writeTo(session.terminal.stderr, `${failureLine(report, session.json)}\n`);
    return EXIT.failed;
  },
});

export const logout = command({
  name: 'logout',
  about: 'Signs out and removes the token from the keychain',
  words: [],
  options: { json: JSON_OPTION },
  run: async ({ session }) => {
    const core = await session.core();
    await core.account.signOut({});
    await session.answer('Signed out.', {});
    const { GH_TOKEN: token, GITHUB_TOKEN: otherToken } = session.terminal.env;
    if (token || otherToken)
      await session.note(
        `${token ? 'GH_TOKEN' : 'GITHUB_TOKEN'} is still set, and is used as long as it is.`,
      );
    return undefined;
  },
});

export const whoami = command({
  name: 'whoami',
  about: 'Says who is signed in',
  words: [],
  options: { json: JSON_OPTION },
  run: async ({ session }) => {
    const core = await session.core();
    const account = await core.account.get({});
    if (account === null) throw new DebriefError('account.none');
    await session.answer(accountLine(account), accountDocument(account));
    return undefined;
  },
});
