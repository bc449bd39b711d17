import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { describe, expect, test, vi } from 'vitest';
import { DebriefError } from '../../../app/errors.ts';
import type { CoreClient } from '../../../app/contract.ts';
import { foreignFrames, RunningApp } from './running-app.ts';

/** The client that the page makes of the port it was given. */
function clientOf(app: RunningApp): CoreClient {
  const port = app.electron.window.webContents.portsGiven.at(-1);
  if (!port) throw new Error('the page was given no port');
  port.unref();
  return createORPCClient<CoreClient>(new RPCLink({ port: port }));
}

/** It is made in the background, once there is a core. */
const quickCapture = ['capture window', 'load debrief://app/#/capture'];

describe('the start', () => {
  test('takes its steps in the order that Electron asks for', async () => {
    await using app = await new RunningApp().start();
    await vi.waitFor(() => expect(app.electron.journal.at(-1)).toBe(quickCapture[1]));
    expect(app.electron.journal).toEqual([
      `path userData ${join(app.folder, 'data/electron')}`,
      'lock',
      'sandbox',
      'crash reports, sent: false',
      'scheme',
      'ready',
      'handle debrief',
      'window',
      'load debrief://app/',
      ...quickCapture,
    ]);
  });

  test('keeps Electron’s profile in the data folder, and both to the person', async () => {
    await using app = await new RunningApp().start();
    for (const folder of ['data', 'data/electron']) {
      expect(statSync(join(app.folder, folder)).mode & 0o777).toBe(0o700);
    }
  });

  test('ends at once where another has the lock, and touches nothing', async () => {
    await using app = new RunningApp();
    app.electron.app.hasLock = false;
    const openCore = vi.fn(() => app.openCore());
    await app.start({ openCore });
    expect(app.electron.app.hasQuit).toBe(true);
    expect(app.electron.journal.slice(1)).toEqual(['lock', 'ready']);
    expect(openCore).not.toHaveBeenCalled();
  });

  test('is refused without the sandbox, and touches nothing', async () => {
    await using app = new RunningApp();
    await app.start({ argv: ['/tmp/.mount_Debrief/debrief-desktop', '--no-sandbox'] });
    expect(app.electron.boxes).toEqual([expect.stringContaining('without its sandbox (--no-sandbox)')]);
    expect([app.electron.app.exitCode, app.electron.journal]).toEqual([1, ['ready']]);
    expect(existsSync(join(app.folder, 'data'))).toBe(false);
  });

  test('opens the core only once the window is on its way', async () => {
    await using app = new RunningApp();
    const { journal } = app.electron;
    await app.start({
      openCore: () => {
        journal.push('core');
        return app.openCore();
      },
    });
    await vi.waitFor(() => expect(journal.at(-1)).toBe(quickCapture[1]));
    expect(journal.slice(-5)).toEqual(['window', 'load debrief://app/', 'core', ...quickCapture]);
  });

  test('says why there is no core, in the words of the error table, and ends', async () => {
    await using app = await new RunningApp().start({
      openCore: () => Promise.reject(new DebriefError('store.newer', { found: 9, known: 1 })),
    });
    await vi.waitFor(() => expect(app.electron.app.exitCode).toBe(1));
    expect(app.electron.boxes).toEqual([
      expect.stringMatching(/^Debrief: The database is from a newer Debrief .*\n\nUpdate Debrief, or /),
    ]);
  });

  test('says so where the data folder can not be made', async () => {
    await using app = new RunningApp();
    writeFileSync(join(app.folder, 'data'), 'a file');
    await app.start();
    expect(app.electron.boxes).toEqual([
      expect.stringContaining('The data folder or its database is read-only.'),
    ]);
    expect(app.electron.app.exitCode).toBe(1);
    expect(app.electron.app.windows).toEqual([]);
  });
});

