/** The rows of the error table that are about choosing between two versions. */
import type { ErrorWords } from './error-words.ts';
import { failure, say, usage } from './error-words.ts';

export const conflictErrors = {
  'conflict.none': usage(
    say('This draft has no conflict to resolve.'),
    'See "debrief status" for what needs you.',
  ),
  'conflict.changed': failure(
    say('One of the two versions has changed since you were shown them.'),
    'Nothing was changed, and your choices are kept where they still fit.',
    'Look at the places again, then apply them.',
  ),
  'conflict.unresolved': usage(
    say('No conflict of this draft was resolved, so there is nothing to take back.'),
    'Earlier versions are in the history of the draft.',
  ),
} as const satisfies Record<string, ErrorWords>;
