import type { CommentsView } from '../../../app/views.ts';
import { DebriefError } from '../../../app/errors.ts';
import { JSON_OPTION } from '../arguments.ts';
import type { LocalTime } from '../clock.ts';
import { isoTime } from '../clock.ts';
import { command } from '../command.ts';
import { draftId } from '../draft-options.ts';

type CommentView = CommentsView['comments'][number];

const MARKS: Readonly<Record<CommentView['state'], string>> = { new: ' ', taken: '*', dismissed: '-' };

/** One line a comment: its number for --take, what became of it, when, who, and how it begins. */
function commentLine(comment: CommentView, { date, clock }: LocalTime): string {
  const [first = ''] = comment.text.trim().split('\n');
  return `${comment.id}  ${MARKS[comment.state]} ${date} ${clock}  ${comment.author ?? 'ghost'}  ${first}`.trimEnd();
}

function commentDocument({ id, url, author, atMs, text, state }: CommentView): object {
  return { id, url, author, at: isoTime(atMs), text, state };
}

/** The comments meant: "all" those that nobody decided on, or their numbers. @throws DebriefError usage.invalid */
function meant(given: string, known: readonly CommentView[]): number[] {
  if (given === 'all') return known.filter((each) => each.state === 'new').map((each) => each.id);
  const ids = given.split(',').map(Number);
  const unknown = ids.find((id) => !known.some((each) => each.id === id));
  if (unknown !== undefined)
    throw new DebriefError('usage.invalid', {
      reason: `There is no such comment in "${given}": give their numbers, or all`,
    });
  return ids;
}

function isOn(given: string): boolean {
  if (given === 'on' || given === 'off') return given === 'on';
  throw new DebriefError('usage.invalid', { reason: '--follow takes on or off' });
}

export const comments = command({
  name: 'comments',
  about: "Shows what colleagues wrote under a draft's issue, and takes it into the timeline",
  words: [{ name: 'ID', needed: true }],
  options: {
    take: {
      type: 'text',
      value: 'all|N,N',
      about: 'Take these into the timeline, with time, author and link',
    },
    dismiss: { type: 'text', value: 'all|N,N', about: 'These are not for the timeline' },
    follow: {
      type: 'text',
      value: 'on|off',
      about: 'Take new ones in as they come, while the app is open',
    },
    json: JSON_OPTION,
  },
  details: ['Before each line: * is in the timeline, - is not for it. Each comment is taken once.'],
  run: async ({ options, words: [typed = ''], session }) => {
    const id = draftId(typed);
    const core = await session.core();
    if (options.follow !== undefined) await core.comments.follow({ id, follows: isOn(options.follow) });
    let view = await core.comments.refresh({ id });
    if (options.take !== undefined)
      view = await core.comments.take({ id, comments: meant(options.take, view.comments) });
    if (options.dismiss !== undefined)
      view = await core.comments.dismiss({ id, comments: meant(options.dismiss, view.comments) });
    const { localTime } = session.terminal;
    await session.answer(view.comments.map((each) => commentLine(each, localTime(each.atMs))).join('\n'), {
      follows: view.follows,
      comments: view.comments.map(commentDocument),
    });
    if (view.comments.length === 0 && session.watched)
      await session.note('Nobody has commented on this issue yet.');
    return undefined;
  },
});
