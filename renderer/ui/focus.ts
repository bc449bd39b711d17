/** Where the focus goes when what had it is no longer there. */
import { tick } from 'svelte';

/** An attachment: takes the focus if what had it went away as this came. Else the person is somewhere, and stays there. */
export function focusIfLost(element: HTMLElement): void {
  const page = element.ownerDocument;
  void tick().then(() => {
    if (page.activeElement === null || page.activeElement === page.body) element.focus();
  });
}

/**
 * Gives the focus to a row of a long list, and brings it into sight. What comes near meanwhile is drawn in the next frame,
 * as high as it really is, and may push the row away again.
 */
export function focusRow(row: HTMLElement): void {
  row.focus();
  row.scrollIntoView({ block: 'nearest' });
  const again = (frames: number): void => {
    requestAnimationFrame(() => {
      if (document.activeElement !== row) return;
      row.scrollIntoView({ block: 'nearest' });
      if (frames > 1) again(frames - 1);
    });
  };
  again(3);
}
