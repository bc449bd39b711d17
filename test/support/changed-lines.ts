/** The lines that differ between two texts, between their common beginning and their common end. */
export function changedLines(
  a: string,
  b: string,
): { readonly removed: readonly string[]; readonly added: readonly string[] } {
  const before = a.split('\n');
  const after = b.split('\n');
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { removed: before.slice(start, before.length - end), added: after.slice(start, after.length - end) };
}
