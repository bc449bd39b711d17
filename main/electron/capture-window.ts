import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';

import { capturedChannel } from './channels.ts';
import { isOurPage } from './guards.ts';
import type { ElectronParts, HostWindow } from './parts.ts';
import { pageOptions, type WindowSurroundings } from './window.ts';

/** The place of quick capture in the app's address, after `#`. */
export const captureRoute = '/capture';

const size = { width: 560, height: 116 };
/** How far down the screen it stands: above the middle, where it hides the least of what a person reads. */
const downTheScreen = 0.22;

/**
 * The options of quick capture: without a frame, above everything, and not shown until it is wanted. `panel` has it float
 * above a full-screen program on macOS. https://www.electronjs.org/docs/latest/api/structures/base-window-options
 */
export function captureOptions(surroundings: WindowSurroundings): BrowserWindowConstructorOptions {
  return {
    ...pageOptions(surroundings),
    ...size,
    title: 'Debrief quick capture',
    frame: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    ...(surroundings.platform === 'darwin' ? { type: 'panel' } : {}),
  };
}

/** Where it stands on the screen that the person looks at. @param workArea that screen, without bars and docks */
export function placeOfCapture(workArea: Rectangle): Rectangle {
  const width = Math.min(size.width, workArea.width);
  return {
    x: Math.round(workArea.x + (workArea.width - width) / 2),
    y: Math.round(workArea.y + (workArea.height - size.height) * downTheScreen),
    width,
    height: size.height,
  };
}

/** Escape hides it, and so do a line that is on disk and whatever closes windows: it is there again at once. */
export function hideWhenDone(window: HostWindow): void {
  window.on('close', (event) => {
    event.preventDefault();
    window.hide();
  });
  window.webContents.on('before-input-event', (_event, { type, key, isComposing }) => {
    // An Escape within the composition of a character belongs to that.
    if (type === 'keyDown' && key === 'Escape' && !isComposing) window.hide();
  });
  window.webContents.ipc.on(capturedChannel, ({ senderFrame }) => {
    if (isOurPage(senderFrame)) window.hide();
  });
}

/** Shows it on the screen with the pointer. */
export function showCapture(window: HostWindow, screen: ElectronParts['screen']): void {
  const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
  window.setBounds(placeOfCapture(workArea));
  // Over the full-screen program that somebody watches an outage in, too.
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
  window.show();
  window.focus();
}
