/** What the command line exits with. A script may rely on these. */
export const EXIT = {
  ok: 0,
  /** It could not be done. */
  failed: 1,
  /** The call was wrong. */
  usage: 2,
  /** After `sync`: something still waits to be sent. After `log`: it is on disk, but waits outside of its draft. */
  queued: 3,
  /** After `sync`: something waits for a person. */
  needsYou: 4,
  /** Ctrl-C, as shells have it: 128 and the number of the signal. */
  interrupted: 130,
} as const;
