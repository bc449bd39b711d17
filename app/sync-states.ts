/**
 * What can be said of a draft with regard to GitHub.
 * local: only here. queued: waits to be sent. sending: a write is under way. unconfirmed: the answer to a create was
 * lost; the issue is looked for. synced: both sides agree. conflict: both changed the same words. blocked: a person has
 * to do something first.
 */
export const SYNC_STATES = [
  'local',
  'queued',
  'sending',
  'unconfirmed',
  'synced',
  'conflict',
  'blocked',
] as const;
export type SyncStateName = (typeof SYNC_STATES)[number];
