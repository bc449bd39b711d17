import { describe, expect, test, vi } from 'vitest';
import { Attention, newConflicts } from '../../../main/electron/attention.ts';
import { trayMenu, trayTitle } from '../../../main/electron/tray.ts';
import { Windows } from '../../../main/electron/windows.ts';
import type { Glance } from '../../../main/glance.ts';
import { ElectronDouble } from './electron-double.ts';

const calm: Glance = { running: null, runningCount: 0, conflicts: [], needsYou: 0 };
const hub = { id: 'a', title: 'Hub down' } as Glance['conflicts'][number];
const dns = { id: 'b', title: 'DNS' } as Glance['conflicts'][number];
const conflict: Glance = { ...calm, conflicts: [hub], needsYou: 1 };

function attentionOn(platform: NodeJS.Platform) {
  const electron = new ElectronDouble();
  const core = Promise.withResolvers<never>();
  const windows = new Windows(electron.parts, { platform, preload: '/p.cjs' }, core.promise, () => undefined);
  windows.present();
  return { electron, attention: new Attention(electron.parts, windows, { platform, images: '/images' }) };
}

describe('a conflict', () => {
  test('is new when it was not there at the last look', () => {
    expect(newConflicts(calm, conflict)).toEqual([hub]);
    expect(newConflicts(conflict, { ...conflict, conflicts: [hub, dns] })).toEqual([dns]);
    expect(newConflicts(conflict, calm)).toEqual([]);
  });

  test('that was there at the start is told by the badge alone', () => {
    const { electron, attention } = attentionOn('linux');
    attention.show(conflict);
    expect([electron.app.badge, electron.notifications]).toEqual([1, []]);
  });

  test('is notified once, and the notification leads to it', () => {
    const { electron, attention } = attentionOn('linux');
    attention.show(calm);
    attention.show(conflict);
    attention.show({ ...conflict, needsYou: 2 });
    expect(electron.notifications.map(({ options }) => options.body)).toEqual([
      expect.stringContaining('Hub down was changed here and on GitHub.'),
    ]);
    electron.notifications[0]?.emit('click');
    expect(electron.window.webContents.routes).toEqual(['/drafts/a/conflict']);
  });

  test('is not notified to whoever has the window before them', () => {
    const { electron, attention } = attentionOn('linux');
    attention.show(calm);
    electron.window.focus();
    attention.show(conflict);
    expect(electron.notifications).toEqual([]);
  });
});

describe('the badge', () => {
  test('is a number, and gone when nothing waits', () => {
    const { electron, attention } = attentionOn('darwin');
    attention.show(conflict);
    expect(electron.app.badge).toBe(1);
    attention.show(calm);
    expect(electron.app.badge).toBe(0);
  });

  test('is a picture over the taskbar’s button on Windows', () => {
    const { electron, attention } = attentionOn('win32');
    attention.show(conflict);
    expect([electron.window.overlay, electron.app.badge]).toEqual(['1 waiting for you', undefined]);
    attention.show(calm);
    expect(electron.window.overlay).toBe('');
  });
});

describe('the tray', () => {
  const running = { id: 'a', title: 'Hub down', startedAtMs: 1_000, offsetMs: 0 } as NonNullable<
    Glance['running']
  >;

  test('says how long the incident runs by its own clock, and how many more do', () => {
    expect(trayTitle(calm, 5_000)).toBe('Debrief');
    expect(trayTitle({ ...calm, running, runningCount: 1 }, 3_662_000)).toBe('Hub down 01:01:01');
    expect(trayTitle({ ...calm, running: { ...running, offsetMs: -1_000 }, runningCount: 3 }, 3_000)).toBe(
      'Hub down 00:00:01 (and 2 more)',
    );
  });

  test('tells what waits for a person', () => {
    const actions = { show: vi.fn() } as never;
    const labels = (glance: Glance): (string | undefined)[] =>
      trayMenu(glance, actions).map(({ label }) => label);
    expect(labels(conflict)).toContain('1 waiting for you');
    expect(labels(calm)).not.toContain('0 waiting for you');
  });
});
