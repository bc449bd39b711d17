import type { ActionItem } from '../../app/draft.ts';
import type { ActionId, DraftId, SectionId } from '../../app/ids.ts';
import type { IssueState } from '../../app/views.ts';
import type { Db } from './connection.ts';
import type { IssueColumns } from './issue-columns.ts';
import { issueColumns, issueOf } from './issue-columns.ts';
import { statement } from './statement.ts';

export interface PlacedAction {
  readonly section: SectionId;
  readonly item: ActionItem;
}

export interface ActionTable {
  /** The action items of a draft, those of a section in the order of the document. */
  of(draft: DraftId): readonly PlacedAction[];
  /** Adds the item, or replaces the one with its id. */
  put(draft: DraftId, section: SectionId, item: ActionItem, position: number): void;
  remove(draft: DraftId, id: ActionId): void;
  /** The draft that an action item is of; null if there is no such item. */
  draftOf(id: ActionId): DraftId | null;
  /** Those of all drafts in use but the example, the newest draft first, each draft's in the order of the document. */
  all(): readonly ListedItem[];
}

/** An action item with what is known of its issue. */
export interface ListedItem {
  readonly draft: DraftId;
  readonly item: ActionItem;
  readonly state: IssueState;
}

interface Row extends IssueColumns {
  readonly id: string;
  readonly section_id: string;
  readonly text: string;
  readonly kind: string | null;
  readonly repo: string | null;
  readonly source: string | null;
  readonly tail: string;
}

function actionOf(row: Row): PlacedAction {
  return {
    section: row.section_id as SectionId,
    item: {
      id: row.id as ActionId,
      text: row.text,
      kind: row.kind as ActionItem['kind'],
      repo: row.repo,
      issue: issueOf(row),
      source: row.source,
      after: row.tail,
    },
  };
}

/** With what is known of each one's issue. */
const LISTED = `
  SELECT action_item.draft_id, action_item.id, section_id, action_item.text, action_item.kind, action_item.repo,
    issue_repo, issue_number, issue_url, source, tail, known_issue.state
  FROM draft JOIN action_item ON action_item.draft_id = draft.id
  JOIN section ON section.draft_id = draft.id AND section.id = action_item.section_id
  LEFT JOIN known_issue ON known_issue.url = action_item.issue_url
  WHERE draft.removed_at_ms IS NULL AND draft.is_example = 0 ORDER BY draft.key DESC, section.position, action_item.position`;

export function actionTable(db: Db): ActionTable {
  const all = statement<[], Row & { readonly draft_id: string; readonly state: string | null }>(db, LISTED);
  const of = statement<[DraftId], Row>(
    db,
    `SELECT id, section_id, text, kind, repo, issue_repo, issue_number, issue_url, source, tail
     FROM action_item WHERE draft_id = ? ORDER BY section_id, position`,
  );
  const put = statement<[Row & { readonly draft_id: string; readonly position: number }]>(
    db,
    `INSERT INTO action_item
       (draft_id, id, section_id, position, text, kind, repo, issue_repo, issue_number, issue_url, source, tail)
     VALUES
       (@draft_id, @id, @section_id, @position, @text, @kind, @repo, @issue_repo, @issue_number, @issue_url, @source, @tail)
     ON CONFLICT (id) DO UPDATE SET
       section_id = excluded.section_id, position = excluded.position, text = excluded.text, kind = excluded.kind,
       repo = excluded.repo, issue_repo = excluded.issue_repo, issue_number = excluded.issue_number,
       issue_url = excluded.issue_url, source = excluded.source, tail = excluded.tail
     WHERE draft_id = excluded.draft_id`,
  );
  const remove = statement<[DraftId, ActionId]>(db, `DELETE FROM action_item WHERE draft_id = ? AND id = ?`);
  const draftOf = statement<[ActionId], { readonly draft_id: string }>(
    db,
    `SELECT draft_id FROM action_item WHERE id = ?`,
  );
  return {
    of: (draft) => of.all(draft).map(actionOf),
    put(draft, section, item, position) {
      const { id, text, kind, repo, source } = item;
      const row = {
        id,
        text,
        kind,
        repo,
        source,
        section_id: section,
        tail: item.after,
        ...issueColumns(item.issue),
      };
      const { changes } = put.run({ ...row, draft_id: draft, position });
      if (changes === 0) throw new Error(`the action item ${id} is another draft's`);
    },
    remove(draft, id) {
      remove.run(draft, id);
    },
    all: () =>
      all.all().map((row) => ({
        draft: row.draft_id as DraftId,
        item: actionOf(row).item,
        state: row.state as IssueState,
      })),
    draftOf: (id) => (draftOf.get(id)?.draft_id ?? null) as DraftId | null,
  };
}
