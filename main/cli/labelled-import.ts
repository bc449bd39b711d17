/** `debrief import OWNER/NAME --label post-mortem`: every issue with a label becomes a draft. */
import { placeText, readPlace } from '../../app/places.ts';
import { DebriefError } from '../../app/errors.ts';
import type { LabelledEvent } from '../../app/views.ts';
import type { Values } from './arguments.ts';
import type { Cell } from './columns.ts';
import { columns } from './columns.ts';
import { labelledDocument } from './documents.ts';
import { EXIT } from './exit-codes.ts';
import type { Session } from './terminal.ts';

const STATES = ['all', 'open', 'closed'] as const;

export const labelOptions = {
  label: { type: 'text', value: 'LABEL', about: 'Import every issue of OWNER/NAME that has this label' },
  state: { type: 'text', value: 'all|open|closed', about: 'With --label: which of them; otherwise all' },
  limit: {
    type: 'text',
    value: 'N',
    about: 'With --label: at most so many new drafts, the newest issues first',
  },
} as const;

interface Labelled {
  readonly repo: string;
  readonly label: string;
  readonly state: (typeof STATES)[number];
  readonly limit?: number;
  readonly zone?: string;
}

function usage(reason: string): DebriefError {
  return new DebriefError('usage.invalid', { reason });
}

function stateOf(typed: string): (typeof STATES)[number] {
  const found = STATES.find((state) => state === typed.toLowerCase());
  if (found === undefined) throw usage(`There is no state "${typed}": choose all, open or closed`);
  return found;
}

function limitOf(typed: string): number {
  const limit = /^\d+$/.test(typed) ? Number(typed) : 0;
  if (limit < 1 || !Number.isSafeInteger(limit))
    throw usage(`"${typed}" is not a number of drafts from 1 on`);
  return limit;
}

/** What was asked for; null where no label was given. @throws DebriefError usage.invalid, repo.invalid */
export function readLabelled(source: string, given: Values<typeof labelOptions>): Labelled | null {
  const { label, state, limit } = given;
  if (label === undefined) {
    if (state !== undefined || limit !== undefined)
      throw usage('The options --state and --limit need --label');
    return null;
  }
  const place = readPlace(source);
  if (place === null || label.trim() === '')
    throw usage('Give the repository, and the label that its issues have');
  return {
    repo: placeText(place),
    label,
    state: stateOf(state ?? 'all'),
    ...(limit === undefined ? {} : { limit: limitOf(limit) }),
  };
}

type TakenIssue = Extract<LabelledEvent, { is: 'issue' }>;

const WORDS: Readonly<Record<TakenIssue['result'], Cell>> = {
  imported: { text: 'imported', style: 'green' },
  here: { text: 'already here', style: 'dim' },
  unreadable: { text: 'not readable', style: 'red' },
};

function lineOf({ issue, title, result, draft, error }: TakenIssue, coloured: boolean): string {
  const what = error === null ? title : `${error.message} ${error.help}`;
  return columns([[WORDS[result], draft ?? '', issue.url, what]], coloured);
}

/** `3 imported, 1 already here` */
function summaryOf(taken: readonly TakenIssue[], { repo, label }: Labelled): string {
  if (taken.length === 0) return `No issue of ${repo} has the label "${label}".`;
  const count = (result: TakenIssue['result']): number =>
    taken.filter((each) => each.result === result).length;
  const unreadable = count('unreadable');
  const rest = unreadable === 0 ? '' : `, ${unreadable} not readable`;
  return `${count('imported')} imported, ${count('here')} already here${rest}.`;
}

/**
 * Imports them, one line each as they come; with --json one document at the end, also where it broke off.
 * @throws DebriefError account.*, github.*
 */
export async function importWithLabel(request: Labelled, session: Session): Promise<number> {
  const core = await session.core();
  const taken: TakenIssue[] = [];
  let ended = false;
  try {
    for await (const event of await core.drafts.importLabelled(request)) {
      if (event.is === 'paused') {
        const until = session.terminal.localTime(event.untilMs).clock;
        await session.note(
          `GitHub asks for a pause until ${until}. It goes on then; Ctrl-C stops it, and what is here stays.`,
        );
        continue;
      }
      taken.push(event);
      if (!session.json) await session.write(`${lineOf(event, session.coloured)}\n`);
    }
    ended = true;
  } finally {
    await session.answerRows('', taken.map(labelledDocument));
    if (ended || taken.length > 0) await session.note(summaryOf(taken, request));
  }
  return taken.some((each) => each.result === 'unreadable') ? EXIT.failed : EXIT.ok;
}
