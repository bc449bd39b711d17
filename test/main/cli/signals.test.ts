import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';

import { SignalHolders } from '../../../main/cli/signals.ts';

test('the last holder hears of a signal, and with none the process is left as it was', () => {
  const source = new EventEmitter();
  const signals = new SignalHolders(source);
  const heard: string[] = [];
  const outer = signals.hold(['SIGINT', 'SIGTERM'], (signal) => heard.push(`outer ${signal}`));
  const inner = signals.hold(['SIGINT'], (signal) => heard.push(`inner ${signal}`));
  for (const signal of ['SIGINT', 'SIGTERM']) source.emit(signal, signal);
  outer[Symbol.dispose]();
  expect(source.emit('SIGTERM', 'SIGTERM')).toBe(false);
  source.emit('SIGINT', 'SIGINT');
  inner[Symbol.dispose]();
  expect(source.emit('SIGINT', 'SIGINT')).toBe(false);
  expect(heard).toEqual(['inner SIGINT', 'outer SIGTERM', 'inner SIGINT']);
});
