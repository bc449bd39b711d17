import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { patienceMs } from '../../../main/electron/quit.ts';
import { foreignFrames, RunningApp } from './running-app.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An app whose core notes when it is closed, and may take its time for it. */
async function startNoting(app: RunningApp, closing: Promise<void> = Promise.resolve()): Promise<string[]> {
  const steps: string[] = [];
  await app.start({
    openCore: async () => {
      const core = await app.openCore();
      return {
        ...core,
        close: async () => {
          steps.push(`close core, ${app.electron.app.windows.length} windows open`);
          await closing;
          await core.close();
        },
      };
    },
  });
  return steps;
}

/** Everything that needs no time has happened. */
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('quitting', () => {
  test('waits for the page to have saved, then closes the core, then quits', async () => {
    await using app = new RunningApp();
    const steps = await startNoting(app);
    const { window } = app.electron;
    app.electron.app.quit();
    expect(window.webContents.sent).toEqual(['debrief:flush']);
    await settle();
    expect(steps).toEqual([]);
    expect(window.isDestroyed()).toBe(false);
    app.send('debrief:flushed');
    await vi.waitFor(() => expect(app.electron.app.hasQuit).toBe(true));
    expect(steps).toEqual(['close core, 0 windows open']);
  });

  test('asks the page once, however often it is asked for', async () => {
    await using app = new RunningApp();
    const steps = await startNoting(app);
    const { window } = app.electron;
    app.electron.app.quit();
    app.electron.app.quit();
    window.close();
    expect(window.webContents.sent.length).toBeLessThanOrEqual(2);
    app.send('debrief:flushed');
    await vi.waitFor(() => expect(app.electron.app.hasQuit).toBe(true));
    expect(steps).toHaveLength(1);
  });

  test('waits for a page that does not answer, but not for ever', async () => {
    await using app = new RunningApp();
    const steps = await startNoting(app);
    app.electron.app.quit();
    await vi.advanceTimersByTimeAsync(patienceMs - 1);
    expect(steps).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await vi.waitFor(() => expect(app.electron.app.hasQuit).toBe(true));
  });

  test('waits for the core, but not for ever', async () => {
    await using app = new RunningApp();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const steps = await startNoting(app, promise);
    app.electron.app.quit();
    app.send('debrief:flushed');
    await settle();
    expect(steps).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(patienceMs - 1);
    expect(app.electron.app.hasQuit).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await vi.waitFor(() => expect(app.electron.app.hasQuit).toBe(true));
    resolve(undefined);
  });

  test.each(foreignFrames)('believes no %s that everything is saved', async (_, frame) => {
    await using app = new RunningApp();
    const steps = await startNoting(app);
    app.electron.app.quit();
    app.send('debrief:flushed', frame);
    await settle();
    expect(steps).toEqual([]);
  });

  test.each(['crash', 'end'])('does not wait for a page whose process is gone (%s)', async (how) => {
    await using app = new RunningApp();
    await startNoting(app);
    const { window } = app.electron;
    if (how === 'crash') window.webContents.crashed = true;
    app.electron.app.quit();
    if (how === 'end') window.webContents.emit('render-process-gone');
    await vi.waitFor(() => expect(app.electron.app.hasQuit).toBe(true));
  });

  test('does not ask a page that is not ours', async () => {
    await using app = new RunningApp();
    await startNoting(app);
    const { window } = app.electron;
    window.webContents.mainFrame = { origin: 'null', parent: null };
    app.electron.app.quit();
    expect(window.webContents.sent).toEqual([]);
    await vi.waitFor(() => expect(app.electron.app.hasQuit).toBe(true));
  });

  test('is not held up by a core that was never there', async () => {
    await using app = await new RunningApp().start({ openCore: () => Promise.reject(new Error('broken')) });
    app.electron.app.quit();
    app.send('debrief:flushed');
    await vi.waitFor(() => expect(app.electron.app.hasQuit).toBe(true));
  });
});

describe('closing the window', () => {
  test('waits for the page to have saved, and then ends the app', async () => {
    await using app = new RunningApp();
    const steps = await startNoting(app);
    const { window } = app.electron;
    window.close();
    window.close();
    expect(window.webContents.sent).toEqual(['debrief:flush']);
    expect(window.isDestroyed()).toBe(false);
    app.send('debrief:flushed');
    await vi.waitFor(() => expect(app.electron.app.hasQuit).toBe(true));
    expect(steps).toEqual(['close core, 0 windows open']);
  });

  test('ends nothing on macOS, where a click on the icon opens a window again', async () => {
    await using app = await new RunningApp().start({ platform: 'darwin' });
    const { window } = app.electron;
    window.close();
    app.send('debrief:flushed');
    await vi.waitFor(() => expect(window.isDestroyed()).toBe(true));
    expect(app.electron.app.hasQuit).toBe(false);
    app.electron.app.emit('activate');
    expect(app.electron.window).not.toBe(window);
  });

  test('takes no longer than patience lasts', async () => {
    await using app = await new RunningApp().start({ platform: 'darwin' });
    const { window } = app.electron;
    window.close();
    await vi.advanceTimersByTimeAsync(patienceMs - 1);
    expect(window.isDestroyed()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(window.isDestroyed()).toBe(true);
  });
});
