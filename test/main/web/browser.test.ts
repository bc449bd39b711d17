import { describe, expect, test } from 'vitest';
import { browserCommand } from '../../../main/web/browser.ts';

describe('what opens the browser', () => {
  test.each([
    ['darwin', {}, ['open']],
    ['win32', {}, ['rundll32', 'url.dll,FileProtocolHandler']],
    ['linux', { DISPLAY: ':0' }, ['xdg-open']],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, ['xdg-open']],
    ['linux', { DISPLAY: '' }, undefined],
    ['linux', {}, undefined],
  ] as const)('on %s with %o is %o', (platform, env, command) => {
    expect(browserCommand(platform, env)).toEqual(command);
  });
});
