import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { GITHUB_PACE } from '../../app/pace.ts';
import type { Keychain } from '../../main/account/keychain.ts';
import { KeychainUnavailable } from '../../main/account/keychain.ts';
import type { Core, CoreOptions } from '../../main/core.ts';
import { openCore } from '../../main/core.ts';
import type { StandIn } from './github/stand-in.ts';

export const TOKEN = 'github_pat_11AAAAAAA0test';
export const REPO = 'acme/ops';

/** A folder that is removed when it goes out of scope. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'debrief-test-'));
  return {
    path,
    [Symbol.dispose]: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** A keychain that lasts as long as the test. The real one is tried in test/main/account/keychain.test.ts. */
export function memoryKeychain(): Keychain {
  const kept = new Map<string, string>();
  return {
    read: (account) => Promise.resolve(kept.get(account) ?? null),
    write: (account, secret) => {
      kept.set(account, secret);
      return Promise.resolve();
    },
    remove: (account) => {
      kept.delete(account);
      return Promise.resolve();
    },
  };
}

/** As on a machine without one. */
export function noKeychain(): Keychain {
  const none = (): Promise<never> => Promise.reject(new KeychainUnavailable('no keychain'));
  return { read: none, write: none, remove: none };
}

/** Kim's account, the organisation and a repository that Kim may push to. */
export function furnish(github: StandIn): StandIn {
  github.addAccount({ login: 'kim', token: TOKEN });
  github.addAccount({ login: 'acme', isOrganization: true });
  github.addRepository({ repo: REPO, push: ['kim'] });
  return github;
}

/** A core on a folder, signed in through the environment, that does not wait between writes. */
export function openTestCore(folder: string, apiUrl: string, options: Partial<CoreOptions> = {}): Core {
  return openCore({
    folder,
    environment: { GH_TOKEN: TOKEN, DEBRIEF_API_URL: apiUrl },
    keychain: memoryKeychain(),
    machineZone: () => 'Europe/London',
    pace: { ...GITHUB_PACE, gapMs: 0 },
    ...options,
  });
}
