import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { CoreClient } from '../../../app/contract.ts';
import { DebriefError, describeError } from '../../../app/errors.ts';
import type { HostedCore, HostOptions } from '../../../main/electron/options.ts';
import { Preventable } from './electron-double.ts';
import { foreignFrames, RunningApp } from './running-app.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** The app once its core is open and quick capture is made, with that core. */
async function startWhole(
  options: Partial<HostOptions> = {},
  prepare: (app: RunningApp) => void = () => undefined,
): Promise<AsyncDisposable & { app: RunningApp; core: HostedCore }> {
  const app = new RunningApp();
  prepare(app);
  const opened = Promise.withResolvers<HostedCore>();
  await app.start({
    openCore: async () => {
      const core = await app.openCore();
      opened.resolve(core);
      return core;
    },
    ...options,
  });
  const core = await opened.promise;
  await vi.waitFor(() => expect(app.electron.globalShortcut.registered.size).toBe(1));
  return { app, core, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

const keys = 'CommandOrControl+Shift+Space';

describe('quick capture', () => {
  test('is made in the background, without a frame and above everything', async () => {
    await using whole = await startWhole();
    const { app } = whole;
    expect(app.electron.capture.options).toMatchObject({
      show: false,
      frame: false,
      alwaysOnTop: true,
      skipTaskbar: true,
      webPreferences: app.electron.window.options.webPreferences,
    });
    expect(app.electron.capture.isShown).toBe(false);
  });

  test('appears at the press of its keys on the screen with the pointer, and hides at Escape', async () => {
    await using whole = await startWhole();
    const { app } = whole;
    app.electron.globalShortcut.registered.get(keys)?.();
    const { capture, workArea } = app.electron;
    expect(capture.calls).toEqual(['all workspaces true', 'show', 'focus']);
    expect(capture.bounds).toEqual({ x: workArea.x + 520, y: 234, width: 560, height: 116 });
    const escape = { type: 'keyDown', key: 'Escape', isComposing: true };
    capture.webContents.emit('before-input-event', {}, escape);
    expect(capture.isShown).toBe(true);
    capture.webContents.emit('before-input-event', {}, { ...escape, isComposing: false });
    expect(capture.isShown).toBe(false);
  });

  test('hides when its line is on disk, and when it is closed, and is there again', async () => {
    await using whole = await startWhole();
    const { app } = whole;
    const { capture } = app.electron;
    for (const hide of [() => capture.webContents.receive('debrief:captured'), () => capture.close()]) {
      app.electron.app.startAgain({ show: 'capture', draft: null });
      expect(capture.isShown).toBe(true);
      hide();
      expect([capture.isShown, capture.isDestroyed()]).toEqual([false, false]);
    }
  });

  test.each(foreignFrames)('believes no %s that a line is on disk', async (_name, frame) => {
    await using whole = await startWhole();
    const { app } = whole;
    app.electron.app.startAgain({ show: 'capture', draft: null });
    app.electron.capture.webContents.receive('debrief:captured', frame);
    expect(app.electron.capture.isShown).toBe(true);
  });

  test('floats above full-screen programs on macOS', async () => {
    await using whole = await startWhole({ platform: 'darwin' });
    const { app } = whole;
    expect(app.electron.capture.options.type).toBe('panel');
  });
});

describe('the keys of the whole system', () => {
  test('that another program has are told in the status, until others are chosen', async () => {
    await using whole = await startWhole({}, ({ electron }) => {
      electron.globalShortcut.taken.add(keys);
      electron.globalShortcut.registered.set('somebody’s', () => undefined);
    });
    const { app, core } = whole;
    const noticed = async (): Promise<string[]> =>
      (await core.client.sync.status({})).notices.map(({ code }) => code);
    await vi.waitFor(async () => expect(await noticed()).toContain('shortcut.taken'));
    const { notices } = await core.client.sync.status({});
    expect(notices.find(({ code }) => code === 'shortcut.taken')?.text).toContain('Ctrl+Shift+Space');
    await core.client.settings.set({ 'desktop.shortcut': 'Alt+F9' });
    await vi.waitFor(() => expect(app.electron.globalShortcut.isRegistered('Alt+F9')).toBe(true));
    await vi.waitFor(async () => expect(await noticed()).not.toContain('shortcut.taken'));
  });

  test('are given back when others are chosen, or none', async () => {
    await using whole = await startWhole();
    const { app, core } = whole;
    const { globalShortcut } = app.electron;
    await core.client.settings.set({ 'desktop.shortcut': 'Alt+Space' });
    await vi.waitFor(() => expect([...globalShortcut.registered.keys()]).toEqual(['Alt+Space']));
    await core.client.settings.set({ 'desktop.shortcut': '' });
    await vi.waitFor(() => expect(globalShortcut.registered.size).toBe(0));
  });

  test('are not even asked of the system where they would be typing, or no keys at all', async () => {
    await using whole = await startWhole();
    const { core } = whole;
    for (const typed of ['A', 'Shift+A', 'Ctrl+', 'Ctrl+Nonsense', 'Hyper+A', '+']) {
      await expect(core.client.settings.set({ 'desktop.shortcut': typed })).rejects.toMatchObject({
        data: { code: 'input.invalid' },
      });
    }
  });
});

describe('the tray', () => {
  test('has the clock of the incident that runs, and its actions', async () => {
    await using whole = await startWhole({ platform: 'darwin' });
    const { app, core } = whole;
    const { tray } = app.electron;
    expect([tray.image, tray.toolTip]).toEqual(['/dist/electron/images/trayTemplate.png', 'Debrief']);
    const atMs = Date.now() - 3_600_000;
    const { id, title } = await core.client.timeline.start({ title: 'Hub down', atMs });
    await vi.waitFor(() => expect(tray.toolTip).toMatch(new RegExp(`^${title} 01:00:0\\d$`)));
    expect(tray.title).toMatch(/^01:00:0\d$/);
    tray.menu?.click('Log a moment');
    expect(app.electron.capture.isShown).toBe(true);
    tray.menu?.click('Stop the clock of');
    await vi.waitFor(() => expect(tray.title).toBe(''));
    expect((await core.client.drafts.get({ id })).endedAtMs).not.toBeNull();
  });

  test('starts an incident, and shows it in the window', async () => {
    await using whole = await startWhole();
    const { app, core } = whole;
    app.electron.tray.menu?.click('Start incident');
    await vi.waitFor(() => expect(app.electron.window.webContents.routes).toHaveLength(1));
    const { id } = await core.client.timeline.current({});
    expect(app.electron.window.webContents.routes).toEqual([`/drafts/${id}`]);
  });

  test('may be missing: everything else goes on', async () => {
    await using whole = await startWhole({}, ({ electron }) => (electron.hasTray = false));
    const { app, core } = whole;
    await core.client.timeline.start({ title: 'Hub down' });
    app.electron.menu?.click('Log a moment');
    expect(app.electron.capture.isShown).toBe(true);
  });

  test('goes with the core, and gives the keys back', async () => {
    await using whole = await startWhole();
    const { app } = whole;
    app.electron.app.quit();
    app.send('debrief:flushed');
    await vi.waitFor(() => expect(app.electron.tray.isDestroyed).toBe(true));
    expect(app.electron.globalShortcut.registered.size).toBe(0);
  });
});

describe('the menu of the app', () => {
  test('makes a debrief and leads to it, and to the settings', async () => {
    await using whole = await startWhole();
    const { app, core } = whole;
    app.electron.menu?.click('New debrief');
    await vi.waitFor(() => expect(app.electron.window.webContents.routes).toHaveLength(1));
    const [draft] = await core.client.drafts.list({});
    app.electron.menu?.click('Settings');
    expect(app.electron.window.webContents.routes).toEqual([`/drafts/${draft?.id}`, '/settings']);
  });

  test('says what went wrong in the words of the error table', async () => {
    await using app = new RunningApp();
    const create = () => Promise.reject(new DebriefError('store.full'));
    await app.start({
      openCore: async () => {
        const core = await app.openCore();
        const get = (client: CoreClient, name: keyof CoreClient) =>
          name === 'drafts' ? { create } : client[name];
        return { ...core, client: new Proxy(core.client, { get }) };
      },
    });
    app.electron.menu?.click('New debrief');
    await vi.waitFor(() => expect(app.electron.boxes).toEqual([expect.stringContaining('Debrief: ')]));
    expect(app.electron.boxes[0]).toContain(describeError('store.full').help);
  });

  test('quits by way of the flush', async () => {
    await using whole = await startWhole();
    const { app } = whole;
    app.electron.menu?.click('Quit Debrief');
    expect(app.electron.window.webContents.sent).toContain('debrief:flush');
  });
});

describe('start at login', () => {
  const packaged = ({ electron }: RunningApp): void => void (electron.app.isPackaged = true);

  test('is asked of macOS and Windows when a person opts in, and taken back', async () => {
    await using whole = await startWhole({ platform: 'win32' }, packaged);
    const { app, core } = whole;
    expect(app.electron.app.loginItems).toEqual([]);
    await core.client.settings.set({ 'desktop.atLogin': true });
    await vi.waitFor(() => expect(app.electron.app.loginItems).toHaveLength(1));
    await core.client.settings.set({ 'desktop.atLogin': false });
    const args = ['--background'];
    await vi.waitFor(() =>
      expect(app.electron.app.loginItems).toEqual([
        { openAtLogin: true, args },
        { openAtLogin: false, args },
      ]),
    );
  });

  test('is a file of the autostart specification on Linux', async () => {
    await using whole = await startWhole({ execPath: '/opt/De $brief/100%/debrief' }, packaged);
    const { app, core } = whole;
    const file = join(app.folder, 'config/autostart/io.github.debrief.Debrief.desktop');
    await core.client.settings.set({ 'desktop.atLogin': true });
    await vi.waitFor(() => expect(existsSync(file)).toBe(true));
    expect(readFileSync(file, 'utf8')).toContain(
      String.raw`Exec="/opt/De \\$brief/100%%/debrief" --background`,
    );
    await core.client.settings.set({ 'desktop.atLogin': false });
    await vi.waitFor(() => expect(existsSync(file)).toBe(false));
  });

  test('opens no window, and the app stays when its window is closed', async () => {
    await using whole = await startWhole({ argv: ['debrief', '--background'] }, packaged);
    const { app, core } = whole;
    expect(app.electron.journal).not.toContain('window');
    await core.client.settings.set({ 'desktop.atLogin': true });
    const autostart = join(app.folder, 'config/autostart');
    await vi.waitFor(() => expect(existsSync(autostart)).toBe(true));
    app.electron.app.startAgain();
    app.electron.window.destroy();
    expect(app.electron.app.hasQuit).toBe(false);
  });

  test('is asked of nobody where the app is not packaged', async () => {
    await using whole = await startWhole({ platform: 'darwin' });
    const { app, core } = whole;
    await core.client.settings.set({ 'desktop.atLogin': true });
    await core.client.settings.set({ 'desktop.shortcut': 'Alt+F9' });
    await vi.waitFor(() => expect(app.electron.globalShortcut.isRegistered('Alt+F9')).toBe(true));
    expect(app.electron.app.loginItems).toEqual([]);
  });
});

describe('the machine', () => {
  test.each(['suspend', 'lock-screen'])('that goes away (%s) has the pages save first', async (event) => {
    await using whole = await startWhole();
    const { app } = whole;
    app.electron.powerMonitor.emit(event);
    expect(app.electron.window.webContents.sent).toContain('debrief:flush');
    expect(app.electron.capture.webContents.sent).toContain('debrief:flush');
    app.send('debrief:flushed');
  });

  test.each(['resume', 'unlock-screen'])('that is back (%s) has the core look at once', async (event) => {
    const wake = vi.fn(async () => undefined);
    await using app = new RunningApp();
    await app.start({ openCore: async () => ({ ...(await app.openCore()), wake }) });
    await vi.waitFor(() => expect(app.electron.powerMonitor.listenerCount(event)).toBe(1));
    app.electron.powerMonitor.emit(event);
    expect(wake).toHaveBeenCalledTimes(1);
  });

  test('whose network comes or goes has the core look', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const wake = vi.fn(async () => undefined);
    await using app = new RunningApp();
    await app.start({ openCore: async () => ({ ...(await app.openCore()), wake }) });
    await vi.waitFor(() => expect(app.electron.powerMonitor.listenerCount('resume')).toBe(1));
    app.electron.net.online = false;
    await vi.advanceTimersByTimeAsync(4_000);
    expect(wake).toHaveBeenCalledTimes(1);
    app.electron.net.online = true;
    await vi.advanceTimersByTimeAsync(4_000);
    expect(wake).toHaveBeenCalledTimes(2);
  });

  test('that shuts down waits for the flush, as quitting does', async () => {
    await using whole = await startWhole();
    const { app } = whole;
    const event = new Preventable();
    app.electron.powerMonitor.emit('shutdown', event);
    expect(event.defaultPrevented).toBe(true);
    expect(app.electron.window.webContents.sent).toContain('debrief:flush');
    app.send('debrief:flushed');
    await vi.waitFor(() => expect(app.electron.app.hasQuit).toBe(true));
  });

  test('that is Windows and ends the session has the page save', async () => {
    await using whole = await startWhole({ platform: 'win32' });
    const { app } = whole;
    app.electron.window.emit('query-session-end');
    expect(app.electron.window.webContents.sent).toContain('debrief:flush');
    app.send('debrief:flushed');
  });
});
