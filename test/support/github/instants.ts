/** The instant as GitHub writes it: ISO 8601 in UTC, cut to the second. */
export function isoSecond(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}

/** The instant cut to the second, which is as finely as GitHub knows any. */
export function toSecond(atMs: number): number {
  return Math.floor(atMs / 1000) * 1000;
}
