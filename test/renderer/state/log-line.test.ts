import { describe, expect, it } from 'vitest';

import { readLogLine } from '../../../renderer/state/log-line.ts';

describe('a line of the log field', () => {
  it.each([
    ['Alert fires', 'Alert fires', null],
    ['!detected Alert fires', 'Alert fires', 'detected'],
    ['!det  Alert fires', 'Alert fires', 'detected'],
    ['!DETECTED\nAlert\nfires', 'Alert\nfires', 'detected'],
    ['!resolved', '', 'resolved'],
    ['!re ambiguous', '!re ambiguous', null],
    ['!res too, between resolved and responded', '!res too, between resolved and responded', null],
    ['!important', '!important', null],
    ['!', '!', null],
    ['wait !detected', 'wait !detected', null],
    ['!detected.', '!detected.', null],
    ['  spaces  ', 'spaces', null],
  ])('"%s" reads as "%s" with the phase %s', (typed, text, phase) => {
    expect(readLogLine(typed)).toEqual({ text, phase });
  });
});
