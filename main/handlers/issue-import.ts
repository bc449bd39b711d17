/** An issue that exists already, as a draft that is linked to it. */
import { DebriefError } from '../../app/errors.ts';
import type { DraftId } from '../../app/ids.ts';
import { importDraft } from '../../app/import.ts';
import { cutMarker } from '../../app/markdown/parse.ts';
import { keptOf } from '../../app/parts/holding.ts';
import { fromGitHub } from '../../app/pictures.ts';
import type { RepoPlace } from '../../app/places.ts';
import { readPlace } from '../../app/places.ts';
import { NEW_RECORD } from '../../app/sync.ts';
import { errorOf } from '../github/answer.ts';
import type { Parts } from '../parts.ts';
import type { RemoteReport } from '../sync/remote-report.ts';
import { readWhole } from '../sync/remote-report.ts';
import { signedInAt } from './hosts.ts';
import { zoneFor } from './new-draft.ts';

/** What a person said of what they import. */
export interface Taking {
  /** The server, where they named it. */
  readonly host: string | null;
  /** The zone of its times. */
  readonly zone: string | undefined;
}

/** The draft of an issue, and whether it was made just now. */
export interface Taken {
  readonly id: DraftId;
  readonly isNew: boolean;
}

function isKnown(parts: Parts, id: string): boolean {
  try {
    return parts.store.getRecord(id as DraftId).id === id;
  } catch (error) {
    if (error instanceof DebriefError && error.code === 'draft.unknown') return false;
    throw error;
  }
}

/**
 * The draft of an issue as it was just read: the one that is linked to it; the one that it was filed from and whose sync
 * has not found it yet; else a new one, linked to it. A marker of a draft that has another issue was copied with the text.
 * @throws DebriefError labels.invalid and the like, where the issue has what no draft can have
 */
export function takeIn(
  parts: Parts,
  { issue, version, etag, held, updatedAt }: RemoteReport,
  taking: Taking,
): Taken {
  const { store, newId, nowMs } = parts;
  return store.transaction(() => {
    const linked = store.draftOfIssue(issue.url);
    if (linked !== null) return { id: linked, isNew: false };
    const { text, marker } = cutMarker(version.body);
    const origin = marker === null ? null : (marker.draftId as DraftId);
    const isHere = origin !== null && isKnown(parts, origin);
    if (isHere && store.getSync({ kind: 'draft', id: origin }).issue === null)
      return { id: origin, isNew: false };
    const given = {
      title: version.title,
      repo: issue.repo,
      host: taking.host,
      labels: version.labels,
      zone: zoneFor(parts, taking.zone),
      zoneGiven: taking.zone !== undefined,
      fallbackTitle: version.title,
    };
    const markdown = fromGitHub(text, store.pictures.addressOf);
    const draft = importDraft(markdown, given, { nowMs: nowMs(), newId });
    const id = origin === null || isHere ? draft.id : origin;
    store.insertDraft({ ...draft, id });
    store.putSync(
      { kind: 'draft', id },
      {
        ...NEW_RECORD,
        ...{ state: 'synced', issue, base: version, etag },
        parts: keptOf(held, updatedAt, null),
      },
    );
    return { id, isNew: true };
  });
}

/** The repository that was named. @throws DebriefError repo.invalid */
export function placeNamed(repo: string): RepoPlace {
  const place = readPlace(repo);
  if (place === null) throw new DebriefError('repo.invalid', { repo });
  return place;
}

/**
 * An issue as a draft. One that was put aside comes back.
 * @param repo OWNER/NAME, HOST/OWNER/NAME or the address of a repository
 * @throws DebriefError account.*, github.*, repo.invalid
 */
export async function importIssue(
  parts: Parts,
  repo: string,
  number: number,
  zone: string | undefined,
): Promise<DraftId> {
  const place = placeNamed(repo);
  const who = await signedInAt(parts, place.host);
  const answer = await who.issues.read({ repo: place.repo, number, url: '' }, null);
  if (answer.is === 'unchanged') throw new DebriefError('github.unexpected', { status: 304 });
  if (answer.is !== 'told') throw errorOf(answer);
  const whole = await readWhole(answer.value, null, who);
  if (whole.is !== 'told') throw errorOf(whole);
  const { id } = takeIn(parts, whole.value, { host: place.host, zone });
  if (parts.store.getRecord(id).removedAtMs !== null) parts.store.restoreDraft(id);
  parts.changes.tell();
  return id;
}
