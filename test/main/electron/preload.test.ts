import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { build, type Rolldown } from 'vite';
import { root } from '../../house/tree.ts';

let script = '';
beforeAll(async () => {
  // As scripts/build.ts does it, but into memory.
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { external: ['electron'] },
    build: {
      ssr: true,
      write: false,
      minify: false,
      rolldownOptions: { input: join(root, 'main/electron/preload.ts'), output: { format: 'cjs' } },
    },
  })) as Rolldown.RolldownOutput;
  expect(built.output).toHaveLength(1);
  script = built.output[0].code;
});

type Message = { message: unknown; origin: string; transfer?: readonly unknown[] };

/** The script beside a page, in a world that has what a sandboxed preload script has, and no more. */
function runPreload() {
  const ipcRenderer = Object.assign(new EventEmitter(), {
    sent: [] as string[],
    send: (channel: string) => void ipcRenderer.sent.push(channel),
  });
  const exposed: Record<string, Record<string, () => void>> = {};
  const contextBridge = {
    exposeInMainWorld: (name: string, api: Record<string, () => void>) => (exposed[name] = api),
  };
  const listeners: ((event: { data: unknown; source: unknown }) => void)[] = [];
  const posted: Message[] = [];
  const window = {
    location: { origin: 'debrief://app', hash: '' },
    addEventListener: (_type: string, listener: (typeof listeners)[number]) => void listeners.push(listener),
    postMessage: (message: unknown, origin: string, transfer?: readonly unknown[]) =>
      void posted.push({ message, origin, ...(transfer && { transfer }) }),
  };
  const required: string[] = [];
  const require = (name: string) => {
    required.push(name);
    return { contextBridge, ipcRenderer };
  };
  runInNewContext(script, { require, window, module: { exports: {} }, exports: {} });
  const say = (data: unknown, source: unknown = window) =>
    listeners.forEach((hear) => hear({ data, source }));
  return { ipcRenderer, exposed, posted, required, say, window };
}

describe('the preload script', () => {
  test('is one file that needs nothing but Electron', () => {
    expect(runPreload().required).toEqual(['electron']);
  });

  test('gives the page one thing: a way to ask for its port', () => {
    const { exposed, ipcRenderer } = runPreload();
    expect(Object.keys(exposed)).toEqual(['debrief']);
    expect(Object.keys(exposed['debrief'] ?? {})).toEqual(['port']);
    expect(exposed['debrief']?.['port']?.()).toBeUndefined();
    expect(ipcRenderer.sent).toEqual(['debrief:port']);
  });

  test('hands the port to the page, and to no other origin', () => {
    const { ipcRenderer, posted } = runPreload();
    const ports = [{}];
    ipcRenderer.emit('debrief:port', { ports });
    expect(posted).toEqual([{ message: 'debrief:port', origin: 'debrief://app', transfer: ports }]);
  });

  test('carries the question whether everything is saved, and the answer', () => {
    const { ipcRenderer, posted, say } = runPreload();
    ipcRenderer.emit('debrief:flush', {});
    expect(posted).toEqual([{ message: 'debrief:flush', origin: 'debrief://app' }]);
    say('debrief:flushed');
    expect(ipcRenderer.sent).toEqual(['debrief:flushed']);
  });

  test('says that a line of quick capture is on disk, and has the page go where a menu leads', () => {
    const { ipcRenderer, say, window } = runPreload();
    say('debrief:captured');
    expect(ipcRenderer.sent).toEqual(['debrief:captured']);
    ipcRenderer.emit('debrief:route', {}, '/settings');
    expect(window.location).toEqual({ origin: 'debrief://app', hash: '/settings' });
  });

  test('carries nothing else, and nothing of another window', () => {
    const { ipcRenderer, say } = runPreload();
    say('debrief:flushed', {});
    say('debrief:port');
    say({ channel: 'debrief:flushed' });
    expect(ipcRenderer.sent).toEqual([]);
  });
});
