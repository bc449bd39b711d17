/**
 * Every call between an interface and the core: one contract, whose inputs and outputs are parsed on arrival. It is
 * implemented once, in main/core.ts, and reached over a MessagePort (Electron), a WebSocket (web) or directly (cli).
 *
 * An expected failure crosses as the typed error `DEBRIEF`, whose data is its row of the error table. The token goes in
 * at sign-in and never comes out.
 */
import { eventIterator, oc } from '@orpc/contract';
import type { ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';

import { diagnosisView } from './diagnosis-view.ts';
import { ACTION_KINDS, PHASES } from './draft.ts';
import { insightsView } from './insights-view.ts';
import { settingsTable } from './settings.ts';
import {
  accountView,
  actionView,
  certainty,
  commentsView,
  conflictView,
  coreEvent,
  deviceSignInView,
  draftSummary,
  draftView,
  entryView,
  errorReport,
  labelledEvent,
  listedAction,
  revisionView,
  secretFinding,
  seenView,
  statusView,
  syncPreview,
  syncReport,
  templateView,
  typedLine,
} from './views.ts';

const base = oc.errors({ DEBRIEF: { status: 422, data: errorReport } });

/** The whole id, or a beginning of it that only one has. */
const id = z.string().trim().min(1).max(64);
const byId = z.object({ id });
const instant = z.number().int().min(-8.64e15).max(8.64e15);
/** Far beyond what GitHub takes, so that a long report is kept and explained rather than refused while writing. */
const markdown = z.string().max(2_000_000);
const line = z.string().max(10_000);
/** An export holds pictures, too; as much as crosses every link. */
const exported = z.string().max(16_000_000);
/** Of 10 MB, in base64. */
const pictureData = z.string().min(1).max(14_000_000);
const secretIds = z.array(z.string().max(64)).max(10_000);
const commentIds = z.array(z.number().int()).max(10_000);
const host = z.string().trim().min(1).max(255);
/** Which server to sign in to: that of `account.server` where nothing is said. */
const server = z.object({
  host: z.string().trim().max(255).optional(),
  apiUrl: z.string().max(2000).optional(),
});
const optionalFields = {
  title: line.optional(),
  /** OWNER/NAME, HOST/OWNER/NAME or the address of a repository. */
  repo: line.nullable().optional(),
  zone: z.string().max(64).optional(),
  labels: z.array(z.string().max(200)).max(100).optional(),
};

const side = z.enum(['mine', 'theirs', 'both']);
const choice = z.union([side, z.object({ text: markdown })]);
const take = z.union([
  side,
  z.object({ text: markdown }),
  z.object({
    choices: z.object({ title: choice.nullable(), clashes: z.array(choice).max(100_000) }),
    /** That of the `conflict` which the person was shown. */
    fingerprint: z.string().max(200),
  }),
]);

const settings = z.object({
  zone: settingsTable.zone.schema,
  repo: settingsTable.repo.schema,
  theme: settingsTable.theme.schema,
  'sync.lookAgain': settingsTable['sync.lookAgain'].schema,
  'sync.repost': settingsTable['sync.repost'].schema,
  'sync.automatic': settingsTable['sync.automatic'].schema,
  'pictures.folder': settingsTable['pictures.folder'].schema,
  'desktop.shortcut': settingsTable['desktop.shortcut'].schema,
  'desktop.atLogin': settingsTable['desktop.atLogin'].schema,
  'list.sort': settingsTable['list.sort'].schema,
  'keys.single': settingsTable['keys.single'].schema,
  'keys.own': settingsTable['keys.own'].schema,
  'github.clientId': settingsTable['github.clientId'].schema,
});

export const contract = {
  drafts: {
    /** Newest first; with words, those that contain all of them, best match first. `limit`: no more than so many. */
    list: base
      .input(z.object({ search: line.optional(), limit: z.number().int().positive().optional() }))
      .output(z.array(draftSummary)),
    get: base.input(byId).output(draftView),
    /** `template`: the text of a template with its file name, the name of one of the repository's, or the built-in. */
    create: base
      .input(
        z.object({
          ...optionalFields,
          template: z
            .union([z.object({ source: markdown, fileName: line }), z.object({ name: line })])
            .optional(),
        }),
      )
      .output(draftView),
    /** The example debrief, which explains itself and is never filed: the one that there is, or a new one. */
    example: base.input(z.object({})).output(draftView),
    update: base.input(byId.extend(optionalFields)).output(draftView),
    /** Everything under one heading. `section`: its id. */
    saveSection: base.input(byId.extend({ section: id, text: markdown })).output(draftView),
    /** Put aside, not deleted: `restore` brings it back. */
    remove: base.input(byId).output(z.object({})),
    restore: base.input(byId).output(draftView),
    /** Puts a draft away from the list, or back; it stays in step with its issue, and searches find it. */
    archive: base.input(byId.extend({ archived: z.boolean() })).output(draftView),
    /**
     * md: the body as it is filed, without the marker. source: the same as it is written here, with pictures by their
     * references. html: a page of its own, with its pictures. json: all that `import` needs.
     */
    export: base
      .input(byId.extend({ format: z.enum(['md', 'source', 'html', 'json']) }))
      .output(z.object({ text: z.string() })),
    /** From the text of a file (Markdown or a Debrief JSON export), or from an issue on GitHub. */
    import: base
      .input(
        z.union([
          z.object({ text: exported, fileName: line, ...optionalFields }),
          z.object({
            issue: z.object({ repo: line, number: z.number().int().positive() }),
            zone: optionalFields.zone,
          }),
        ]),
      )
      .output(draftView),
    /**
     * Every issue of a repository that has a label, as drafts that are linked to them, each told of once it is on disk.
     * What is here already is passed over. Whoever stops listening stops it; what was imported stays.
     */
    importLabelled: base
      .input(
        z.object({
          repo: line,
          label: z.string().trim().min(1).max(200),
          state: z.enum(['open', 'closed', 'all']),
          /** At most so many new drafts. */
          limit: z.number().int().positive().optional(),
          zone: optionalFields.zone,
        }),
      )
      .output(eventIterator(labelledEvent)),
    revisions: base.input(byId).output(z.array(revisionView)),
    /** The body of an earlier version. */
    revision: base
      .input(byId.extend({ revision: id }))
      .output(z.object({ title: z.string(), text: z.string() })),
    /** Back to an earlier version; what is there now becomes a version itself. */
    revert: base.input(byId.extend({ revision: id })).output(draftView),
    /** What looks like a secret in a draft, would be filed with it, and was not allowed yet. */
    secrets: base.input(byId).output(z.array(secretFinding)),
    /** Replaces secrets by their masked form, as an edit that `revert` undoes: those named, else all that `secrets` gives. */
    maskSecrets: base.input(byId.extend({ secrets: secretIds.optional() })).output(draftView),
  },
  timeline: {
    /** Starts the stopwatch of a draft, or of a new one. */
    start: base
      .input(z.object({ id: id.optional(), ...optionalFields, atMs: instant.optional() }))
      .output(draftView),
    /** `stampMs`: what this machine's wall clock showed when the key went down. */
    stop: base.input(byId.extend({ stampMs: instant.optional() })).output(draftView),
    /** Where a moment goes if nobody says: the running incident that was last logged into, else the newest draft. */
    current: base.input(z.object({})).output(draftSummary),
    /**
     * Keeps a moment: the answer comes when it is on disk. `atMs`: when it was. `stampMs`, where nobody named a time: what
     * this machine's wall clock showed when the key went down; the clock of the incident may show another time. Without a
     * draft, into the current one.
     */
    log: base
      .input(
        z.object({
          draft: id.optional(),
          atMs: instant.optional(),
          stampMs: instant.optional(),
          certainty: certainty.optional(),
          text: markdown,
          phase: z.enum(PHASES).nullable().optional(),
          /**
           * Names the line: sent again with the same key, after it could not be logged, it becomes no second entry. What
           * `keepTyped` has kept of it is kept no longer once it is an entry.
           */
          key: z.string().min(1).max(64).optional(),
        }),
      )
      .output(entryView),
    /** What was typed for a draft's timeline and is not logged yet, the line that was begun last first. */
    typed: base.input(byId).output(z.array(typedLine)),
    /** Keeps such a line, so that it comes back after a crash. */
    keepTyped: base.input(byId.extend({ line: typedLine })).output(z.object({})),
    /** It was taken back. */
    dropTyped: base.input(byId.extend({ line: id })).output(z.object({})),
    /**
     * Adds entries that were read from pasted lines, all or none of them. `section`: the one that they were made of, as it
     * was read and what stays of it. Answers with them in the order given, and with the version before, for `revert`.
     */
    addAll: base
      .input(
        z.object({
          draft: id,
          entries: z
            .array(
              z.object({
                atMs: instant,
                certainty,
                text: markdown,
                phase: z.enum(PHASES).nullable().optional(),
              }),
            )
            .min(1)
            .max(100_000),
          section: z.object({ id, was: markdown, left: markdown }).optional(),
        }),
      )
      .output(z.object({ entries: z.array(entryView), revision: z.string() })),
    edit: base
      .input(
        z.object({
          draft: id,
          entry: id,
          atMs: instant.optional(),
          certainty: certainty.optional(),
          text: markdown.optional(),
          phase: z.enum(PHASES).nullable().optional(),
        }),
      )
      .output(entryView),
    remove: base.input(z.object({ draft: id, entry: id })).output(entryView),
    /** Brings back an entry that was removed. */
    restore: base.input(z.object({ draft: id, entry: id })).output(entryView),
    /** Removes the entry that was logged last on this machine, of the current draft where none is named. */
    undo: base.input(z.object({ draft: id.optional() })).output(entryView),
    /** Brings back the entry that was removed last. */
    redo: base.input(z.object({ draft: id.optional() })).output(entryView),
  },
  actions: {
    /** Those of all drafts in use, the newest draft first. `open`: only those not known to be closed. */
    list: base.input(z.object({ open: z.boolean().optional() })).output(z.array(listedAction)),
    add: base
      .input(
        z.object({ draft: id, text: line, kind: z.enum(ACTION_KINDS), repo: line.nullable().optional() }),
      )
      .output(actionView),
    edit: base
      .input(z.object({ draft: id, action: id, text: line.optional(), repo: line.nullable().optional() }))
      .output(actionView),
    remove: base.input(z.object({ draft: id, action: id })).output(actionView),
    /** Files a small issue for the item in its repository (that of the draft, unless it has its own). */
    file: base.input(z.object({ draft: id, action: id })).output(actionView),
  },
  insights: {
    /** What all drafts in use say together, of incidents since an instant. `zone`: where days and weeks begin. */
    get: base.input(z.object({ sinceMs: instant.nullable(), zone: z.string().max(64) })).output(insightsView),
  },
  comments: {
    /** What is known of the comments under the draft's issue; asks nobody. */
    list: base.input(byId).output(commentsView),
    /** Asks GitHub for what is new. */
    refresh: base.input(byId).output(commentsView),
    /** Puts comments into the timeline as entries, each once, with time, author and link. */
    take: base.input(byId.extend({ comments: commentIds })).output(commentsView),
    /** Not for the timeline. */
    dismiss: base.input(byId.extend({ comments: commentIds })).output(commentsView),
    /** Whether new ones go into the timeline by themselves, within a minute while online. */
    follow: base.input(byId.extend({ follows: z.boolean() })).output(commentsView),
  },
  pictures: {
    /** Keeps a picture, in base64, for a draft. `markdown`: what shows it there, once it is written into the text. */
    add: base
      .input(byId.extend({ data: pictureData, fileName: line }))
      .output(z.object({ name: z.string(), markdown: z.string() })),
    /** Shows the file of a picture in the system's own view of its folder. */
    reveal: base.input(z.object({ name: z.string().max(100) })).output(z.object({})),
  },
  /** Sections as a whole, each with all that stands under it. Those that are kept keep their ids. */
  sections: {
    rename: base.input(z.object({ draft: id, section: id, name: line })).output(draftView),
    /** Changes places with the section before or after it, of its own depth; nothing changes where there is none. */
    move: base.input(z.object({ draft: id, section: id, to: z.enum(['up', 'down']) })).output(draftView),
    /** A new one behind another, or at the end. Answers with its id. */
    add: base
      .input(z.object({ draft: id, name: line, after: id.optional() }))
      .output(z.object({ draft: draftView, section: z.string() })),
    /** Answers with the version before, for `putBack`. */
    remove: base
      .input(z.object({ draft: id, section: id }))
      .output(z.object({ draft: draftView, revision: z.string() })),
    /** Puts a section back as it was in an earlier version; everything else stays as it is now. */
    putBack: base.input(z.object({ draft: id, section: id, revision: id })).output(draftView),
  },
  references: {
    /** Issues, repositories and people that were seen before, those near the draft first. Asks nobody. */
    seen: base.input(byId).output(seenView),
  },
  templates: {
    /** The built-in one, and those of a repository where it can be reached. */
    list: base.input(z.object({ repo: line.optional() })).output(z.array(templateView)),
  },
  sync: {
    status: base.input(z.object({})).output(statusView),
    /** Asks for drafts to be filed or updated; those with a repository, if none is named. Answers at once. */
    request: base.input(z.object({ ids: z.array(id).optional() })).output(statusView),
    /** The same, and goes on until nothing more can be done now, waiting out pauses for at most `waitMs`. */
    run: base
      .input(z.object({ ids: z.array(id).optional(), waitMs: z.number().int().min(0).max(86_400_000) }))
      .output(z.array(syncReport)),
    /** What `run` would do, as far as can be told now: GitHub is read, and nothing is written, there or here. */
    preview: base.input(z.object({ ids: z.array(id).optional() })).output(z.array(syncPreview)),
    /** A draft that should not be filed after all, as long as nothing was sent. */
    cancel: base.input(byId).output(draftView),
    /** Files a draft anew whose issue was deleted, or is hidden: it is looked for once more before that. */
    refile: base.input(byId).output(draftView),
    /** The draft of an issue that was deleted, or is hidden, is on this machine only from now on. */
    keepHere: base.input(byId).output(draftView),
    /** Asks for the second issue of a draft to be closed with a comment, by the next sync. */
    closeDuplicate: base.input(byId).output(draftView),
    /** The notes of a draft were seen. */
    dismissNotes: base.input(byId).output(draftView),
    /** These secrets of a draft may be filed: the ids of the findings that a person was shown. They are not asked about again. */
    allowSecrets: base.input(byId.extend({ secrets: secretIds })).output(draftView),
    /** What there is to choose in a draft in conflict, and what is merged around it. */
    conflict: base.input(byId).output(conflictView),
    /**
     * Ends a conflict. A word is the choice for every place; `choices` has one for each that `conflict` gave, in its
     * order, and `title` one where the titles clash. `text` is the whole body. What was merged already stays.
     */
    resolve: base.input(byId.extend({ take })).output(draftView),
    /**
     * Takes the last resolve back: the draft says what it said before, and is in conflict again with what GitHub was last
     * seen to hold. Where that leaves nothing to choose, or a write is under way, the earlier text is an edit like any other.
     */
    unresolve: base.input(byId).output(draftView),
  },
  account: {
    /** The default account: new drafts are filed with it. */
    get: base.input(z.object({})).output(accountView.nullable()),
    /** Every account, one a host, the default one first. */
    list: base.input(z.object({})).output(z.array(accountView)),
    /** Makes another account the default one. */
    choose: base.input(z.object({ host })).output(z.array(accountView)),
    /** The server of a sign-in that names none: github.com, unless the environment says another. */
    server: base.input(z.object({})).output(z.object({ host: z.string() })),
    /** Signs in with a token; the account becomes the default one. */
    signIn: base.input(server.extend({ token: z.string().max(1000) })).output(accountView),
    /** Can one sign in with a code here? That takes the client id of an OAuth app. */
    canUseDevice: base.input(z.object({})).output(z.object({ available: z.boolean() })),
    /** Begins a sign-in with a code that the person enters in a browser. One at a time: an earlier one is stopped. */
    startDevice: base.input(server).output(deviceSignInView),
    /** Answers once the code was entered, or fails once it can't be any more. The call may take a quarter of an hour. */
    awaitDevice: base.input(byId).output(accountView),
    cancelDevice: base.input(byId).output(z.object({})),
    /** Without a host the default account. */
    signOut: base.input(z.object({ host: host.optional() })).output(z.object({})),
  },
  settings: {
    get: base.input(z.object({})).output(settings),
    set: base.input(settings.partial()).output(settings),
  },
  diagnosis: {
    /** Looks at all that Debrief needs. `thorough` reads every page of the database: about a second for each 100 MB. */
    examine: base.input(z.object({ thorough: z.boolean() })).output(diagnosisView),
  },
  events: {
    /** Changes as they happen; begins with the status, or with the draft where only one is asked for: then GitHub is not. */
    watch: base.input(z.object({ draft: id.optional() })).output(eventIterator(coreEvent)),
  },
};

/** The core as its callers see it, over whichever link. */
export type CoreClient = ContractRouterClient<typeof contract>;
