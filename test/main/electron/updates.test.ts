import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Updates, type Updater } from '../../../main/electron/updates.ts';
import type { Glance } from '../../../main/glance.ts';

class UpdaterDouble extends EventEmitter implements Updater {
  autoDownload = true;
  autoInstallOnAppQuit = true;
  checks = 0;
  downloads = 0;
  async checkForUpdates(): Promise<null> {
    this.checks += 1;
    return null;
  }
  async downloadUpdate(): Promise<string[]> {
    this.downloads += 1;
    return [];
  }
}

const calm: Glance = { running: null, runningCount: 0, conflicts: [], needsYou: 0 };
const busy = { ...calm, running: { id: 'a', title: 'Hub down', startedAtMs: 0, offsetMs: 0 } } as Glance;

function updatesOn(platform: NodeJS.Platform) {
  const updater = new UpdaterDouble();
  const told: string[] = [];
  const updates = new Updates(updater, platform, ({ code }) => told.push(code));
  return { updater, told, updates };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an update', () => {
  test('is looked for at a calm start and every six hours, downloaded, and told', async () => {
    const { updater, told, updates } = updatesOn('darwin');
    expect([updater.autoDownload, updater.autoInstallOnAppQuit]).toEqual([false, false]);
    updates.show(calm);
    expect(updater.checks).toBe(1);
    await vi.advanceTimersByTimeAsync(6 * 3_600_000);
    expect(updater.checks).toBe(2);
    updater.emit('update-available', { version: '2.0.0' });
    expect(updater.downloads).toBe(1);
    updater.emit('update-downloaded', { version: '2.0.0' });
    expect(told).toEqual(['update.ready']);
    expect(updater.autoInstallOnAppQuit).toBe(true);
  });

  test('is neither looked for, downloaded nor installed while an incident runs', async () => {
    const { updater, updates } = updatesOn('win32');
    updates.show(busy);
    await vi.advanceTimersByTimeAsync(6 * 3_600_000);
    updater.emit('update-available', { version: '2.0.0' });
    expect([updater.checks, updater.downloads, updater.autoInstallOnAppQuit]).toEqual([0, 0, false]);
    updates.show(calm);
    expect([updater.downloads, updater.autoInstallOnAppQuit]).toEqual([1, true]);
    updates.show(busy);
    expect(updater.autoInstallOnAppQuit).toBe(false);
  });

  test('is only told of on Linux, where nobody would check its signature', () => {
    const { updater, told, updates } = updatesOn('linux');
    updates.show(calm);
    updater.emit('update-available', { version: '2.0.0' });
    expect([updater.downloads, updater.autoInstallOnAppQuit, told]).toEqual([0, false, ['update.available']]);
  });

  test('that can not be had disturbs nobody, and is not looked for any more once the app ends', async () => {
    const { updater, told, updates } = updatesOn('darwin');
    updater.emit('error', new Error('net::ERR_INTERNET_DISCONNECTED'));
    updates.stop();
    updates.show(calm);
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect([updater.checks, told]).toEqual([1, []]);
  });
});
