/** Looks at all that Debrief needs, and says in words what is so and what to do about it. */
import {
  accountFinding,
  accountRefusal,
  clockFinding,
  databaseFinding,
  databaseRefusal,
  diagnosisText,
  folderFinding,
  journalFinding,
  keychainFinding,
  networkFinding,
  noAccountFinding,
  programFinding,
} from '../../app/diagnosis.ts';
import type { DiagnosisView, Finding } from '../../app/diagnosis-view.ts';
import type { DebriefError } from '../../app/errors.ts';
import type { Keychain } from '../account/keychain.ts';
import { KeychainUnavailable, openKeychain, troubleWords } from '../account/keychain.ts';
import type { Server } from '../account/server.ts';
import { serverFor, serverFromEnvironment } from '../account/server.ts';
import { dataFolder } from '../data-folder.ts';
import { errorOf } from '../github/answer.ts';
import type { Parts } from '../parts.ts';
import { DiagnosticLog } from './diagnostic-log.ts';
import type { ServerLook } from './looks.ts';
import { folderFacts, programFacts, serverFacts } from './looks.ts';

/** Lines of the log that go with a diagnosis: some minutes of a bad day. */
const LINES = 60;

type Environment = Readonly<Record<string, string | undefined>>;

const usualServer = (environment: Environment): Server =>
  serverFromEnvironment(environment) ?? serverFor(undefined, undefined);

async function serverFindings(server: Server, look: ServerLook): Promise<readonly Finding[]> {
  const facts = await serverFacts(server.apiUrl, look);
  return [networkFinding(server.host, facts), clockFinding(facts)];
}

/** Asking for what is not there tells as much as asking for a token, and takes none into memory. */
const NOBODY = 'debrief-doctor';

async function lookAtKeychain(keychain: Keychain): Promise<Finding> {
  try {
    await keychain.read(NOBODY);
    return keychainFinding(null);
  } catch (error) {
    if (!(error instanceof KeychainUnavailable)) throw error;
    return keychainFinding(troubleWords[error.trouble]);
  }
}

/** Every account is asked for its login: the server refuses a token that was revoked. */
async function accountFindings({ session }: Parts): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { host, notes } of await session.accounts()) {
    const answer = await session.askAgain(host);
    if (answer === null) continue;
    findings.push(
      answer.is === 'told'
        ? accountFinding(`${answer.value.login} on ${host}`, notes)
        : answer.is === 'notSent'
          ? accountFinding(`an account on ${host}, which could not be asked`, notes)
          : accountRefusal(errorOf(answer).report),
    );
  }
  return findings.length > 0 ? findings : [noAccountFinding()];
}

const withText = (findings: readonly Finding[], log: DiagnosticLog): DiagnosisView => ({
  findings: [...findings],
  text: diagnosisText(findings, log.last(LINES)),
});

/**
 * Looks at everything.
 * @param thorough reads every page of the database too, which takes about a second for each hundred megabytes
 */
export async function examine(parts: Parts, thorough: boolean): Promise<DiagnosisView> {
  const { environment, store, keychain, entryLog, nowMs, log, program } = parts;
  const credentials = await parts.session.credentials();
  const findings = [
    programFinding(program()),
    folderFinding(folderFacts(parts.folder)),
    databaseFinding(store.health(thorough), nowMs()),
    journalFinding(entryLog.waiting()),
    await lookAtKeychain(keychain),
    ...(await serverFindings(credentials?.server ?? usualServer(environment), parts)),
    ...(await accountFindings(parts)),
  ];
  return withText(findings, log);
}

export interface UnopenedOptions {
  readonly environment: Environment;
  /** IANA zone of this machine. */
  readonly zone: string;
  /** By default that of the platform, or the one that DEBRIEF_DATA names. */
  readonly folder?: string;
  readonly keychain?: Keychain;
  readonly fetch?: typeof globalThis.fetch;
  readonly nowMs?: () => number;
}

/** What can be looked at where the store does not open. @param failure why it does not */
export async function examineUnopened(
  options: UnopenedOptions,
  failure: DebriefError,
): Promise<DiagnosisView> {
  const {
    environment,
    zone,
    keychain = openKeychain(),
    fetch = globalThis.fetch,
    nowMs = Date.now,
  } = options;
  const folder = options.folder ?? dataFolder(environment);
  const findings = [
    programFinding(programFacts('command line', zone)),
    folderFinding(folderFacts(folder)),
    databaseRefusal(failure.report),
    await lookAtKeychain(keychain),
    ...(await serverFindings(usualServer(environment), { fetch, nowMs })),
  ];
  return withText(findings, new DiagnosticLog(folder, nowMs));
}
