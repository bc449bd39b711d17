/** What a person without a mouse does. */
import type { Locator, Page } from 'playwright-core';

const MOST_TABS = 80;

/** Moves the focus by Tab alone until it is on an element; fails where it can't be reached. */
export async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (
      await target.evaluate(
        (element) => element === document.activeElement || element.contains(document.activeElement),
      )
    )
      return;
    await page.keyboard.press(key);
  }
  throw new Error(`the keyboard does not reach ${String(target)}`);
}

/** Presses a button, a link or a radio by the keyboard alone. */
export async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}
