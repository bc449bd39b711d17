/** Which part of a long list is in sight, when every item's height is known beforehand. */

/** Where each item begins, in pixels from the top; the last number is the height of the whole. */
export function offsetsOf(heights: readonly number[]): Float64Array {
  const offsets = new Float64Array(heights.length + 1);
  heights.forEach((height, index) => (offsets[index + 1] = (offsets[index] ?? 0) + height));
  return offsets;
}

/** The index of the item at a place (pixels from the top), within the list. */
export function itemAt(offsets: Float64Array, top: number): number {
  let from = 0;
  let to = offsets.length - 2;
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if ((offsets[middle] ?? 0) <= top) from = middle;
    else to = middle - 1;
  }
  return Math.max(0, from);
}

/** The items to draw: those in sight, and some more on either side, so that scrolling never shows a gap. */
export function windowOf(
  offsets: Float64Array,
  scrollTop: number,
  height: number,
  marginPx: number,
): { readonly from: number; readonly to: number } {
  if (offsets.length < 2) return { from: 0, to: 0 };
  return {
    from: itemAt(offsets, scrollTop - marginPx),
    to: itemAt(offsets, scrollTop + height + marginPx) + 1,
  };
}
