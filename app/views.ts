/** What crosses the contract: plain values, each with the schema that both ends hold it to. Times are UTC milliseconds. */
import { z } from 'zod';

import { ACTION_KINDS, PHASES } from './draft.ts';
import { isErrorCode } from './errors.ts';
import type { ErrorCode } from './errors.ts';
import { SYNC_STATES } from './sync-states.ts';

const instant = z.number().int().min(-8.64e15).max(8.64e15);

export const errorReport = z.object({
  code: z.custom<ErrorCode>(isErrorCode),
  message: z.string(),
  help: z.string(),
});

/** Of an issue; null where there is none, or GitHub was not asked yet. */
const issueState = z.enum(['open', 'closed']).nullable();
export type IssueState = z.infer<typeof issueState>;

export const issueRef = z.object({ repo: z.string(), number: z.number().int(), url: z.string() });

export const syncView = z.object({
  state: z.enum(SYNC_STATES),
  /** There is something here that GitHub does not have yet. */
  owes: z.boolean(),
  /** Why it waits or can't go on. */
  error: errorReport.nullable(),
  /** Nothing is sent for it before this instant. */
  notBeforeMs: instant.nullable(),
  /** What a person should know of the issue, and has not dismissed. */
  notes: z.array(errorReport),
});
export type SyncView = z.infer<typeof syncView>;

/** How well a moment is known: see `Certainty` in draft.ts. */
export const certainty = z.discriminatedUnion('is', [
  z.object({ is: z.literal('exact') }),
  z.object({ is: z.literal('about') }),
  z.object({ is: z.literal('range'), untilMs: instant, about: z.boolean() }),
  z.object({ is: z.literal('unknown') }),
]);

export const entryView = z.object({
  id: z.string(),
  draft: z.string(),
  atMs: instant,
  certainty,
  text: z.string(),
  phase: z.enum(PHASES).nullable(),
});
export type EntryView = z.infer<typeof entryView>;

/** What was typed for a timeline and is not logged yet. `id`: given by whoever types it. */
export const typedLine = z.object({
  id: z.string().min(1).max(64),
  /** When its first key went down, by the clock of the incident. */
  atMs: instant,
  text: z.string().max(2_000_000),
  phase: z.enum(PHASES).nullable(),
});
export type TypedLine = z.infer<typeof typedLine>;

export const actionView = z.object({
  id: z.string(),
  text: z.string(),
  kind: z.enum(ACTION_KINDS).nullable(),
  repo: z.string().nullable(),
  issue: issueRef.nullable(),
  state: issueState,
});
export type ActionView = z.infer<typeof actionView>;

export const listedAction = actionView.extend({ draft: z.string() });
export type ListedAction = z.infer<typeof listedAction>;

export const sectionView = z.object({
  id: z.string(),
  /** 1 to 6; 0 for what stands before the first heading. */
  level: z.number().int(),
  name: z.string(),
  kind: z.enum(['prose', 'timeline', 'actions']),
  actionKind: z.enum(ACTION_KINDS).nullable(),
  /** All the Markdown under the heading, without blank lines around it. */
  text: z.string(),
  /** For a timeline or an action list: only the Markdown before the first entry or item. */
  intro: z.string(),
  guidance: z.string(),
  entries: z.array(entryView),
  actions: z.array(actionView),
});
export type SectionView = z.infer<typeof sectionView>;

export const draftSummary = z.object({
  id: z.string(),
  title: z.string(),
  repo: z.string().nullable(),
  /** The server it is to be filed on, where that was said; null: that of the default account. */
  host: z.string().nullable(),
  labels: z.array(z.string()),
  zone: z.string(),
  sync: syncView,
  issue: issueRef.nullable(),
  issueState,
  /** How many comments of the issue a long report goes on in. */
  commentCount: z.number().int(),
  createdAtMs: instant,
  updatedAtMs: instant,
  startedAtMs: instant.nullable(),
  endedAtMs: instant.nullable(),
  /** When its timeline begins; null where it has no entry. */
  beganAtMs: instant.nullable(),
  /** When it was put away from the list; null for one in the list. */
  archivedAtMs: instant.nullable(),
  /** It is the example: made up, and never filed. */
  isExample: z.boolean(),
  /** The phase that its timeline reached last. */
  phase: z.enum(PHASES).nullable(),
  /** While its stopwatch runs: what the incident's clock shows beyond the wall clock, in milliseconds. Else 0. */
  clockOffsetMs: z.number(),
  actionCount: z.number().int(),
  actionsFiled: z.number().int(),
  /** Those not known to be closed, whether they have an issue or not. */
  actionsOpen: z.number().int(),
  /** In search results: the passage found, with the words between \u0002 and \u0003. */
  match: z.string().nullable(),
});
export type DraftSummary = z.infer<typeof draftSummary>;

