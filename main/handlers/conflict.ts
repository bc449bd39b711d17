/** Conflicts, as a person sees them, ends them, and takes that back. */
import { createHash } from 'node:crypto';

import type { Choices, DraftConflict } from '../../app/conflict.ts';
import { chooseAll, conflictBetween, settle } from '../../app/conflict.ts';
import type { Draft, IssueRef } from '../../app/draft.ts';
import { DebriefError } from '../../app/errors.ts';
import type { DraftId } from '../../app/ids.ts';
import { cutMarker } from '../../app/markdown/parse.ts';
import type { ConflictChoice } from '../../app/merge.ts';
import { mergeBodies, mergeLabels, mergeTitle } from '../../app/merge.ts';
import { fromGitHub } from '../../app/pictures.ts';
import { replaceBody } from '../../app/sections.ts';
import type { SyncRecord, Version } from '../../app/sync.ts';
import { ask, sameVersion } from '../../app/sync.ts';
import type { ConflictView } from '../../app/views.ts';
import type { Parts } from '../parts.ts';
import { versionOfDraft } from '../sync/subjects.ts';

export type Take =
  | 'mine'
  | 'theirs'
  | 'both'
  | { readonly text: string }
  | {
      readonly choices: {
        readonly title: ConflictChoice | null;
        readonly clashes: readonly ConflictChoice[];
      };
      readonly fingerprint: string;
    };

/** A draft in conflict, with its three versions. */
interface Standing {
  readonly draft: Draft;
  readonly record: SyncRecord;
  readonly issue: IssueRef;
  readonly mine: Version;
  readonly base: Version;
  readonly theirs: Version;
  /** Where a part of a long report was deleted on GitHub: the body there, with that part put back. */
  readonly restored: string | null;
}

/** @throws DebriefError conflict.none, draft.unknown */
function standingOf({ store }: Parts, id: DraftId): Standing {
  const draft = store.getDraft(id);
  const record = store.getSync({ kind: 'draft', id });
  const { base, theirs, issue } = record;
  if (record.state !== 'conflict' || base === null || theirs === null || issue === null)
    throw new DebriefError('conflict.none');
  const restored = record.parts?.restored ?? null;
  return {
    draft,
    record,
    issue,
    mine: versionOfDraft(draft, record, store.pictures.addressOf),
    base,
    theirs,
    restored,
  };
}

/** Equal for the same texts on all sides, and for no others. */
function fingerprintOf({ base, mine, theirs, restored }: Standing): string {
  const shown = [...[base, mine, theirs].map(({ title, body }) => [title, body]), restored];
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
}

/** @throws DebriefError conflict.none */
export function viewConflict(parts: Parts, id: DraftId): ConflictView {
  const standing = standingOf(parts, id);
  const { title, clashes, merged } = conflictBetween(
    standing.base,
    standing.mine,
    standing.theirs,
    standing.restored,
  );
  return {
    fingerprint: fingerprintOf(standing),
    issue: standing.issue,
    title,
    clashes: clashes.map((clash) => ({ ...clash, path: [...clash.path] })),
    merged,
  };
}

/** @throws DebriefError conflict.changed */
function choicesOf(
  take: Exclude<Take, { readonly text: string }>,
  standing: Standing,
  conflict: DraftConflict,
): Choices {
  if (typeof take === 'string') return chooseAll(conflict, take);
  const { choices, fingerprint } = take;
  const fits =
    choices.clashes.length === conflict.clashes.length &&
    (choices.title === null) === (conflict.title === null);
  if (!fits || fingerprint !== fingerprintOf(standing)) throw new DebriefError('conflict.changed');
  return choices;
}

/** The version that a person chose. Labels never clash; the state of the issue is GitHub's to say. */
function chosen(take: Take, standing: Standing): Version {
  const { base, mine, theirs, restored } = standing;
  const rest = { labels: mergeLabels(base.labels, mine.labels, theirs.labels), state: theirs.state };
  if (typeof take === 'object' && 'text' in take) return { title: mine.title, body: take.text, ...rest };
  const conflict = conflictBetween(base, mine, theirs, restored);
  return { ...settle(conflict, choicesOf(take, standing, conflict)), ...rest };
}

