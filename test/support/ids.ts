/** Ids that are the same at each run: the n-th is the n-th UUID after those of `from`. */
export function countingIds(from = 0): () => string {
  let count = from;
  return () => {
    count += 1;
    return `00000000-0000-7000-8000-${count.toString(16).padStart(12, '0')}`;
  };
}
