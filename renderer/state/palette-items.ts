/** What the palette offers for what was typed: found by a few letters, best first, in groups by kind. */
import { fuzzyMatch } from '../../app/fuzzy.ts';
import type { Command } from './shortcuts.ts';

/** What choosing an item does. */
export type Target =
  | { readonly is: 'command'; readonly command: Command }
  | { readonly is: 'draft'; readonly id: string }
  | { readonly is: 'section'; readonly id: string }
  | { readonly is: 'setting'; readonly field: string };

export interface Item {
  /** Names it among all items, over and over again. */
  readonly key: string;
  readonly label: string;
  /** Quiet, beside the label. */
  readonly detail: string;
  readonly keys: readonly string[];
  readonly target: Target;
}

export const PALETTE_GROUPS = ['recent', 'sections', 'drafts', 'found', 'commands', 'settings'] as const;
export type PaletteGroup = (typeof PALETTE_GROUPS)[number];

/** An item that is offered, with the places in its label that were typed. */
export interface Offered {
  readonly item: Item;
  readonly at: readonly number[];
}

export interface OfferedGroup {
  readonly group: PaletteGroup;
  readonly offered: readonly Offered[];
}

export type Items = Readonly<Record<Exclude<PaletteGroup, 'recent'>, readonly Item[]>>;

const MOST_RECENT = 5;
/** Of a group of which there may be thousands. */
const MOST_IN_GROUP = 8;
/** What was chosen a moment ago is meant rather than what was not. */
const RECENT_BONUS = 4;

const MANY: ReadonlySet<PaletteGroup> = new Set<PaletteGroup>(['drafts', 'found']);

function limited(group: PaletteGroup, offered: readonly Offered[]): readonly Offered[] {
  return MANY.has(group) ? offered.slice(0, MOST_IN_GROUP) : offered;
}

/** Nothing was typed: what was chosen last, then everything in its own order. */
function unasked(items: Items, recent: readonly string[]): readonly OfferedGroup[] {
  const all = new Map(
    PALETTE_GROUPS.flatMap((group) =>
      group === 'recent' ? [] : items[group].map((item) => [item.key, item] as const),
    ),
  );
  const chosen = recent.flatMap((key) => all.get(key) ?? []).slice(0, MOST_RECENT);
  return PALETTE_GROUPS.map((group) => {
    const members = group === 'recent' ? chosen : items[group].filter((item) => !chosen.includes(item));
    return {
      group,
      offered: limited(
        group,
        members.map((item) => ({ item, at: [] })),
      ),
    };
  });
}

/**
 * The groups that have something to offer, the best first. `found` is not looked through again: its items were found by
 * what stands in them.
 * @param recent the keys of what was chosen last, the newest first
 */
export function offer(typed: string, items: Items, recent: readonly string[]): readonly OfferedGroup[] {
  if (typed.trim() === '') return unasked(items, recent).filter(({ offered }) => offered.length > 0);
  const titled = new Set<string>();
  const groups = (['sections', 'drafts', 'commands', 'settings'] as const).map((group) => {
    const scored = items[group].flatMap((item) => {
      const match = fuzzyMatch(typed, item.label);
      if (match === null) return [];
      return [{ item, at: match.at, score: match.score + (recent.includes(item.key) ? RECENT_BONUS : 0) }];
    });
    const best = limited(
      group,
      scored.toSorted((a, b) => b.score - a.score),
    );
    for (const { item } of best) titled.add(item.key);
    return { group, offered: best, score: Math.max(-Infinity, ...scored.map(({ score }) => score)) };
  });
  const found = items.found.filter(({ key }) => !titled.has(key)).map((item) => ({ item, at: [] }));
  return [
    ...groups.toSorted((a, b) => b.score - a.score).map(({ group, offered }) => ({ group, offered })),
    { group: 'found' as const, offered: limited('found', found) },
  ].filter(({ offered }) => offered.length > 0);
}
