import { access } from 'node:fs/promises';

import { DebriefError } from '../../../app/errors.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { draftDocument } from '../documents.ts';
import type { DraftFields } from '../draft-options.ts';
import { draftFields, draftOptions } from '../draft-options.ts';
import type { CoreClient } from '../../../app/contract.ts';
import type { IssueAddress } from '../issue-address.ts';
import { isWebAddress, mayHave, readIssueAddress } from '../issue-address.ts';
import type { Session } from '../terminal.ts';
import { readText, STDIN } from '../texts.ts';

/** The issue that was named, unless it is a file that has such a name. */
async function issueNamed(source: string): Promise<IssueAddress | null> {
  const isFile =
    !isWebAddress(source) &&
    (await access(source).then(
      () => true,
      () => false,
    ));
  return source === STDIN || isFile ? null : readIssueAddress(source);
}

async function checkSite(issue: IssueAddress, core: CoreClient): Promise<void> {
  const account = issue.host === null ? null : await core.account.get({});
  if (account === null || mayHave(account.host, issue.host)) return;
  const reason = `the issue is on ${issue.host ?? ''}, and you are signed in to ${account.host}`;
  throw new DebriefError('input.invalid', { reason });
}

function onlyZone(fields: DraftFields): { zone?: string } {
  const { zone, ...others } = fields;
  const extra = Object.keys(others)[0];
  if (extra !== undefined) {
    throw new DebriefError('usage.invalid', {
      reason: `An issue brings its own ${extra}; only --tz can be given with it`,
    });
  }
  return zone === undefined ? {} : { zone };
}

async function readSource(
  source: string,
  session: Session,
): Promise<{ readonly text: string; readonly fileName: string }> {
  const text = await readText(source, session.terminal.stdin);
  return { text, fileName: source === STDIN ? nameOfInput(text) : source };
}

/** What has no name is known by its form: an export is JSON. */
function nameOfInput(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? 'input.json' : '';
  } catch {
    return '';
  }
}

export const importDraft = command({
  name: 'import',
  about: 'Makes a draft from a file or from an issue, and prints its id',
  words: [{ name: 'FILE|-|OWNER/NAME#N|URL', needed: true }],
  options: { ...draftOptions, json: JSON_OPTION },
  details: ['A file is Markdown or what "debrief export --format json" wrote.'],
  run: async ({ options, words: [source = ''], session }) => {
    const fields = await draftFields(options);
    const issue = await issueNamed(source);
    const input =
      issue === null
        ? { ...(await readSource(source, session)), ...fields }
        : { issue: { repo: issue.repo, number: issue.number }, ...onlyZone(fields) };
    const core = await session.core();
    if (issue !== null) await checkSite(issue, core);
    const draft = await core.drafts.import(input);
    await session.answer(draft.id, draftDocument(draft));
    return undefined;
  },
});