/** The draft with what it says as an issue replaced. Labels that GitHub does not take stay here. */
function withVersion(parts: Parts, draft: Draft, record: SyncRecord, version: Version): Draft {
  const labels = [...version.labels, ...draft.labels.filter((label) => record.dropped.includes(label))];
  const body = fromGitHub(cutMarker(version.body).text, parts.store.pictures.addressOf);
  return { ...replaceBody(draft, body, parts.newId), title: version.title, labels };
}

/** What it takes to go back to a conflict that was ended. Kept until that is done, or the next conflict is ended. */
interface Resolution {
  readonly base: Version;
  /** What the draft said before, and after. */
  readonly mine: Version;
  readonly chosen: Version;
  /** The other side of a conflict with words that a write of ours went over, and what GitHub held; null for any other. */
  readonly overwritten: { readonly theirs: Version; readonly held: Version } | null;
}

const resolutionKey = (id: DraftId): string => `resolution.${id}`;

/**
 * Ends a conflict: the chosen text is here, what GitHub holds is the base it goes out against. In one transaction.
 * @throws DebriefError conflict.none, conflict.changed, title.tooLong
 */
export function resolveConflict(parts: Parts, id: DraftId, take: Take): void {
  const { store } = parts;
  store.transaction(() => {
    const standing = standingOf(parts, id);
    const { draft, record, base, mine, theirs } = standing;
    const after = withVersion(parts, draft, record, chosen(take, standing));
    const resolved: SyncRecord = {
      ...record,
      ...ask(record, { is: 'resolved' }),
      base: record.held ?? theirs,
      theirs: null,
      parts: record.parts === null ? null : { ...record.parts, restored: null },
      held: null,
      intent: null,
      etag: null,
    };
    const saved = store.saveDraft(draft, after, 'resolve');
    store.putSync({ kind: 'draft', id }, resolved);
    store.setMeta(resolutionKey(id), {
      base,
      mine,
      chosen: versionOfDraft(saved, resolved, store.pictures.addressOf),
      overwritten: record.held === null ? null : { theirs, held: record.held },
    } satisfies Resolution);
  });
}

/** What the draft said before it was resolved, with all that was changed in it since. */
function earlier({ mine, chosen: taken }: Resolution, now: Version): Version {
  const title = mergeTitle(taken.title, mine.title, now.title);
  return {
    title: title.clean ? title.value : mine.title,
    body: mergeBodies(taken.body, mine.body, now.body).text,
    labels: mergeLabels(taken.labels, mine.labels, now.labels),
    state: now.state,
  };
}

/**
 * Takes the end of a conflict back. What was sent meanwhile is then what GitHub holds: the person chooses against that,
 * and nothing of it is overwritten unasked.
 * @throws DebriefError conflict.unresolved, draft.unknown
 */
export function unresolveConflict(parts: Parts, id: DraftId): void {
  const { store } = parts;
  store.transaction(() => {
    const resolution = store.getMeta(resolutionKey(id)) as Resolution | null;
    const draft = store.getDraft(id);
    const record = store.getSync({ kind: 'draft', id });
    const { base: held, issue } = record;
    if (resolution === null || held === null || issue === null || record.state === 'conflict')
      throw new DebriefError('conflict.unresolved');
    const mine = earlier(resolution, versionOfDraft(draft, record, store.pictures.addressOf));
    const { overwritten } = resolution;
    // Nothing was sent since: GitHub does not hold what there is to choose from.
    const isStillLost = overwritten !== null && sameVersion(held, overwritten.held);
    const theirs = isStillLost ? overwritten.theirs : held;
    store.saveDraft(draft, withVersion(parts, draft, record, mine), 'revert');
    store.setMeta(resolutionKey(id), null);
    const { title, clashes } = conflictBetween(resolution.base, mine, theirs, null);
    const row = ask(record, { is: 'unresolved' });
    if ((title === null && clashes.length === 0) || row.state !== 'conflict') return;
    const params = { issue: `${issue.repo}#${issue.number}` };
    store.putSync(
      { kind: 'draft', id },
      {
        ...record,
        ...row,
        base: resolution.base,
        theirs,
        held: isStillLost ? held : null,
        etag: null,
        error: { code: 'github.conflict', params },
      },
    );
  });
}
