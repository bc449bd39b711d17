import { acceleratorLabel } from '../../app/accelerator.ts';
import type { Notice } from '../../app/notice.ts';
import type { ElectronParts } from './parts.ts';

/**
 * The keys that open quick capture from any program. Registering fails without a word where another program has them, so
 * it is asked afterwards: https://www.electronjs.org/docs/latest/api/global-shortcut. They are never the only way: the
 * tray, the menus and the argument `--capture` lead there too.
 */
export class CaptureShortcut {
  readonly #globalShortcut: ElectronParts['globalShortcut'];
  readonly #pressed: () => void;
  readonly #isMac: boolean;
  #accelerator = '';
  #isTaken = false;

  constructor(
    globalShortcut: ElectronParts['globalShortcut'],
    platform: NodeJS.Platform,
    pressed: () => void,
  ) {
    this.#globalShortcut = globalShortcut;
    this.#pressed = pressed;
    this.#isMac = platform === 'darwin';
  }

  /** Takes other keys. @param accelerator as Electron writes it; empty for none */
  use(accelerator: string): void {
    if (accelerator === this.#accelerator && !this.#isTaken) return;
    this.release();
    this.#accelerator = accelerator;
    this.#isTaken = accelerator !== '' && !this.#register(accelerator);
  }

  release(): void {
    if (this.#accelerator !== '' && !this.#isTaken) this.#globalShortcut.unregister(this.#accelerator);
    this.#accelerator = '';
    this.#isTaken = false;
  }

  /** What a person should know of it; null where all is well. */
  get notice(): Notice | null {
    if (!this.#isTaken) return null;
    const keys = acceleratorLabel(this.#accelerator, this.#isMac);
    const text = `${keys} could not be had for quick capture: another program or the system has it. The menu and the tray open it too; other keys can be chosen under Account and settings.`;
    return { code: 'shortcut.taken', text };
  }

  #register(accelerator: string): boolean {
    try {
      const isRegistered = this.#globalShortcut.register(accelerator, this.#pressed);
      return isRegistered && this.#globalShortcut.isRegistered(accelerator);
    } catch {
      // Keys that this system does not have.
      return false;
    }
  }
}
