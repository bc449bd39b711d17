/** Which sections belong together: a heading, and all that stands under it. */
import type { Section } from './draft.ts';

/** Which of the sections are one block: from the first index to before the last. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/**
 * How deep a section stands. GitHub's first two levels look alike, and a report whose summary is of the first and whose
 * other sections are of the second has them side by side.
 */
export function depthOf({ level }: Pick<Section, 'level'>): number {
  return level === 0 ? 0 : Math.max(2, level);
}

/** Where a section stands, as the contract shows it too. */
type Standing = Pick<Section, 'level'> & { readonly id: string };

/** A section with all that stands under it. */
export function blockOf(sections: readonly Standing[], id: string): Block | null {
  const from = sections.findIndex((each) => each.id === id);
  const first = sections[from];
  if (first === undefined || first.level === 0) return null;
  const next = sections.findIndex((each, at) => at > from && depthOf(each) <= depthOf(first));
  return { from, to: next < 0 ? sections.length : next };
}

/** The block that a section changes places with; null where there is none on that side. */
export function neighbourOf(sections: readonly Standing[], id: string, by: -1 | 1): Block | null {
  const block = blockOf(sections, id);
  const first = block === null ? undefined : sections[block.from];
  if (block === null || first === undefined) return null;
  if (by === 1) {
    const next = sections[block.to];
    return next !== undefined && depthOf(next) === depthOf(first) ? blockOf(sections, next.id) : null;
  }
  for (let at = block.from - 1; at >= 0; at -= 1) {
    const before = sections[at];
    if (before === undefined || depthOf(before) < depthOf(first)) return null;
    if (depthOf(before) === depthOf(first)) return blockOf(sections, before.id);
  }
  return null;
}
