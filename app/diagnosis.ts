/** What `debrief doctor` finds of this installation, in words: what is so, and what a person can do about it. */
import type { Finding } from './diagnosis-view.ts';
import { roughDuration } from './durations.ts';
import type { ErrorReport } from './errors.ts';
import type { NotSentReason } from './sync.ts';
import { NOT_SENT } from './sync.ts';

/** Which Debrief runs where. */
export interface ProgramFacts {
  readonly version: string;
  /** `command line`, `web host` or `desktop app`. */
  readonly host: string;
  /** `Node 24.1.0`, with Electron's version where that runs it. */
  readonly runtime: string;
  readonly system: string;
  /** IANA name. */
  readonly zone: string;
}

const well = (about: string, found: string): Finding => ({ about, standing: 'well', found, advice: null });
const notice = (about: string, found: string, advice: string): Finding => ({
  ...{ about, standing: 'notice', found, advice },
});
const trouble = (about: string, found: string, advice: string): Finding => ({
  ...{ about, standing: 'trouble', found, advice },
});

export function programFinding({ version, host, runtime, system, zone }: ProgramFacts): Finding {
  return well('Program', `Debrief ${version}, ${host}, ${runtime}, ${system}, zone ${zone}`);
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `512 bytes`, `4.2 MB`, `76 GB`: powers of a thousand, two digits where there are few. */
export function sizeWords(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const amount = bytes / 1000 ** power;
  return `${power > 0 && amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[power] ?? ''}`;
}

/** With less, a day of incidents and the backup of a database that is not small could fill the disk. */
const LITTLE_SPACE = 200_000_000;

export interface FolderFacts {
  readonly folder: string;
  /** The system's word for why it can't be written; null where it can. */
  readonly refusal: string | null;
  /** Null where the system does not tell. */
  readonly freeBytes: number | null;
}

export function folderFinding({ folder, refusal, freeBytes }: FolderFacts): Finding {
  const about = 'Data folder';
  if (refusal !== null)
    return trouble(
      about,
      `${folder} can't be written (${refusal}).`,
      'Give yourself the right to write there, or name another folder in DEBRIEF_DATA.',
    );
  const free = freeBytes === null ? '' : `, ${sizeWords(freeBytes)} free`;
  const found = `${folder} can be written${free}.`;
  return freeBytes !== null && freeBytes < LITTLE_SPACE
    ? notice(about, found, 'Make space on this disk: what is logged needs some.')
    : well(about, found);
}

export interface DatabaseFacts {
  /** Null: it was not looked at now. */
  readonly isSound: boolean | null;
  /** UTC milliseconds at which it was last found sound; null for never. */
  readonly soundAtMs: number | null;
  readonly bytes: number;
  readonly drafts: number;
  /** UTC milliseconds; null for none. */
  readonly backupAtMs: number | null;
}

const ago = (atMs: number, nowMs: number): string => `${roughDuration(Math.max(0, nowMs - atMs))} ago`;

export function databaseFinding(facts: DatabaseFacts, nowMs: number): Finding {
  const { isSound, soundAtMs, bytes, drafts, backupAtMs } = facts;
  const about = 'Database';
  if (isSound === false)
    return trouble(
      about,
      'It is damaged.',
      'Close every Debrief and start it again: what can be read is saved, and a backup restored where that is better.',
    );
  const checked =
    isSound === true ? 'sound' : soundAtMs === null ? 'not checked yet' : `sound ${ago(soundAtMs, nowMs)}`;
  const backup = backupAtMs === null ? 'no backup yet' : `last backup ${ago(backupAtMs, nowMs)}`;
  const count = drafts === 1 ? '1 draft' : `${drafts} drafts`;
  return well(about, `${count}, ${sizeWords(bytes)}, ${checked}, ${backup}.`);
}

/** A database that could not be opened. */
export function databaseRefusal({ message, help }: ErrorReport): Finding {
  return trouble('Database', message, help);
}

/** @param waiting how many entries wait in the journal to come into their drafts */
export function journalFinding(waiting: number): Finding {
  const about = 'Journal';
  if (waiting === 0) return well(about, 'No entry waits outside of the database.');
  const count = waiting === 1 ? '1 entry is' : `${waiting} entries are`;
  return notice(
    about,
    `${count} safe on disk, and not in the database yet.`,
    'They come in by themselves once the database can be written.',
  );
}

/** @param trouble what a person is told of a keychain that can't be used; null where it can */
export function keychainFinding(words: string | null): Finding {
  const about = 'Keychain';
  return words === null
    ? well(about, 'The keychain of this machine answers.')
    : notice(about, words, 'Until then, GH_TOKEN in the environment signs in as well.');
}

/** What came of a question to a server. */
export type ServerFacts =
  | {
      readonly is: 'answered';
      /** How far this machine's clock is ahead of the server's, in milliseconds, within a second; null where it did not say. */
      readonly aheadMs: number | null;
      readonly tookMs: number;
    }
  | { readonly is: 'silent'; readonly why: NotSentReason | null };

const HINTS: Readonly<Record<NotSentReason, string>> = {
  offline: 'Check the network of this machine.',
  refused: 'Check the address of the server, and whether a proxy or firewall stands between.',
  name: 'Check the network and its name server, and the address of the server.',
  tls: "If your company has a certificate authority of its own, add it to the system's store, which the installed app reads; where Debrief runs on Node, name its file in NODE_EXTRA_CA_CERTS.",
  portal: 'Open a page in the browser and sign in to this network.',
};
const MEANWHILE = 'Everything but sync works meanwhile.';

/** @param host of the server, as people know it */
export function networkFinding(host: string, facts: ServerFacts): Finding {
  const about = 'Network';
  if (facts.is === 'answered') return well(about, `${host} answers, after ${Math.round(facts.tookMs)} ms.`);
  if (facts.why === null)
    return notice(about, `${host} gave no answer.`, `Check the network of this machine. ${MEANWHILE}`);
  return notice(
    about,
    `${host} can't be reached: ${NOT_SENT[facts.why]}.`,
    `${HINTS[facts.why]} ${MEANWHILE}`,
  );
}

/** Beyond it, entries of two machines come out in an order that nobody saw. */
const CLOCK_IS_OFF_MS = 30_000;

/** @param facts null where no server could be asked */
export function clockFinding(facts: ServerFacts): Finding {
  const about = 'Clock';
  if (facts.is !== 'answered' || facts.aheadMs === null)
    return well(about, 'Not compared: no server told the time.');
  const off = Math.abs(facts.aheadMs);
  if (off < CLOCK_IS_OFF_MS) return well(about, 'Right, as far as the server can tell.');
  const way = facts.aheadMs > 0 ? 'ahead of' : 'behind';
  return notice(
    about,
    `This machine's clock is ${roughDuration(off)} ${way} the server's.`,
    'Have the system set it by the network. Entries carry the time of this clock, and can be moved afterwards.',
  );
}

/** @param notes what a person should know of the token, worst first */
export function accountFinding(name: string, notes: readonly ErrorReport[]): Finding {
  const about = 'Account';
  const [worst] = notes;
  return worst === undefined
    ? well(about, `Signed in as ${name}.`)
    : notice(about, `Signed in as ${name}. ${worst.message}`, worst.help);
}

export function noAccountFinding(): Finding {
  return notice(
    'Account',
    'Nobody is signed in.',
    'Sign in when a draft is to be filed: debrief login, or in the settings. Writing needs no account.',
  );
}

/** The server refused the token, or did not say whose it is. */
export function accountRefusal({ message, help }: ErrorReport): Finding {
  return trouble('Account', message, help);
}

const SIGNS: Readonly<Record<Finding['standing'], string>> = {
  well: 'ok',
  notice: 'notice',
  trouble: 'TROUBLE',
};

/** A sign for a standing, in letters. */
export const signOf = ({ standing }: Finding): string => SIGNS[standing];

/**
 * The findings as Markdown, with lines of the diagnostic log below.
 * @param lines the newest ones, as they are in the log
 */
export function diagnosisText(findings: readonly Finding[], lines: readonly string[]): string {
  const rows = findings.map(
    (each) =>
      `- **${each.about}**: ${signOf(each)}. ${each.found}${each.advice === null ? '' : ` ${each.advice}`}`,
  );
  const log = lines.length === 0 ? 'Nothing yet.' : ['```json', ...lines, '```'].join('\n');
  return `# Diagnosis of Debrief\n\n${rows.join('\n')}\n\n## The end of the diagnostic log\n\n${log}\n`;
}
