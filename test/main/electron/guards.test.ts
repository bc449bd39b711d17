import { describe, expect, test } from 'vitest';
import { isOurPage, outsideAddress } from '../../../main/electron/guards.ts';
import { Preventable } from './electron-double.ts';
import { foreignFrames, RunningApp } from './running-app.ts';

describe('our page', () => {
  test('is the main frame of our own origin', () => {
    expect(isOurPage({ origin: 'debrief://app', parent: null })).toBe(true);
  });

  test.each(foreignFrames)('is not %s', (_, frame) => {
    expect(isOurPage(frame)).toBe(false);
  });
});

describe('an address for the system’s browser', () => {
  test.each([
    ['https://github.com/acme/ops/issues/128', 'https://github.com/acme/ops/issues/128'],
    ['HTTPS://GitHub.com/a b', 'https://github.com/a%20b'],
    ['https://github.com:8443/', 'https://github.com:8443/'],
  ])('is one of the web: %s', (address, opened) => {
    expect(outsideAddress(address)).toBe(opened);
  });

  test.each([
    'http://github.com/',
    'file:///etc/passwd',
    'file://server/share/x.exe',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://server/share',
    'ms-settings:',
    'debrief://app/',
    'mailto:a@example.com',
    'https://github.com@evil.example/',
    'https://user:secret@github.com/',
    'https://:secret@github.com/',
    'https://',
    'not an address',
    '',
    `https://github.com/${'a'.repeat(2_000)}`,
  ])('is none of these: %s', (address) => {
    expect(outsideAddress(address)).toBeUndefined();
  });
});

describe('contents', () => {
  test('go nowhere; what leads to the web opens outside', async () => {
    await using app = await new RunningApp().start();
    const { webContents } = app.electron.window;
    for (const address of [
      'https://github.com/',
      'file:///etc/passwd',
      'debrief://app/',
      'http://a.example/',
    ]) {
      expect(webContents.navigate(address)).toBe(false);
    }
    expect(app.electron.openedOutside).toEqual(['https://github.com/']);
  });

  test('have no frame that goes anywhere, in here or outside', async () => {
    await using app = await new RunningApp().start();
    expect(app.electron.window.webContents.navigate('https://evil.example/', false)).toBe(false);
    expect(app.electron.openedOutside).toEqual([]);
  });

  test('open no second window; what leads to the web opens outside', async () => {
    await using app = await new RunningApp().start();
    const { webContents } = app.electron.window;
    expect(webContents.open('https://github.com/')).toBe('deny');
    expect(webContents.open('debrief://app/')).toBe('deny');
    expect(webContents.open('javascript:alert(1)')).toBe('deny');
    expect(app.electron.openedOutside).toEqual(['https://github.com/']);
  });

  test('hold no webview', async () => {
    await using app = await new RunningApp().start();
    const event = new Preventable();
    app.electron.window.webContents.emit('will-attach-webview', event);
    expect(event.defaultPrevented).toBe(true);
  });
});

describe('the session', () => {
  const own = { isMainFrame: true, requestingUrl: 'debrief://app/' };

  /** Asks both handlers, as Electron does: one for what is asked for, one for what is only looked up. */
  async function isGranted(permission: string, details = own): Promise<boolean[]> {
    await using app = await new RunningApp().start();
    const { request, check } = app.electron.session;
    const asked = await new Promise<boolean>((resolve) =>
      request?.(undefined as never, permission as never, resolve, details),
    );
    const origin = new URL(details.requestingUrl);
    const looked = check?.(null, permission as never, `${origin.protocol}//${origin.host}/`, {
      ...details,
      securityOrigin: '',
    });
    return [asked, looked ?? true];
  }

  test('lets our page put text on the clipboard', async () => {
    expect(await isGranted('clipboard-sanitized-write')).toEqual([true, true]);
  });

  test.each([
    'clipboard-read',
    'media',
    'geolocation',
    'notifications',
    'openExternal',
    'fullscreen',
    'hid',
    'serial',
    'usb',
    'display-capture',
    'fileSystem',
    'local-network-access',
    'unknown',
  ])('denies %s', async (permission) => {
    expect(await isGranted(permission)).toEqual([false, false]);
  });

  test('denies everything to a frame and to another origin', async () => {
    const write = 'clipboard-sanitized-write';
    expect(await isGranted(write, { ...own, isMainFrame: false })).toEqual([false, false]);
    expect(await isGranted(write, { ...own, requestingUrl: 'https://a.example/' })).toEqual([false, false]);
  });

  test('denies devices', async () => {
    await using app = await new RunningApp().start();
    expect(app.electron.session.device?.({} as never)).toBe(false);
  });

  test('reaches no network, since the core alone talks to GitHub', async () => {
    await using app = await new RunningApp().start();
    expect(app.electron.session.cancelled).toEqual(
      ['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) => `${scheme}://*/*`),
    );
  });
});