describe('a second start', () => {
  test('brings the window before the person', async () => {
    await using app = await new RunningApp().start();
    app.electron.app.startAgain();
    expect(app.electron.journal.filter((step) => step === 'window')).toHaveLength(1);
    expect(app.electron.window.calls).toEqual(['show', 'focus']);
  });

  test('brings a minimised window back', async () => {
    await using app = await new RunningApp().start();
    app.electron.window.minimized = true;
    app.electron.app.startAgain();
    expect(app.electron.window.calls).toEqual(['restore', 'show', 'focus']);
  });

  test('opens a window where none is left', async () => {
    await using app = await new RunningApp().start({ platform: 'darwin' });
    app.electron.window.destroy();
    app.electron.app.startAgain();
    expect(app.electron.journal.filter((step) => step === 'load debrief://app/')).toHaveLength(2);
  });

  test('opens the draft that it was asked for, in the window that is there', async () => {
    await using app = await new RunningApp().start();
    app.electron.app.startAgain({ show: 'window', draft: '0198-ab' });
    expect(app.electron.window.webContents.routes).toEqual(['/drafts/0198-ab']);
  });

  test('opens quick capture where that was asked for', async () => {
    await using app = await new RunningApp().start();
    app.electron.app.startAgain({ show: 'capture', draft: null });
    expect(app.electron.capture.isShown).toBe(true);
    expect(app.electron.window.calls).toEqual([]);
  });

  test.each([undefined, null, 'x', { show: 'devtools' }, { show: 'window', draft: '../../x' }])(
    'of another version only brings the window: %j',
    async (handed) => {
      await using app = await new RunningApp().start();
      app.electron.app.emit('second-instance', {}, [], '/', handed);
      expect(app.electron.window.calls).toEqual(['show', 'focus']);
      expect(app.electron.window.webContents.routes).toEqual([]);
    },
  );

  test('hands over what it was asked for', async () => {
    await using app = new RunningApp();
    app.electron.app.hasLock = false;
    await app.start({ argv: ['debrief', '--draft=0198-ab', '--original-process-start-time=1', '--capture'] });
    expect(app.electron.app.handedOver).toEqual({ show: 'capture', draft: '0198-ab' });
  });
});

describe('the port', () => {
  test('reaches the core: calls, failures and events', async () => {
    await using app = await new RunningApp().start();
    app.send('debrief:port');
    const client = clientOf(app);
    const events = await client.events.watch({});
    expect((await events.next()).value).toMatchObject({ type: 'status' });
    const { id } = await client.drafts.create({ title: 'Hub down' });
    for await (const event of events) if (event.type === 'draft' && event.id === id) break;
    await expect(client.drafts.get({ id: 'ffff' })).rejects.toMatchObject({
      code: 'DEBRIEF',
      data: { code: 'draft.unknown' },
    });
  });

  test('is given again to a page that was loaded again', async () => {
    await using app = await new RunningApp().start();
    app.send('debrief:port');
    app.send('debrief:port');
    expect(app.electron.window.webContents.portsGiven).toHaveLength(2);
    expect(await clientOf(app).drafts.list({})).toEqual([]);
  });

  test('may be talked to before the core is open', async () => {
    await using app = new RunningApp();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    await app.start({ openCore: () => promise.then(() => app.openCore()) });
    app.send('debrief:port');
    const list = clientOf(app).drafts.list({});
    resolve(undefined);
    expect(await list).toEqual([]);
  });

  test('is closed where the core can not be opened', async () => {
    await using app = await new RunningApp().start({ openCore: () => Promise.reject(new Error('broken')) });
    app.send('debrief:port');
    await vi.waitFor(() => expect(app.electron.channels[0]?.port1.isClosed).toBe(true));
  });

  test.each(foreignFrames)('is not given to %s', async (_, frame) => {
    await using app = await new RunningApp().start();
    app.send('debrief:port', frame);
    expect(app.electron.window.webContents.portsGiven).toEqual([]);
    expect(app.electron.channels).toEqual([]);
  });
});