/** `Metric` of app/metrics.ts: how long from one phase to another, in milliseconds. */
const metric = z
  .object({
    fromMs: z.number(),
    untilMs: z.number().nullable(),
    aboutMs: z.number().nullable(),
    isImpossible: z.boolean(),
    entries: z.tuple([z.string(), z.string()]).readonly(),
  })
  .nullable();

/** A picture that a draft names. */
export const pictureView = z.object({
  /** SHA-256 of its bytes, and an ending. */
  name: z.string(),
  /** What describes it; empty where nothing does. */
  words: z.string(),
  /** This machine has it. */
  isHere: z.boolean(),
  /** Where GitHub has it; null: it has not, and in an issue words stand in its place. */
  url: z.string().nullable(),
});
export type PictureView = z.infer<typeof pictureView>;

export const draftView = draftSummary.extend({
  /** `assumed`: the report names no zone for its times, and nobody has chosen one. */
  zoneSource: z.enum(['chosen', 'declared', 'assumed']),
  sections: z.array(sectionView),
  pictures: z.array(pictureView),
  metrics: z.object({ detect: metric, acknowledge: metric, mitigate: metric, resolve: metric }),
});
export type DraftView = z.infer<typeof draftView>;

export const accountView = z.object({
  login: z.string(),
  /** `github.com`, or the host of a GitHub Enterprise Server. */
  host: z.string(),
  /** Where the token is: in the keychain, only in this run's memory, or in the environment (GH_TOKEN). */
  kept: z.enum(['keychain', 'memory', 'environment']),
  /** What the token lacks, what could not be verified, when it expires: worst first, empty where all is well. */
  notes: z.array(errorReport),
});
export type AccountView = z.infer<typeof accountView>;

/** A sign-in with a code that is under way. */
export const deviceSignInView = z.object({
  /** Names it in later calls; says nothing to GitHub. */
  id: z.string(),
  host: z.string(),
  /** What the person enters at `verificationUri`, an address on that host, before `expiresAtMs`. */
  userCode: z.string(),
  verificationUri: z.string(),
  expiresAtMs: instant,
});
export type DeviceSignInView = z.infer<typeof deviceSignInView>;

export const statusView = z.object({
  online: z.boolean(),
  account: accountView.nullable(),
  /** Drafts that wait to be sent. */
  queued: z.number().int(),
  /** Drafts that wait for a person. */
  needsYou: z.number().int(),
  /** GitHub asked for a pause until then. */
  pausedUntilMs: instant.nullable(),
  syncing: z.boolean(),
  /** What a person should know about this start: a restored backup, a keychain that can't be reached. */
  notices: z.array(z.object({ code: z.string(), text: z.string() })),
});
export type StatusView = z.infer<typeof statusView>;

export const syncReport = z.object({
  draft: z.string(),
  /** The action item whose small issue it is about; null for the draft's own issue. */
  item: z.string().nullable(),
  /** The named action of the sync machine: create, update, pull, none, look, wait, stop. */
  action: z.string(),
  reason: z.string(),
  issue: issueRef.nullable(),
  /** How many pictures were put on GitHub for it. */
  pictures: z.number().int(),
  error: errorReport.nullable(),
});
export type SyncReport = z.infer<typeof syncReport>;

/** What differs between two versions of an issue; null where a field stays. */
const versionChange = z.object({
  title: z.string().nullable(),
  lines: z.object({ added: z.number().int(), removed: z.number().int() }).nullable(),
  labels: z.object({ added: z.array(z.string()).readonly(), removed: z.array(z.string()).readonly() }),
  state: z.enum(['open', 'closed']).nullable(),
});

/** What a sync would do for one subject, and what that would cost beyond the one question a repository. */
export const syncPreview = z.object({
  draft: z.string(),
  item: z.string().nullable(),
  action: z.enum(['create', 'update', 'pull', 'merge', 'conflict', 'look', 'wait', 'none', 'blocked']),
  reason: z.string(),
  /** Where it is, or is to be filed. */
  repo: z.string().nullable(),
  /** Its server, where that is known by name; null: that of the default account. */
  host: z.string().nullable(),
  issue: issueRef.nullable(),
  /** What would change on GitHub; in a conflict, what changed here. */
  sends: versionChange.nullable(),
  /** What would change here; in a conflict, what changed on GitHub. */
  takes: versionChange.nullable(),
  /** How many pictures would be put on GitHub first: a read and a write each, at most. */
  pictures: z.number().int(),
  /** Requests, all in all; a read of what has not changed costs nothing of the quota. */
  reads: z.number().int(),
  writes: z.number().int(),
  /** GitHub was asked what it has: else this is what is known here. */
  asked: z.boolean(),
  /** Why it waits or can't go on, or why GitHub was not asked. */
  error: errorReport.nullable(),
});
export type SyncPreview = z.infer<typeof syncPreview>;

