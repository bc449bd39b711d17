import type { CoreClient } from '../../../app/contract.ts';
import { DebriefError, severityOf } from '../../../app/errors.ts';
import { placeText } from '../../../app/places.ts';
import type { DraftSummary, SyncReport } from '../../../app/views.ts';
import { JSON_OPTION } from '../arguments.ts';
import type { Cell } from '../columns.ts';
import { columns } from '../columns.ts';
import { command } from '../command.ts';
import { previewDocument, syncDocument } from '../documents.ts';
import { draftId } from '../draft-options.ts';
import { shortId } from '../draft-rows.ts';
import { EXIT } from '../exit-codes.ts';
import { secretLine } from '../secret-line.ts';
import { previewCode, previewRows } from '../sync-preview.ts';
import type { Session } from '../terminal.ts';

const DEFAULT_WAIT_S = 120;
const MAX_WAIT_S = 86_400;

function waitFrom(typed: string | undefined): number {
  const seconds = typed === undefined ? DEFAULT_WAIT_S : /^\d+(?:\.\d+)?$/.test(typed) ? Number(typed) : NaN;
  if (!(seconds <= MAX_WAIT_S)) {
    throw new DebriefError('usage.invalid', {
      reason: `"${typed ?? ''}" is not a number of seconds from 0 to ${MAX_WAIT_S}`,
    });
  }
  return Math.round(seconds * 1000);
}

/** Does a person have to do something, or will it go on by itself? */
function codeOf(reports: readonly SyncReport[], drafts: readonly DraftSummary[]): number {
  const errors = reports.flatMap(({ error }) => (error === null ? [] : [severityOf(error.code)]));
  const states = drafts.map(({ sync }) => sync.state);
  if (
    errors.some((severity) => severity !== 'waiting') ||
    states.some((state) => state === 'conflict' || state === 'blocked')
  ) {
    return EXIT.needsYou;
  }
  const waits = states.some((state) => state === 'queued' || state === 'sending' || state === 'unconfirmed');
  return waits || errors.length > 0 ? EXIT.queued : EXIT.ok;
}

function lineOf(report: SyncReport, drafts: readonly DraftSummary[]): readonly Cell[] {
  const { draft, action, reason, issue, pictures, error } = report;
  return [
    {
      text: shortId(
        draft,
        drafts.map((each) => each.id),
      ),
      style: 'cyan',
    },
    action,
    issue === null ? placeOfDraft(draft, drafts) : issue.url,
    error === null
      ? `${reason}${pictures === 0 ? '' : `, ${pictures === 1 ? '1 picture' : `${pictures} pictures`} put on GitHub`}`
      : {
          text: `${error.message} ${error.help}`,
          style: severityOf(error.code) === 'waiting' ? 'yellow' : 'red',
        },
  ];
}

/** Where a draft is to be filed. */
function placeOfDraft(id: string, drafts: readonly DraftSummary[]): string {
  const draft = drafts.find((each) => each.id === id);
  return draft === undefined ? '' : placeText(draft);
}

/** Says what a sync would do. */
async function dryRun(ids: { readonly ids?: string[] }, session: Session): Promise<number> {
  const core = await session.core();
  const previews = await core.sync.preview(ids);
  const drafts = await core.drafts.list({});
  const rows = previews.flatMap((each) => previewRows(each, drafts));
  await session.answerRows(columns(rows, session.coloured), previews.map(previewDocument));
  await tellNothing(previews, session);
  return previewCode(previews);
}

async function tellNothing(rows: readonly unknown[], session: Session): Promise<void> {
  if (rows.length === 0 && session.watched)
    await session.note('There is nothing to sync: no draft has a repository.');
}

/** Allows what looks like a secret in a draft as it is now, and says on standard error what that is. */
async function allowSecrets(core: CoreClient, id: string, session: Session): Promise<void> {
  const found = await core.drafts.secrets({ id });
  if (found.length === 0) return;
  await core.sync.allowSecrets({ id, secrets: found.map((each) => each.id) });
  for (const each of found) await session.note(`Allowed: ${secretLine(each)}`);
}

/** What is asked for drafts one by one, before they are synced. */
const ONE_BY_ONE = [
  { option: 'again', wish: (core: CoreClient, id: string) => core.sync.refile({ id }) },
  { option: 'keep-here', wish: (core: CoreClient, id: string) => core.sync.keepHere({ id }) },
  { option: 'close-duplicate', wish: (core: CoreClient, id: string) => core.sync.closeDuplicate({ id }) },
] as const;

export const sync = command({
  name: 'sync',
  about: 'Files and updates drafts on GitHub: those named, else all that have a repository',
  words: [{ name: 'ID', needed: false, many: true }],
  options: {
    wait: {
      type: 'text',
      value: 'SECONDS',
      about: `Wait out pauses for at most so long; otherwise ${DEFAULT_WAIT_S}`,
    },
    'allow-secrets': {
      type: 'flag',
      about: 'File the drafts that are named with what looks like a secret in them now',
    },
    again: {
      type: 'flag',
      about: 'File the drafts that are named anew, whose issue was deleted or is hidden',
    },
    'keep-here': { type: 'flag', about: 'Keep them on this machine only instead' },
    'close-duplicate': {
      type: 'flag',
      about: 'Close the second issue of the drafts that are named, with a comment',
    },
    'dry-run': { type: 'flag', about: 'Say what it would do and what that would cost; write nothing' },
    json: JSON_OPTION,
  },
  details: [
    'Exit code 0: all in step. 3: something still waits to be sent, or would be done. 4: something needs you.',
  ],
  run: async ({ options, words, session }) => {
    const waitMs = waitFrom(options.wait);
    const ids = words.length === 0 ? {} : { ids: words.map(draftId) };
    if (options['allow-secrets'] && words.length === 0)
      throw new DebriefError('usage.invalid', { reason: 'To file secrets, name the drafts that hold them' });
    const wishes = ONE_BY_ONE.filter(({ option }) => options[option]);
    if (wishes.length > 0 && words.length === 0)
      throw new DebriefError('usage.invalid', {
        reason: `Name the drafts that --${wishes[0]?.option ?? ''} is for`,
      });
    if (options['allow-secrets'] && options['dry-run'])
      throw new DebriefError('usage.invalid', { reason: 'A dry run allows nothing: give one of the two' });
    if (options['dry-run']) return dryRun(ids, session);
    const core = await session.core();
    for (const { wish } of wishes) for (const id of words.map(draftId)) await wish(core, id);
    if (options['keep-here']) {
      await session.answer('', []);
      return undefined;
    }
    if (options['allow-secrets']) for (const id of words.map(draftId)) await allowSecrets(core, id, session);
    const reports = await core.sync.run({ ...ids, waitMs });
    const drafts = await core.drafts.list({});
    const meant =
      words.length === 0 ? drafts : drafts.filter(({ id }) => reports.some((report) => report.draft === id));
    const rows = reports.map((report) => lineOf(report, drafts));
    await session.answerRows(columns(rows, session.coloured), reports.map(syncDocument));
    for (const { sync: known } of meant)
      for (const note of known.notes) await session.note(`${note.message} ${note.help}`);
    await tellNothing(reports, session);
    return codeOf(reports, meant);
  },
});
