import { join } from 'node:path';
import type { HostedCore, HostOptions } from '../../../main/electron/options.ts';
import { startHost } from '../../../main/electron/host.ts';
import { servePorts } from '../../../main/serve-link.ts';
import { openTestCore, temporaryFolder } from '../../support/core.ts';
import { writeRenderer } from '../web/running-host.ts';
import { ElectronDouble } from './electron-double.ts';

/** Nothing listens there: what is tested here needs no GitHub. */
const nowhere = 'http://127.0.0.1:1';

/** The desktop host on a double of Electron and, unless a test says otherwise, on a real core. */
export class RunningApp implements AsyncDisposable {
  readonly electron = new ElectronDouble();
  readonly folder: string;
  readonly #cleanUp = new AsyncDisposableStack();

  constructor() {
    this.folder = this.#cleanUp.use(temporaryFolder()).path;
    writeRenderer(this.folder);
  }

  get options(): HostOptions {
    return {
      openCore: () => this.openCore(),
      dataFolder: join(this.folder, 'data'),
      rendererFolder: join(this.folder, 'renderer'),
      preload: '/dist/electron/preload.cjs',
      images: '/dist/electron/images',
      updater: () => Promise.resolve(null),
      platform: 'linux',
      argv: ['/opt/Debrief/debrief'],
      env: { XDG_CONFIG_HOME: join(this.folder, 'config') },
      execPath: '/opt/Debrief/debrief',
      nowMs: Date.now,
    };
  }

  async openCore(): Promise<HostedCore> {
    const core = openTestCore(join(this.folder, 'data'), nowhere);
    let closing: Promise<void> | undefined;
    const close = (): Promise<void> => (closing ??= core.close());
    this.#cleanUp.defer(close);
    return { ...core, servePort: servePorts(core), close };
  }

  /** Starts the host and has Electron be ready. */
  async start(options: Partial<HostOptions> = {}): Promise<this> {
    startHost(this.electron.parts, { ...this.options, ...options });
    await this.electron.app.becomeReady();
    return this;
  }

  /** As the preload script carries the page's messages. */
  send(channel: string, from?: { origin: string; parent: object | null } | null): void {
    this.electron.window.webContents.receive(channel, from);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#cleanUp.disposeAsync();
  }
}

/** Frames that are not ours: none, another site's, one inside our page, one without an origin. */
export const foreignFrames = [
  ['a frame that is gone', null],
  ['another site', { origin: 'https://evil.example', parent: null }],
  ['a frame within our page', { origin: 'debrief://app', parent: {} }],
  ['another host of the scheme', { origin: 'debrief://other', parent: null }],
  ['a page without an origin', { origin: 'null', parent: null }],
] as const;
