import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Comment } from '../../app/comments.ts';
import { entryTextOf, isOwnComment, isTaken, takeComments } from '../../app/comments.ts';
import type { Draft } from '../../app/draft.ts';
import { entriesOf } from '../../app/draft.ts';
import { importDraft } from '../../app/import.ts';
import { renderBody } from '../../app/markdown/render.ts';
import { anyMarkdown } from '../support/arbitrary.ts';
import { countingIds } from '../support/ids.ts';

const AT = Date.UTC(2026, 2, 1, 9, 14);
const REPORT = `## Timeline

All times in UTC.

### 2026-03-01 09:00

It began

### 09:30

It ended
`;

function imported(body: string): Draft {
  return importDraft(
    body,
    { title: 'Hub down', zone: 'UTC', zoneGiven: true, fallbackTitle: 'Hub down' },
    { nowMs: AT, newId: countingIds() },
  );
}

function comment(text: string, id = 1, atMs = AT): Comment {
  const url = `https://github.com/acme/ops/issues/5#issuecomment-${id}`;
  return { id, url, author: 'octocat', atMs, text };
}

describe('a comment in the timeline', () => {
  it('keeps the words, and says who wrote them and where', () => {
    expect(entryTextOf(comment('Rolled back to 1.4.2.'))).toBe(
      'Rolled back to 1.4.2.\n\n— [octocat](https://github.com/acme/ops/issues/5#issuecomment-1)',
    );
  });

  it('closes what it left open before it says so', () => {
    expect(entryTextOf(comment('```\nkubectl get pods'))).toBe(
      '```\nkubectl get pods\n```\n\n— [octocat](https://github.com/acme/ops/issues/5#issuecomment-1)',
    );
  });

  it('of an account that is gone is by ghost, as GitHub has it', () => {
    expect(entryTextOf({ ...comment('Hm.'), author: null })).toMatch(/— \[ghost\]/);
  });

  it('takes its place by its time', () => {
    const taken = takeComments(imported(REPORT), [comment('Rollback begins')], countingIds());
    expect(entriesOf(taken).map((each) => each.atMs)).toEqual([
      Date.UTC(2026, 2, 1, 9),
      AT,
      Date.UTC(2026, 2, 1, 9, 30),
    ]);
  });

  it('is taken once, also where the report has come back from GitHub', () => {
    const newId = countingIds();
    const first = takeComments(imported(REPORT), [comment('Rollback begins')], newId);
    const elsewhere = imported(renderBody(first));
    expect(takeComments(first, [comment('Rollback begins')], newId)).toBe(first);
    expect(takeComments(elsewhere, [comment('Rollback begins')], newId)).toBe(elsewhere);
  });

  it('is told from another whose number begins with its own', () => {
    const taken = takeComments(imported(REPORT), [comment('Twelve', 12)], countingIds());
    expect(isTaken(taken, comment('One', 1))).toBe(false);
  });

  it('of Debrief itself is no colleague’s', () => {
    const marker = '<!-- debrief:01890a5d-ac96-774b-bcce-b302099a8057 part 2 -->';
    expect(isOwnComment(`text\n${marker}`)).toBe(true);
    expect(isOwnComment(`text \`${marker}\``)).toBe(false);
  });

  it('is found again whatever it says, and adds one entry and nothing else', () => {
    fc.assert(
      fc.property(anyMarkdown, (text) => {
        const before = imported(REPORT);
        const taken = takeComments(before, [comment(text)], countingIds());
        const back = imported(renderBody(taken));
        expect(isTaken(back, comment(text))).toBe(true);
        expect(entriesOf(back)).toHaveLength(3);
        expect(back.sections.map((each) => each.name)).toEqual(before.sections.map((each) => each.name));
      }),
    );
  });
});
