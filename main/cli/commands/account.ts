import type { CoreClient } from '../../../app/contract.ts';
import { DebriefError } from '../../../app/errors.ts';
import type { AccountView } from '../../../app/views.ts';
import { accountLine } from '../account-words.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { accountDocument, accountsDocument } from '../documents.ts';
import { EXIT } from '../exit-codes.ts';
import { failureLine } from '../failures.ts';
import type { ServerOptions } from '../sign-in.ts';
import type { Session } from '../terminal.ts';
import { writeTo } from '../terminal.ts';

interface Ways {
  readonly 'with-token': boolean;
  readonly 'with-code': boolean;
}

async function signIn(
  ways: Ways,
  server: ServerOptions,
  session: Session,
  core: CoreClient,
): Promise<AccountView> {
  const { signInWithCode, tokenFromInput, tokenTyped } = await import('../sign-in.ts');
  if (ways['with-code']) return signInWithCode(core, server, session);
  const mayUseCode = !ways['with-token'] && (await core.account.canUseDevice({})).available;
  const token = ways['with-token'] ? await tokenFromInput(session) : await tokenTyped(session, mayUseCode);
  if (token === '' && mayUseCode) return signInWithCode(core, server, session);
  return core.account.signIn({ token, ...server });
}

async function tellNotes(accounts: readonly AccountView[], session: Session): Promise<void> {
  for (const { host, notes } of accounts) {
    const of = accounts.length > 1 ? `${host}: ` : '';
    for (const { code, message, help } of notes)
      await session.tell({ code, text: `${of}${message} ${help}` });
  }
}

export const login = command({
  name: 'login',
  about: 'Signs in to GitHub with a token or a code; the token is kept in the keychain of this machine',
  words: [],
  options: {
    'with-token': { type: 'flag', about: 'Read the token from standard input' },
    'with-code': { type: 'flag', about: 'Show a code to enter in a browser, on whichever machine' },
    host: { type: 'text', value: 'HOST', about: 'Another server than github.com (or GH_HOST)' },
    'api-url': { type: 'text', value: 'URL', about: 'Address of its API, where it is unusual' },
    json: JSON_OPTION,
  },
  details: [
    'A fine-grained token needs read and write access to the issues of the chosen repositories.',
    'A code takes the client id of an OAuth app: DEBRIEF_CLIENT_ID, or "debrief config github.clientId ID".',
    'One account a host: the last one signed in is the default, to which new drafts go.',
  ],
  run: async ({ options, session }) => {
    if (options['with-token'] && options['with-code'])
      throw new DebriefError('usage.invalid', { reason: 'Give --with-token or --with-code, not both' });
    const server = {
      ...(options.host === undefined ? {} : { host: options.host }),
      ...(options['api-url'] === undefined ? {} : { apiUrl: options['api-url'] }),
    };
    const account = await signIn(options, server, session, await session.core());
    await session.answer(`Signed in as ${accountLine(account)}.`, accountDocument(account));
    await tellNotes([account], session);
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
  options: {
    host: { type: 'text', value: 'HOST', about: 'Which account; without it the default one' },
    json: JSON_OPTION,
  },
  run: async ({ options, session }) => {
    const core = await session.core();
    await core.account.signOut(options.host === undefined ? {} : { host: options.host });
    await session.answer(options.host === undefined ? 'Signed out.' : `Signed out of ${options.host}.`, {});
    const { env } = session.terminal;
    const set = ['GH_TOKEN', 'GITHUB_TOKEN', 'GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'].find(
      (name) => (env[name] ?? '') !== '',
    );
    if (set !== undefined) await session.note(`${set} is still set, and is used as long as it is.`);
    return undefined;
  },
});

export const whoami = command({
  name: 'whoami',
  about: 'Says who is signed in where, the default account first',
  words: [],
  options: {
    use: { type: 'text', value: 'HOST', about: 'Make the account on that host the default one' },
    json: JSON_OPTION,
  },
  run: async ({ options, session }) => {
    const core = await session.core();
    if (options.use !== undefined) await core.account.choose({ host: options.use });
    // Asks whose the token of the environment is, where that is not known yet.
    const account = await core.account.get({});
    const accounts = await core.account.list({});
    if (account === null && accounts.length === 0) throw new DebriefError('account.none');
    const lines = accounts.map(accountLine).join('\n');
    await session.answer(lines, accountsDocument(account, accounts));
    await tellNotes(accounts, session);
    return undefined;
  },
});
