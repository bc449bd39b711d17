/** Which sections are folded, as the browser keeps it for this window: how somebody reads here is no part of the draft. */
const KEY = 'folded';

/** Of those that were folded last, which is those of hundreds of drafts: 36 characters each. */
export const MOST_KEPT = 2_000;

/** Where a page keeps things; reading it throws where the person lets no page keep anything. */
export type Keeping = { readonly localStorage: Pick<Storage, 'getItem' | 'setItem'> };

/** The ids of the sections that were folded before, the newest last; none where nothing can be kept. */
export function keptFolds(page: Keeping): ReadonlySet<string> {
  try {
    return new Set(page.localStorage.getItem(KEY)?.split(' '));
  } catch {
    return new Set();
  }
}

/** Keeps them for the next time. Where there is no room, or nothing can be kept, they are forgotten with the page. */
export function keepFolds(page: Keeping, ids: ReadonlySet<string>): void {
  try {
    page.localStorage.setItem(KEY, [...ids].slice(-MOST_KEPT).join(' '));
  } catch {
    // What is folded is worth no message.
  }
}
