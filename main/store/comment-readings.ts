import type { DraftId } from '../../app/ids.ts';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

/** How far the comments of a draft's issue were read. */
export interface CommentReading {
  /** New ones go into the timeline by themselves. */
  readonly follows: boolean;
  /** The address of the issue that was read; null before the first time. */
  readonly issueUrl: string | null;
  /** When the last of them changed (ISO 8601, GitHub's clock); null before the first. */
  readonly since: string | null;
  readonly etag: string | null;
  /** When GitHub was last asked, in UTC milliseconds; null if it never was. */
  readonly readAtMs: number | null;
}

export interface CommentReadings {
  get(draft: DraftId): CommentReading;
  set(draft: DraftId, reading: CommentReading): void;
  /** Drafts in use whose new comments go into the timeline by themselves. */
  followed(): readonly DraftId[];
}

interface Row {
  readonly follows: number;
  readonly issue_url: string | null;
  readonly since: string | null;
  readonly etag: string | null;
  readonly read_at_ms: number | null;
}

const NEVER_READ: CommentReading = {
  follows: false,
  issueUrl: null,
  since: null,
  etag: null,
  readAtMs: null,
};

export function commentReadings(db: Db): CommentReadings {
  const get = statement<[DraftId], Row>(
    db,
    `SELECT follows, issue_url, since, etag, read_at_ms FROM comment_reading WHERE draft_id = ?`,
  );
  const set = statement<[Row & { readonly draft_id: DraftId }]>(
    db,
    `INSERT INTO comment_reading (draft_id, follows, issue_url, since, etag, read_at_ms)
     VALUES (@draft_id, @follows, @issue_url, @since, @etag, @read_at_ms)
     ON CONFLICT (draft_id) DO UPDATE SET follows = excluded.follows, issue_url = excluded.issue_url,
       since = excluded.since, etag = excluded.etag, read_at_ms = excluded.read_at_ms`,
  );
  const followed = statement<[], { readonly draft_id: DraftId }>(
    db,
    `SELECT draft_id FROM comment_reading JOIN draft ON draft.id = draft_id
     WHERE follows = 1 AND draft.removed_at_ms IS NULL`,
  );
  return {
    get(draft) {
      const row = get.get(draft);
      if (row === undefined) return NEVER_READ;
      return {
        follows: row.follows === 1,
        issueUrl: row.issue_url,
        since: row.since,
        etag: row.etag,
        readAtMs: row.read_at_ms,
      };
    },
    set(draft, { follows, issueUrl, since, etag, readAtMs }) {
      set.run({
        draft_id: draft,
        follows: follows ? 1 : 0,
        issue_url: issueUrl,
        since,
        etag,
        read_at_ms: readAtMs,
      });
    },
    followed: () => followed.all().map((row) => row.draft_id),
  };
}
