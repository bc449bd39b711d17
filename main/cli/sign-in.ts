/** The two ways in which `debrief login` gets an account: a token that is given, or a code that is entered elsewhere. */
import type { CoreClient } from '../../app/contract.ts';
import { DebriefError } from '../../app/errors.ts';
import type { AccountView } from '../../app/views.ts';
import { askUnseen } from './prompt.ts';
import type { Session } from './terminal.ts';
import { readPart, STDIN } from './texts.ts';

/** Which server, where it is not the usual one. */
export interface ServerOptions {
  readonly host?: string;
  readonly apiUrl?: string;
}

/** A token from standard input. Never an argument: those are in the shell's history and in `ps`. @throws DebriefError token.invalid */
export async function tokenFromInput(session: Session): Promise<string> {
  return onlyToken(await readPart(STDIN, session.terminal.stdin));
}

/**
 * A token typed unseen at the terminal; empty where a code is wanted instead.
 * @throws DebriefError token.invalid; usage.invalid without a terminal
 */
export async function tokenTyped(session: Session, mayUseCode: boolean): Promise<string> {
  const { stdin, stderr } = session.terminal;
  if (!(stdin.isTTY === true && stderr.isTTY === true)) {
    throw new DebriefError('usage.invalid', {
      reason: 'Without a terminal the token is read from standard input: debrief login --with-token',
    });
  }
  const offer = mayUseCode ? 'not shown; press Enter for a code instead' : 'not shown';
  return onlyToken(await askUnseen(`GitHub token (${offer}): `, session.terminal));
}

function onlyToken(typed: string): string {
  const token = typed.replace(/(?:\r?\n)+$/, '');
  if (/[\r\n]/.test(token)) throw new DebriefError('token.invalid', { reason: 'it has more than one line' });
  // Beyond what the contract takes: refused here, so that what is said is about a token.
  if (token.length > 255)
    throw new DebriefError('token.invalid', { reason: 'it is longer than 255 characters' });
  return token;
}

/**
 * Says which code to enter where, and waits until that was done. Ctrl-C ends it with the command.
 * @throws DebriefError device.*, github.*
 */
export async function signInWithCode(
  core: CoreClient,
  server: ServerOptions,
  session: Session,
): Promise<AccountView> {
  const { id, userCode, verificationUri, expiresAtMs } = await core.account.startDevice(server);
  const until = session.terminal.localTime(expiresAtMs).clock;
  await session.tell({
    code: 'device.code',
    text: `Open ${verificationUri} and enter the code ${userCode} before ${until}. Waiting for that; Ctrl-C stops it.`,
  });
  return core.account.awaitDevice({ id });
}
