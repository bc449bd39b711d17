/** Something that a person should know about this start. */
export interface Notice {
  /** `store.recovered`, `store.restored`, `store.backupFailed` or `host.endedSuddenly`. */
  readonly code: string;
  /** One line, in words. */
  readonly text: string;
}
