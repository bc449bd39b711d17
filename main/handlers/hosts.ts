/** Which server is meant, and the account there. */
import { DebriefError } from '../../app/errors.ts';
import type { DraftId } from '../../app/ids.ts';
import { serverFor } from '../account/server.ts';
import type { Credentials } from '../account/session.ts';
import { notSignedIn } from '../account/session.ts';
import type { Parts } from '../parts.ts';
import type { SignedIn } from '../sync/signed-in.ts';
import { SubjectAccounts } from '../sync/subject-accounts.ts';

/** The host of the web addresses of what is said in a draft: where its issue is, or will be by what is known now. */
export function hostOf(parts: Parts, id: DraftId): string {
  const { store, session } = parts;
  const hostFor = (site: string | null): string | null => session.hostFor(site);
  const site = new SubjectAccounts(store, hostFor).siteOf({ kind: 'draft', id });
  return site ?? hostFor(null) ?? serverFor(undefined, undefined).host;
}

/**
 * The account of a server that was named, or the default one for null.
 * @throws DebriefError account.none, account.noneAt
 */
export async function credentialsAt(parts: Parts, host: string | null): Promise<Credentials> {
  const credentials = await parts.session.credentials(host);
  if (credentials !== null) return credentials;
  const { code, params } = notSignedIn(host);
  throw new DebriefError(code, params);
}

/** The same account, with what it takes to ask there. @throws DebriefError account.none, account.noneAt */
export async function signedInAt(parts: Parts, host: string | null): Promise<SignedIn> {
  const who = await parts.signedIn(host);
  if (who !== null) return who;
  const { code, params } = notSignedIn(host);
  throw new DebriefError(code, params);
}
