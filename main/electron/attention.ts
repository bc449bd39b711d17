import { join } from 'node:path';

import type { Glance } from '../glance.ts';
import type { ElectronParts } from './parts.ts';
import type { Windows } from './windows.ts';

/** The conflicts of which nobody was told yet. What there was at the start the badge tells. */
export function newConflicts(before: Glance | null, now: Glance): Glance['conflicts'] {
  if (before === null) return [];
  const known = new Set(before.conflicts.map(({ id }) => id));
  return now.conflicts.filter(({ id }) => !known.has(id));
}

/** Tells, outside of the window, what waits for a person: a badge, and a notification for each new conflict. */
export class Attention {
  readonly #electron: Pick<ElectronParts, 'app' | 'nativeImage' | 'Notification'>;
  readonly #windows: Windows;
  readonly #options: { readonly platform: NodeJS.Platform; readonly images: string };
  #last: Glance | null = null;

  constructor(
    electron: Pick<ElectronParts, 'app' | 'nativeImage' | 'Notification'>,
    windows: Windows,
    options: { readonly platform: NodeJS.Platform; readonly images: string },
  ) {
    this.#electron = electron;
    this.#windows = windows;
    this.#options = options;
  }

  show(glance: Glance): void {
    this.#showBadge(glance.needsYou);
    // Whoever has the window before them sees it there.
    if (this.#windows.main?.isFocused() !== true)
      for (const conflict of newConflicts(this.#last, glance)) this.#notify(conflict);
    this.#last = glance;
  }

  /** Windows has no number at the taskbar's button, but a small picture over it. */
  #showBadge(count: number): void {
    const { app, nativeImage } = this.#electron;
    if (this.#options.platform !== 'win32') {
      if (count !== this.#last?.needsYou) app.setBadgeCount(count);
      return;
    }
    // Each time, because the window may be another by now.
    const picture =
      count === 0 ? null : nativeImage.createFromPath(join(this.#options.images, 'waiting.png'));
    this.#windows.main?.setOverlayIcon(picture, count === 0 ? '' : `${count} waiting for you`);
  }

  #notify({ id, title }: Glance['conflicts'][number]): void {
    const { Notification } = this.#electron;
    if (!Notification.isSupported()) return;
    const notification = new Notification({
      title: 'Two versions of a debrief',
      body: `${title} was changed here and on GitHub. Both are kept; choose when you have a moment.`,
    });
    notification.on('click', () => this.#windows.present(`/drafts/${id}/conflict`));
    notification.show();
  }
}
