/**
 * Closing the second issue of a draft, because a person asked for it: a comment that says why, then the state. How far it
 * is stands on disk before each request; a comment whose answer was lost is looked for before it is sent again.
 */
import type { IssueRef } from '../../app/draft.ts';
import type { Note, Outcome, SyncRecord } from '../../app/sync.ts';
import { addNote, isSameNote } from '../../app/sync.ts';
import type { Answer } from '../github/answer.ts';
import { hasLine } from '../github/issues.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import type { Store } from '../store/store.ts';
import { NotOurTurn } from './not-our-turn.ts';
import type { SignedIn } from './signed-in.ts';
import type { Step } from './step.ts';

export interface ClosingOptions extends Pick<SignedIn, 'issues' | 'comments'> {
  readonly store: Store;
  readonly turn: () => Promise<void>;
  readonly claim: () => boolean;
}

/** The second issue of a draft, if it is known and a person did not wave it off. */
export function doubleOf({ notes }: Pick<SyncRecord, 'notes'>): Note | null {
  return notes.find((each) => each.code === 'github.duplicate' && !each.isDismissed) ?? null;
}

/** The second issue of a draft that a person asked to be closed; null if there is none. */
export function closingOf({ notes }: Pick<SyncRecord, 'notes'>): Note | null {
  return notes.find((each) => each.closing !== null) ?? null;
}

/** The notes with one changed; without it where it is null. */
export function changeNote(record: SyncRecord, note: Note, change: Partial<Note> | null): SyncRecord {
  const notes = record.notes.flatMap((each) => {
    if (!isSameNote(each, note)) return [each];
    return change === null ? [] : [{ ...each, ...change }];
  });
  return { ...record, notes };
}

const REASON = 'a second issue of one draft, which a person asked to be closed';

/** Goes on with the closing from where it is. @throws NotOurTurn */
export async function closeDouble(options: ClosingOptions, subject: SyncSubject): Promise<Step> {
  const { store, issues } = options;
  const note = closingOf(store.getSync(subject));
  if (note === null) return { action: 'none', reason: REASON, outcome: { is: 'inStep' } };
  const step = (outcome: Outcome): Step => ({ action: 'close', reason: REASON, outcome });
  const change = (to: Partial<Note> | null): void => {
    store.updateSync(subject, (record) => changeNote(record, note, to));
  };
  const other = refOf(String(note.params['other']));
  const there = await issues.read(other, null);
  const isGone = there.is === 'refused' && ['github.notFound', 'github.issueGone'].includes(there.error.code);
  if (isGone || (there.is === 'told' && there.value.version.state === 'closed')) {
    change(null);
    return step({ is: 'inStep' });
  }
  if (there.is !== 'told') return step(there.is === 'unchanged' ? { is: 'inStep' } : there);
  const said = await comment(options, subject, note, other);
  if (said.is !== 'told') return step(refusedTo(store, subject, note, said));
  await options.turn();
  if (!store.transaction(() => options.claim())) throw new NotOurTurn();
  const closed = await issues.closeAsDuplicate(other);
  if (closed.is !== 'told') return step(refusedTo(store, subject, note, closed));
  change(null);
  return step({ is: 'inStep' });
}

/** Says under the issue why it is closed, once. */
async function comment(
  options: ClosingOptions,
  subject: SyncSubject,
  note: Note,
  other: IssueRef,
): Promise<Answer<null>> {
  const { store, comments, turn, claim } = options;
  const progress = (closing: Note['closing']): void => {
    store.updateSync(subject, (record) => changeNote(record, note, { closing }));
  };
  const done: Answer<null> = { is: 'told', value: null };
  if (note.closing === 'commented') return done;
  const mark = `<!-- debrief-duplicate:${subject.id} -->`;
  if (note.closing === 'commenting') {
    const listed = await comments.list(other);
    if (listed.is !== 'told') return listed;
    if (listed.value.some(({ body }) => hasLine(body, mark))) {
      progress('commented');
      return done;
    }
  }
  await turn();
  store.transaction(() => {
    if (!claim()) throw new NotOurTurn();
    progress('commenting');
  });
  const answer = await comments.create(other, `${wordsFor(note, other)}\n\n${mark}`);
  if (answer.is === 'told') progress('commented');
  // Nothing can have arrived: the next time it needs no looking for.
  else if (answer.is !== 'unknown') progress('asked');
  return answer.is === 'told' ? done : answer;
}

/** The first line is GitHub's own form: it ties the two issues together there. */
function wordsFor(note: Note, other: IssueRef): string {
  const issue = refOf(String(note.params['issue']));
  const name = issue.repo.toLowerCase() === other.repo.toLowerCase() ? '' : issue.repo;
  return `Duplicate of ${name}#${issue.number}\n\nBoth issues are of one report: the answer to filing the first one was lost. The other one goes on.`;
}

/** What GitHub refuses is said, and not tried again until a person asks again. */
function refusedTo(store: Store, subject: SyncSubject, note: Note, outcome: Outcome): Outcome {
  if (outcome.is === 'refused') {
    store.updateSync(subject, (record) => {
      const open = changeNote(record, note, { closing: null });
      return { ...open, notes: addNote(open.notes, outcome.error) };
    });
  }
  return outcome;
}

/** An issue from OWNER/NAME#NUMBER. */
function refOf(name: string): IssueRef {
  const [repo = '', number = ''] = name.split('#');
  return { repo, number: Number(number), url: '' };
}
