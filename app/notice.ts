/** Something that a person should know about this start or this host. */
export interface Notice {
  /** `store.recovered`, `store.restored`, `store.backupFailed`, `host.endedSuddenly` `shortcut.taken`, `update.ready` or `update.available`. */
  readonly code: string;
  /** One line, in words. */
  readonly text: string;
}
