/** Random schedules: what people do on both sides of a draft, and all that can go wrong between them. Plain data. */
import fc from 'fast-check';

import type { Fault } from '../../../support/github/faults.ts';

/** What a person does to the draft on this machine. */
const HERE = [
  'write',
  'sentence',
  'log',
  'edit entry',
  'remove entry',
  'title',
  'label',
  'add action',
  'edit action',
  'remove action',
  'file action',
  'cancel',
] as const;
export type HereKind = (typeof HERE)[number];

/** What a colleague does to its issue on GitHub. */
const THERE = ['write', 'sentence', 'log', 'title', 'label', 'close'] as const;
export type ThereKind = (typeof THERE)[number];

/** What can be the matter with the repository or the account until somebody mends it. */
const TROUBLES = ['archived', 'no issues', 'no access', 'token revoked'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** A request without an answer: it was done, or not, or is done when its sender has given it up already. */
const HANGS = ['done', 'not done', 'done late'] as const;
export type Hang = (typeof HANGS)[number];

/** `pick` chooses among what is there: an entry, a word, a label. */
export type Event =
  | { readonly do: 'here'; readonly what: HereKind; readonly pick: number }
  | { readonly do: 'there'; readonly what: ThereKind; readonly pick: number }
  /** While the next request is on its way, or when its answer is. */
  | { readonly do: 'here meanwhile'; readonly what: HereKind; readonly pick: number; readonly sent: boolean }
  /** On a second machine that has the same issue. */
  | { readonly do: 'second'; readonly what: HereKind | 'sync'; readonly pick: number }
  | { readonly do: 'sync' | 'restart' | 'resolve' | 'mend' | 'rename' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'crash'; readonly sent: boolean }
  | { readonly do: 'fault'; readonly fault: Fault; readonly after: number; readonly count: number }
  | { readonly do: 'offline'; readonly requests: number }
  | { readonly do: 'hang'; readonly how: Hang }
  | { readonly do: 'trouble'; readonly what: Trouble }
  | { readonly do: 'lists lag' | 'set clock'; readonly ms: number };

const FAULTS: readonly Fault[] = [
  { kind: 'drop' },
  { kind: 'lose-answer' },
  { kind: 'lose-answer' },
  { kind: 'cut-answer' },
  { kind: 'cut-answer', clean: true },
  { kind: 'empty-answer' },
  { kind: 'clock', aheadMs: 3_600_000 },
  { kind: 'clock', aheadMs: -86_400_000 },
  { kind: 'bad-credentials' },
  { kind: 'missing-permission' },
  { kind: 'saml' },
  { kind: 'labels-refused' },
  { kind: 'primary-limit', resetInMs: 120_000 },
  { kind: 'primary-limit', status: 429 },
  { kind: 'secondary-limit', retryAfterS: 30 },
  { kind: 'secondary-limit', status: 429 },
  { kind: 'secondary-limit' },
  { kind: 'not-found' },
  { kind: 'conflict' },
  { kind: 'issues-disabled' },
  { kind: 'issue-deleted' },
  { kind: 'invalid' },
  { kind: 'spam' },
  { kind: 'legal' },
  { kind: 'server-error', status: 500 },
  { kind: 'server-error', status: 502, acts: true },
  { kind: 'server-error', status: 503, retryAfterS: 20 },
  { kind: 'server-error', status: 504, acts: true },
  { kind: 'portal' },
  { kind: 'portal', acts: true },
  { kind: 'moved' },
  { kind: 'moved', status: 307 },
  { kind: 'moved', to: 'https://elsewhere.invalid/' },
];

const pick = fc.nat(99);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Below the last of the looks for a lost create: longer, and nobody could tell that it was done. */
const LAGS_MS = [1_000, 8_000, 25_000];
const CLOCKS_MS = [0, 2 * MINUTE_MS, -2 * MINUTE_MS, 3 * HOUR_MS, -3 * HOUR_MS, -72 * HOUR_MS];

function weighted<T extends Event>(weight: number, arbitrary: fc.Arbitrary<T>): fc.WeightedArbitrary<Event> {
  return { weight, arbitrary };
}

const only = <D extends Event['do']>(what: D): fc.Arbitrary<{ readonly do: D }> => fc.constant({ do: what });
const here = fc.constantFrom(...HERE);

const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  weighted(18, only('sync')),
  weighted(15, fc.record({ do: fc.constant('here' as const), what: here, pick })),
  weighted(9, fc.record({ do: fc.constant('there' as const), what: fc.constantFrom(...THERE), pick })),
  weighted(
    4,
    fc.record({ do: fc.constant('here meanwhile' as const), what: here, pick, sent: fc.boolean() }),
  ),
  weighted(
    2,
    fc.record({ do: fc.constant('second' as const), what: fc.constantFrom('sync' as const, ...HERE), pick }),
  ),
  weighted(3, only('restart')),
  weighted(2, only('resolve')),
  weighted(1, only('rename')),
  weighted(2, only('mend')),
  weighted(
    3,
    fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(MINUTE_MS, HOUR_MS, 25 * HOUR_MS) }),
  ),
  weighted(3, fc.record({ do: fc.constant('crash' as const), sent: fc.boolean() })),
  weighted(
    15,
    fc.record({
      do: fc.constant('fault' as const),
      fault: fc.constantFrom(...FAULTS),
      after: fc.nat(2),
      count: fc.integer({ min: 1, max: 3 }),
    }),
  ),
  weighted(2, fc.record({ do: fc.constant('offline' as const), requests: fc.integer({ min: 1, max: 4 }) })),
  weighted(3, fc.record({ do: fc.constant('hang' as const), how: fc.constantFrom(...HANGS) })),
  weighted(2, fc.record({ do: fc.constant('trouble' as const), what: fc.constantFrom(...TROUBLES) })),
  weighted(1, fc.record({ do: fc.constant('lists lag' as const), ms: fc.constantFrom(...LAGS_MS) })),
  weighted(1, fc.record({ do: fc.constant('set clock' as const), ms: fc.constantFrom(...CLOCKS_MS) })),
);

/** Schedules of events, likely ones more often. */
export const anySchedule: fc.Arbitrary<readonly Event[]> = fc.array(anyEvent, {
  minLength: 3,
  maxLength: 16,
});
