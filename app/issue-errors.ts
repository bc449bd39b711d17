/** Rows of the error table about the issue of a draft: where it is, whether it is there at all, or there twice. */
import type { ErrorWords } from './error-words.ts';
import { failure, note, SAFE, say, usage } from './error-words.ts';

export const issueErrors = {
  'github.issueGone': failure(
    (p) => `The issue ${p['issue']} was deleted on GitHub.`,
    SAFE,
    'File it again as a new issue ("debrief sync ID --again"), or keep the draft here only ("debrief sync ID --keep-here").',
  ),
  'github.issueHidden': failure(
    (p) =>
      `GitHub shows the issue ${p['issue']} no more: it was deleted or moved out of sight, or this token may not see it any more.`,
    SAFE,
    'Check the token, then sync again; or file it again as a new issue ("debrief sync ID --again"), or keep the draft here only ("debrief sync ID --keep-here").',
  ),
  'github.notArrived': failure(
    say(
      'The answer to filing this draft was lost, and looking for the issue again and again has found none.',
    ),
    SAFE,
    'File it now (it is looked for once more before that), or wait: "debrief sync ID".',
  ),
  'github.moved': note(
    (p) => `The ${p['what']} ${p['from']} is ${p['to']} now.`,
    'Debrief has followed it there.',
  ),
  'github.duplicate': note(
    (p) => `GitHub has two issues of this draft: ${p['issue']}, which it is tied to, and ${p['other']}.`,
    'Close the other one with a comment ("debrief sync ID --close-duplicate"), or leave both as they are.',
  ),
  'github.wordsDeleted': note(
    (p) =>
      `Somebody's edit of ${p['issue']} was overwritten from here, which was found on ${p['on']}, and its text has been deleted on GitHub.`,
    (p) => `Ask whoever edited it: the history of ${p['url']} ("edited", next to the author) has the name.`,
  ),
  'issue.notGone': usage(
    say('The issue of this draft is where it was, as far as is known.'),
    'Filing it again or keeping it here only is for a draft whose issue was deleted or is hidden.',
  ),
  'duplicate.none': usage(
    say('No second issue of this draft is known.'),
    'See "debrief show ID" for what is known of its issue.',
  ),
} as const satisfies Record<string, ErrorWords>;
