import { installCommandLine } from './command-line-tool.ts';
import type { HostedCore, HostOptions } from './options.ts';
import type { ElectronParts } from './parts.ts';
import { tell } from './tell.ts';
import type { Windows } from './windows.ts';

/** What menus and the tray offer. None of them throws: what goes wrong is told in a box. */
export type Actions = {
  /** @param route the place of the app, after `#` */
  readonly show: (route?: string) => void;
  readonly capture: () => void;
  readonly newDraft: () => void;
  readonly startIncident: () => void;
  readonly stopIncident: (id: string) => void;
  readonly sync: () => void;
  readonly installCommandLine: () => void;
  readonly quit: () => void;
};

export function actionsOn(
  { app, dialog }: Pick<ElectronParts, 'app' | 'dialog'>,
  windows: Windows,
  core: Promise<HostedCore>,
  options: Pick<HostOptions, 'env' | 'execPath' | 'nowMs' | 'platform'>,
): Actions {
  const attempt = (work: (client: HostedCore['client']) => Promise<unknown>): void => {
    core.then(({ client }) => work(client)).catch((error: unknown) => tell(dialog, error));
  };
  return {
    show: (route) => windows.present(route),
    capture: () => windows.capture(),
    newDraft: () => attempt(async ({ drafts }) => windows.present(`/drafts/${(await drafts.create({})).id}`)),
    startIncident: () => {
      // When it was asked for, however long the core takes.
      const atMs = options.nowMs();
      attempt(async ({ timeline }) => windows.present(`/drafts/${(await timeline.start({ atMs })).id}`));
    },
    stopIncident: (id) => {
      const stampMs = options.nowMs();
      attempt(({ timeline }) => timeline.stop({ id, stampMs }));
    },
    sync: () => attempt(({ sync }) => sync.request({})),
    installCommandLine: () => installCommandLine(dialog, options),
    quit: () => app.quit(),
  };
}
