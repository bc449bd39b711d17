import { describe, expect, it } from 'vitest';

import type { Phase } from '../../app/draft.ts';
import type { HandoverForm } from '../../app/handover.ts';
import { handover } from '../../app/handover.ts';
import type { EntryView, SectionView } from '../../app/views.ts';

function entry(at: string, text: string, phase: Phase | null = null): EntryView {
  return { id: at, draft: 'draft', atMs: Date.parse(at), certainty: { is: 'exact' }, text, phase };
}

function draft(...entries: EntryView[]) {
  const section: SectionView = {
    id: 'section',
    level: 2,
    name: 'Timeline',
    kind: 'timeline',
    actionKind: null,
    text: '',
    intro: '',
    guidance: '',
    entries,
    actions: [],
  };
  return { title: 'Hub <down>', sections: [section] };
}

const night = draft(
  entry('2026-03-01T23:50:00Z', 'Spawner errors at 40 %', 'started'),
  entry('2026-03-01T23:54:00Z', 'See [the board](https://x.example/a?b=1&c=2)'),
  entry('2026-03-02T00:10:00Z', '**Rolled back** to `a<b_c_d>`\n\nAll *fine*', 'mitigated'),
);

describe('a timeline that is handed on', () => {
  it('as Markdown says its zone, and the date where that changes', () => {
    expect(handover(night, { form: 'md', zone: 'Europe/London', last: null })).toBe(`**Hub <down>**

All times in Europe/London (GMT).

**2026-03-01**

- 23:50 **Started:** Spawner errors at 40 %
- 23:54 See [the board](https://x.example/a?b=1&c=2)

**2026-03-02**

- 00:10 **Mitigated:** **Rolled back** to \`a<b_c_d>\`

  All *fine*
`);
  });

  it('as plain text has no marks, but those of code', () => {
    expect(handover(night, { form: 'plain', zone: 'Europe/London', last: 2 })).toBe(`Hub <down>
All times in Europe/London (GMT).

2026-03-01
23:54 See the board (https://x.example/a?b=1&c=2)

2026-03-02
00:10 Mitigated: Rolled back to \`a<b_c_d>\`

  All fine
`);
  });

  it('as chat text has the marks of Slack, and what Slack takes for its own is escaped', () => {
    expect(handover(night, { form: 'chat', zone: 'Europe/London', last: 2 })).toBe(`*Hub &lt;down&gt;*
All times in Europe/London (GMT).

*2026-03-01*
• 23:54 See <https://x.example/a?b=1&amp;c=2|the board>

*2026-03-02*
• 00:10 *Mitigated:* *Rolled back* to \`a&lt;b_c_d&gt;\`

  All _fine_
`);
  });

  it('is in the zone of whoever reads it', () => {
    const tokyo = handover(night, { form: 'plain', zone: 'Asia/Tokyo', last: 1 });
    expect(tokyo).toContain('All times in Asia/Tokyo (JST).\n\n2026-03-02\n09:10 Mitigated:');
  });

  it.each<HandoverForm>(['md', 'plain', 'chat'])(
    'says that a moment is still to be described (%s)',
    (form) => {
      const lap = draft(entry('2026-03-01T23:50:00Z', ''));
      expect(handover(lap, { form, zone: 'UTC', last: null })).toContain('23:50 (to be described)');
    },
  );

  it('leaves names with underscores and stars of arithmetic alone', () => {
    const odd = draft(entry('2026-03-01T23:50:00Z', 'snake_case_name, 2 * 3 * 4, ~~gone~~ and __loud__'));
    expect(handover(odd, { form: 'plain', zone: 'UTC', last: null })).toContain(
      'snake_case_name, 2 * 3 * 4, gone and loud',
    );
    expect(handover(odd, { form: 'chat', zone: 'UTC', last: null })).toContain(
      'snake_case_name, 2 * 3 * 4, ~gone~ and *loud*',
    );
  });
});
