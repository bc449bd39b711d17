/** An account as a person reads it. */
import type { AccountView } from '../../app/views.ts';

const KEPT: Readonly<Record<AccountView['kept'], string>> = {
  keychain: 'the token is in the keychain',
  memory: 'the token is kept for this run only',
  environment: 'the token is that of the environment',
};

/** `octocat (github.com)`; the name can be unknown until GitHub was asked. */
export function accountName({ login, host }: Pick<AccountView, 'login' | 'host'>): string {
  return login === '' ? host : `${login} (${host})`;
}

export function accountLine(account: AccountView): string {
  return `${accountName(account)}, ${KEPT[account.kept]}`;
}
