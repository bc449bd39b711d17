import type { Outcome } from '../../app/sync.ts';

/** What an exchange came to: the named action, and why. */
export interface Step {
  readonly action: 'create' | 'look' | 'none' | 'pull' | 'update' | 'merge' | 'stop' | 'close';
  readonly reason: string;
  /** What GitHub said, if it did not do what was asked. */
  readonly outcome: Outcome;
  /** How many pictures were put on GitHub for it. */
  readonly pictures?: number;
}
