import { DebriefError, severityOf } from '../../../app/errors.ts';
import type { DraftSummary, SyncReport } from '../../../app/views.ts';
import { JSON_OPTION } from '../arguments.ts';
import type { Cell } from '../columns.ts';
import { columns } from '../columns.ts';
import { command } from '../command.ts';
import { syncDocument } from '../documents.ts';
import { draftId } from '../draft-options.ts';
import { shortId } from '../draft-rows.ts';
import { EXIT } from '../exit-codes.ts';

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
  const { draft, action, reason, issue, error } = report;
  return [
    {
      text: shortId(
        draft,
        drafts.map((each) => each.id),
      ),
      style: 'cyan',
    },
    action,
    issue === null ? '' : `${issue.repo}#${issue.number}`,
    error === null
      ? reason
      : {
          text: `${error.message} ${error.help}`,
          style: severityOf(error.code) === 'waiting' ? 'yellow' : 'red',
        },
  ];
}

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
    json: JSON_OPTION,
  },
  details: ['Exit code 0: all in step. 3: something still waits to be sent. 4: something needs you.'],
  run: async ({ options, words, session }) => {
    const waitMs = waitFrom(options.wait);
    const ids = words.length === 0 ? {} : { ids: words.map(draftId) };
    const core = await session.core();
    const reports = await core.sync.run({ ...ids, waitMs });
    const drafts = await core.drafts.list({});
    const meant =
      words.length === 0 ? drafts : drafts.filter(({ id }) => reports.some((report) => report.draft === id));
    await session.answer(
      columns(
        reports.map((report) => lineOf(report, drafts)),
        session.coloured,
      ),
      reports.map(syncDocument),
    );
    if (reports.length === 0 && session.watched)
      await session.note('There is nothing to sync: no draft has a repository.');
    return codeOf(reports, meant);
  },
});
