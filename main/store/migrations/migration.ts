/** One step of the schema. A migration that was shipped is never edited: what it left undone is the next one's task. */
export interface Migration {
  /** 1 for the first, and one more for each that follows. The database keeps that of its last one as `user_version`. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}