/** What `drafts.importLabelled` tells as it goes on. */
export const labelledEvent = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('issue'),
    issue: issueRef,
    title: z.string(),
    /** `here`: there was a draft of it already. `unreadable`: it has what no draft can have. */
    result: z.enum(['imported', 'here', 'unreadable']),
    draft: z.string().nullable(),
    /** Why it is unreadable. */
    error: errorReport.nullable(),
  }),
  /** GitHub asked for a pause: it goes on by itself then. */
  z.object({ is: z.literal('paused'), untilMs: instant }),
]);
export type LabelledEvent = z.infer<typeof labelledEvent>;

/** Something in what would be filed that looks like a secret. Never the secret itself. */
export const secretFinding = z.object({
  /** Names the secret in `maskSecrets` and `allowSecrets`; says nothing about it. */
  id: z.string(),
  /** What it looks like, as in "looks like it holds an AWS key". */
  words: z.string(),
  place: z.enum(['title', 'body']),
  /** From 1, in the title or in the body as it is filed. */
  line: z.number().int(),
  column: z.number().int(),
  /** The heading it lies under, if any. */
  section: z.string().nullable(),
  /** Its masked form. */
  excerpt: z.string(),
});
export type SecretFindingView = z.infer<typeof secretFinding>;

const threeTexts = z.object({ base: z.string(), mine: z.string(), theirs: z.string() });

/** `DraftConflict` of app/conflict.ts, as it crosses: what a person has to choose, and what is merged around it. */
export const conflictView = z.object({
  /** Of what is shown: `resolve` takes choices for this and for nothing else. */
  fingerprint: z.string(),
  issue: issueRef,
  title: threeTexts.nullable(),
  clashes: z.array(
    threeTexts.extend({ path: z.array(z.string()), from: z.number().int(), to: z.number().int() }),
  ),
  merged: z.object({ title: z.string(), body: z.string() }),
});
export type ConflictView = z.infer<typeof conflictView>;

export const revisionView = z.object({
  id: z.string(),
  atMs: instant,
  /** What was about to happen when this version was kept. */
  reason: z.string(),
  title: z.string(),
});
export type RevisionView = z.infer<typeof revisionView>;

/** What was written under a draft's issue. */
export const commentsView = z.object({
  /** New ones go into the timeline by themselves. */
  follows: z.boolean(),
  /** When GitHub was last asked; null if it never was. */
  readAtMs: instant.nullable(),
  /** Oldest first. */
  comments: z.array(
    z.object({
      /** GitHub's number of it. */
      id: z.number().int(),
      url: z.string(),
      /** Login; null where the account is gone. */
      author: z.string().nullable(),
      atMs: instant,
      text: z.string(),
      /** taken: an entry of the timeline has it. dismissed: not for the timeline. */
      state: z.enum(['new', 'taken', 'dismissed']),
    }),
  ),
});
export type CommentsView = z.infer<typeof commentsView>;

/** `Seen` of app/seen.ts, as it crosses: what an editor completes. */
export const seenView = z.object({
  issues: z.array(z.object({ repo: z.string(), number: z.number().int(), title: z.string() })),
  repos: z.array(z.string()),
  people: z.array(z.string()),
});

export const templateView = z.object({
  name: z.string(),
  about: z.string(),
  /** What to give as `template` when making a draft. */
  source: z.string(),
  titlePattern: z.string(),
  labels: z.array(z.string()),
});
export type TemplateView = z.infer<typeof templateView>;

/** What the core tells whoever watches. */
export const coreEvent = z.discriminatedUnion('type', [
  /**
   * A draft was made, changed, filed or removed, here or in another process. `entry`: it was logged here, and nothing else
   * was done to the draft since the last event.
   */
  z.object({ type: z.literal('draft'), id: z.string(), entry: entryView.optional() }),
  /** The status changed: online, account, what waits. */
  z.object({ type: z.literal('status'), status: statusView }),
  /** Settings were changed, in this process. */
  z.object({ type: z.literal('settings') }),
]);
export type CoreEvent = z.infer<typeof coreEvent>;
