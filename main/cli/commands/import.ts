import { access } from 'node:fs/promises';

import { DebriefError } from '../../../app/errors.ts';
import type { IssuePlace } from '../../../app/places.ts';
import { isWebAddress, placeText, readIssuePlace } from '../../../app/places.ts';
import type { Values } from '../arguments.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { draftDocument } from '../documents.ts';
import type { DraftFields } from '../draft-options.ts';
import { draftFields, draftOptions } from '../draft-options.ts';
import { importWithLabel, labelOptions, readLabelled } from '../labelled-import.ts';
import type { Session } from '../terminal.ts';
import { readText, STDIN } from '../texts.ts';

/**
 * The issue that was named, unless it is a file that has such a name.
 * @throws DebriefError repo.invalid; input.invalid for a web address that is not an issue's
 */
async function issueNamed(source: string): Promise<IssuePlace | null> {
  if (source === STDIN) return null;
  const isAddress = isWebAddress(source);
  const isFile =
    !isAddress &&
    (await access(source).then(
      () => true,
      () => false,
    ));
  const issue = isFile ? null : readIssuePlace(source);
  if (issue === null && isAddress)
    throw new DebriefError('input.invalid', { reason: `${source} is not the address of an issue` });
  return issue;
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

async function importOne(source: string, fields: DraftFields, session: Session): Promise<void> {
  const issue = await issueNamed(source);
  const input =
    issue === null
      ? { ...(await readSource(source, session)), ...fields }
      : { issue: { repo: placeText(issue), number: issue.number }, ...onlyZone(fields) };
  const core = await session.core();
  const draft = await core.drafts.import(input);
  await session.answer(draft.id, draftDocument(draft));
}

const options = { ...draftOptions, ...labelOptions, json: JSON_OPTION } as const;

async function run(
  given: Values<typeof options>,
  source: string,
  session: Session,
): Promise<number | undefined> {
  const fields = await draftFields(given);
  const labelled = readLabelled(source, given);
  if (labelled !== null) return importWithLabel({ ...labelled, ...onlyZone(fields) }, session);
  await importOne(source, fields, session);
  return undefined;
}

export const importDraft = command({
  name: 'import',
  about: 'Makes a draft from a file or from an issue, and prints its id',
  words: [{ name: 'FILE|-|OWNER/NAME#N|URL', needed: true }],
  options,
  details: [
    'A file is Markdown or what "debrief export --format json" wrote.',
    'With --label, "debrief import OWNER/NAME --label post-mortem" makes a draft of every issue that has it, and passes over those that are here. HOST/OWNER/NAME is for another server than that of the default account.',
  ],
  run: ({ options: given, words: [source = ''], session }) => run(given, source, session),
});
