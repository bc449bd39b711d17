/** What is filed: drafts, and the small issues of action items. How each looks as an issue. */
import type { ActionItem, Draft } from '../../app/draft.ts';
import { cutMarker, markerOf } from '../../app/markdown/parse.ts';
import { renderFiled, renderWithMarker } from '../../app/markdown/render.ts';
import { MAX_REPORT } from '../../app/parts.ts';
import { lengthOf } from '../../app/parts/cut.ts';
import type { PictureName } from '../../app/pictures.ts';
import { toGitHub } from '../../app/pictures.ts';
import type { KeptError, SyncRecord, Version } from '../../app/sync.ts';

/** The labels of a draft that the account may set there. */
function labelsToSend(draft: Draft, record: SyncRecord): readonly string[] {
  const dropped = new Set(record.dropped.map((label) => label.toLowerCase()));
  return draft.labels.filter((label) => !dropped.has(label.toLowerCase()));
}

/** Where GitHub has a picture; null where it has not. */
export type AddressOf = (name: PictureName) => string | null;

/** The draft as an issue: for one that is linked, with the marker that the issue has already. */
export function versionOfDraft(draft: Draft, record: SyncRecord, addressOf: AddressOf): Version {
  const { base } = record;
  const body = base === null ? renderFiled(draft) : renderWithMarker(draft, cutMarker(base.body).marker);
  return {
    title: draft.title,
    body: toGitHub(body, addressOf),
    labels: labelsToSend(draft, record),
    state: base?.state ?? 'open',
  };
}

/** The small issue of an action item, with a link back to the post-mortem where it has been filed. */
export function versionOfAction(item: ActionItem, draft: Draft, draftRecord: SyncRecord): Version {
  const title = item.text.replace(/\s+/g, ' ').trim();
  const source = draftRecord.issue === null ? draft.title : `[${draft.title}](${draftRecord.issue.url})`;
  return {
    title:
      Array.from(title).length > 256 ? `${Array.from(title).slice(0, 255).join('')}…` : title || draft.title,
    body: `${title}\n\nAn action item of ${source}.\n\n${markerOf(item.id)}`,
    labels: [],
    state: 'open',
  };
}

/** Why a version can't be sent as it is, before anything is asked of GitHub; null if it can. */
export function whyUnsendable(repo: string | null, version: Version): KeptError | null {
  if (repo === null) return { code: 'draft.noRepo', params: {} };
  const length = lengthOf(version.body);
  return length > MAX_REPORT ? { code: 'body.tooLong', params: { length } } : null;
}
