/** Branded ids, so that the id of an entry can't be passed where a draft's is meant. All are UUIDv7 (RFC 9562). */

declare const brand: unique symbol;
type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type DraftId = Id<'draft'>;
export type SectionId = Id<'section'>;
export type EntryId = Id<'entry'>;
export type ActionId = Id<'action'>;
export type RevisionId = Id<'revision'>;

/** Gives a fresh UUIDv7 at each call. Injected, since app/ has neither a clock nor randomness. */
export type NewId = () => string;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Is the text a UUID in its canonical lower-case form? */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
