/** Where the focus goes when what had it is no longer there. */
import { tick } from 'svelte';

/** An attachment: takes the focus if what had it went away as this came. Else the person is somewhere, and stays there. */
export function focusIfLost(element: HTMLElement): void {
  const page = element.ownerDocument;
  void tick().then(() => {
    if (page.activeElement === null || page.activeElement === page.body) element.focus();
  });
}
