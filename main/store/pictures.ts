/** What the store knows of pictures. Their bytes are files: see main/pictures/. */
import { entriesOf, actionsOf } from '../../app/draft.ts';
import type { Draft } from '../../app/draft.ts';
import type { DraftId } from '../../app/ids.ts';
import type { PictureName } from '../../app/pictures.ts';
import { mayHavePictures, picturesIn } from '../../app/pictures.ts';
import type { Access } from './access.ts';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

export interface PictureStore {
  /** Notes a picture whose file is on the disk. One that is known already counts as added anew. */
  add(name: PictureName, bytes: number): void;
  /** How many bytes a picture has; null for one that was never added here. */
  sizeOf(name: PictureName): number | null;
  /** Where GitHub has it; null where it has not, as far as is known. */
  readonly addressOf: (name: PictureName) => string | null;
  /** Notes that a picture is about to be sent. @param place as in the setting `pictures.folder` */
  noteSent(name: PictureName, place: string): void;
  /** Notes that it is on GitHub. */
  notePlaced(name: PictureName, place: string, url: string): void;
  /** Drafts that name, or once named, a picture that GitHub does not have. */
  draftsToPlace(): readonly DraftId[];
  /** Pictures that were added before an instant and that no version of any draft names. */
  unused(beforeMs: number): readonly PictureName[];
  /** Is it still one of those? */
  isUnused(name: PictureName, beforeMs: number): boolean;
  forget(name: PictureName): void;
}

/** The draft's texts, as far as they may have pictures. */
function textsOf(draft: Draft): string {
  const parts = [...draft.sections, ...entriesOf(draft), ...actionsOf(draft)].map((part) => part.text);
  return [...parts, ...actionsOf(draft).map((item) => item.after)].filter(mayHavePictures).join('\n\n');
}

/** Notes the pictures of a draft as it is being saved, in that transaction. */
export type NotePictures = (draft: Draft) => void;

export function pictureUse(db: Db): NotePictures {
  const use = statement<[DraftId, string]>(
    db,
    `INSERT INTO picture_use (draft_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING`,
  );
  return (draft) => {
    for (const { name } of picturesIn(textsOf(draft))) use.run(draft.id, name);
  };
}

interface Row {
  readonly name: string;
  readonly bytes: number;
}

/** Where a text of a draft that is in use now can stand: asked before a picture is let go, which hardly ever happens. */
const NAMED_ANYWHERE = [
  `SELECT 1 FROM section WHERE instr(text, @name) > 0`,
  `SELECT 1 FROM entry WHERE instr(text, @name) > 0`,
  `SELECT 1 FROM action_item WHERE instr(text, @name) > 0`,
  `SELECT 1 FROM typed_line WHERE instr(text, @name) > 0`,
  `SELECT 1 FROM picture_use WHERE name = @name`,
].join(' UNION ALL ');

function statements(db: Db) {
  type Named = { readonly name: string };
  return {
    add: statement<[Row & { readonly added_at_ms: number }]>(
      db,
      `INSERT INTO picture (name, bytes, added_at_ms) VALUES (@name, @bytes, @added_at_ms)
       ON CONFLICT (name) DO UPDATE SET added_at_ms = excluded.added_at_ms`,
    ),
    size: statement<[string], Pick<Row, 'bytes'>>(db, `SELECT bytes FROM picture WHERE name = ?`),
    address: statement<[string], { readonly url: string | null }>(
      db,
      `SELECT url FROM picture_copy WHERE name = ?`,
    ),
    copy: statement<
      [Named & { readonly place: string; readonly sent_at_ms: number; readonly url: string | null }]
    >(
      db,
      `INSERT INTO picture_copy (name, place, sent_at_ms, url) VALUES (@name, @place, @sent_at_ms, @url)
       ON CONFLICT (name) DO UPDATE SET place = excluded.place, sent_at_ms = excluded.sent_at_ms, url = excluded.url`,
    ),
    toPlace: statement<[], { readonly draft_id: string }>(
      db,
      `SELECT DISTINCT draft_id FROM picture_use JOIN picture USING (name) LEFT JOIN picture_copy USING (name)
       WHERE picture_copy.url IS NULL`,
    ),
    unused: statement<[number], Named>(
      db,
      `SELECT name FROM picture WHERE added_at_ms < ? AND NOT EXISTS (SELECT 1 FROM picture_use WHERE picture_use.name = picture.name)`,
    ),
    named: statement<[Named], { readonly 1: number }>(db, `${NAMED_ANYWHERE} LIMIT 1`),
    addedAt: statement<[string], { readonly added_at_ms: number }>(
      db,
      `SELECT added_at_ms FROM picture WHERE name = ?`,
    ),
    forget: statement<[string]>(db, `DELETE FROM picture WHERE name = ?`),
  };
}

export function pictureStore(db: Db, access: Access, nowMs: () => number): PictureStore {
  const sql = statements(db);
  const noteCopy = (name: PictureName, place: string, url: string | null): void => {
    access.write(() => {
      sql.copy.run({ name, place, sent_at_ms: nowMs(), url });
    });
  };
  return {
    add: (name, bytes) =>
      access.write(() => {
        sql.add.run({ name, bytes, added_at_ms: nowMs() });
      }),
    sizeOf: (name) => access.query(() => sql.size.get(name)?.bytes ?? null),
    addressOf: (name) => access.query(() => sql.address.get(name)?.url ?? null),
    noteSent: (name, place) => noteCopy(name, place, null),
    notePlaced: (name, place, url) => noteCopy(name, place, url),
    draftsToPlace: () => access.query(() => sql.toPlace.all().map((row) => row.draft_id as DraftId)),
    unused: (beforeMs) => access.query(() => sql.unused.all(beforeMs).map(({ name }) => name as PictureName)),
    isUnused: (name, beforeMs) =>
      access.read(() => {
        const addedAtMs = sql.addedAt.get(name)?.added_at_ms ?? Infinity;
        return addedAtMs < beforeMs && sql.named.get({ name }) === undefined;
      }),
    forget: (name) =>
      access.write(() => {
        sql.forget.run(name);
      }),
  };
}
