/** The documents of `--json` as they are promised: exactly these keys, and no others. */
import { z } from 'zod';

const at = z.iso.datetime({ precision: 3 });
const id = z.uuid();

const issue = z.strictObject({ repo: z.string(), number: z.int().positive(), url: z.url() }).nullable();
const issueState = z.enum(['open', 'closed']).nullable();
const error = z.strictObject({ code: z.string(), message: z.string().min(1), help: z.string().min(1) });

export const draft = z.strictObject({
  id,
  title: z.string(),
  repo: z.string().nullable(),
  host: z.string().nullable(),
  labels: z.array(z.string()),
  zone: z.string(),
  sync: z.enum(['local', 'queued', 'sending', 'unconfirmed', 'synced', 'conflict', 'blocked']),
  issue,
  issueState,
  actionsOpen: z.int().nonnegative(),
  createdAt: at,
  updatedAt: at,
});

export const phase = z.enum(['started', 'detected', 'responded', 'mitigated', 'resolved']).nullable();
const certainty = z.discriminatedUnion('is', [
  z.strictObject({ is: z.enum(['exact', 'about', 'unknown']) }),
  z.strictObject({ is: z.literal('range'), until: at, about: z.boolean() }),
]);

export const entry = z.strictObject({ id, draft: id, at, text: z.string(), phase, certainty });

export const action = z.strictObject({
  id,
  text: z.string(),
  kind: z.enum(['process', 'documentation', 'technical']).nullable(),
  repo: z.string().nullable(),
  issue,
  state: issueState,
});

export const listedActions = z.array(action.extend({ draft: id }));

const metric = z
  .strictObject({
    fromMs: z.int(),
    untilMs: z.int().nullable(),
    aboutMs: z.int().nullable(),
    isImpossible: z.boolean(),
    entries: z.tuple([id, id]),
  })
  .nullable();

export const wholeDraft = draft.extend({
  metrics: z.strictObject({ detect: metric, acknowledge: metric, mitigate: metric, resolve: metric }),
  pictures: z.array(
    z.strictObject({
      name: z.string(),
      words: z.string(),
      here: z.boolean(),
      url: z.url().nullable(),
    }),
  ),
  sections: z.array(z.strictObject({ name: z.string(), text: z.string() })),
  entries: z.array(entry),
  actions: z.array(action),
});

export const sync = z.array(
  z.strictObject({
    draft: id,
    item: id.nullable(),
    action: z.string(),
    reason: z.string(),
    issue,
    pictures: z.int().nonnegative(),
    error: error.nullable(),
  }),
);

const change = z
  .strictObject({
    title: z.string().nullable(),
    lines: z.strictObject({ added: z.int(), removed: z.int() }).nullable(),
    labels: z.strictObject({ added: z.array(z.string()), removed: z.array(z.string()) }),
    state: z.enum(['open', 'closed']).nullable(),
  })
  .nullable();

export const preview = z.array(
  z.strictObject({
    draft: id,
    item: id.nullable(),
    action: z.enum(['create', 'update', 'pull', 'merge', 'conflict', 'look', 'wait', 'none', 'blocked']),
    reason: z.string(),
    repo: z.string().nullable(),
    host: z.string().nullable(),
    issue,
    sends: change,
    takes: change,
    pictures: z.int(),
    reads: z.int(),
    writes: z.int(),
    asked: z.boolean(),
    error: error.nullable(),
  }),
);

export const labelled = z.array(
  z.strictObject({
    draft: id.nullable(),
    result: z.enum(['imported', 'here', 'unreadable']),
    issue,
    error: error.nullable(),
  }),
);

const threeTexts = z.strictObject({ base: z.string(), mine: z.string(), theirs: z.string() });

export const conflict = z.strictObject({
  fingerprint: z.string().min(1),
  issue: issue.unwrap(),
  title: threeTexts.nullable(),
  clashes: z.array(threeTexts.extend({ path: z.array(z.string()), from: z.int(), to: z.int() })),
  merged: z.strictObject({ title: z.string(), body: z.string() }),
});

export const status = z.strictObject({
  online: z.boolean(),
  account: z.strictObject({ login: z.string(), host: z.string() }).nullable(),
  queued: z.int().nonnegative(),
  needsYou: z.int().nonnegative(),
});

export const account = z.strictObject({
  login: z.string(),
  host: z.string(),
  kept: z.enum(['keychain', 'memory', 'environment']),
  notes: z.array(error),
});

/** The default account, and all of them. */
export const accounts = account.extend({ accounts: z.array(account) });

/** What goes to standard error. */
export const failure = z.strictObject({ error });
