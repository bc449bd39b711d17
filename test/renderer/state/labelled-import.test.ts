import { describe, expect, it } from 'vitest';

import type { CoreClient } from '../../../app/contract.ts';
import { describeError } from '../../../app/errors.ts';
import type { LabelledEvent } from '../../../app/views.ts';
import { LabelledImport } from '../../../renderer/state/labelled-import.svelte.ts';

const REQUEST = { repo: 'acme/ops', label: 'post-mortem', state: 'all' } as const;

function taken(number: number, result: 'imported' | 'here' | 'unreadable'): LabelledEvent {
  const issue = { repo: 'acme/ops', number, url: `https://github.com/acme/ops/issues/${number}` };
  const error = result === 'unreadable' ? describeError('labels.invalid', { label: 'a, b' }) : null;
  return { is: 'issue', issue, title: 'Outage', draft: null, result, error };
}

/** A core that tells these events. After them it waits until it is stopped, fails, or is done. */
function clientTelling(events: readonly LabelledEvent[], then: 'waits' | 'fails' | 'ends'): CoreClient {
  const importLabelled = (_request: unknown, { signal }: { readonly signal: AbortSignal }): unknown =>
    (async function* () {
      yield* events;
      if (then === 'fails') throw new Error('the link broke');
      if (then === 'waits')
        await new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error)),
        );
    })();
  return { drafts: { importLabelled } } as unknown as CoreClient;
}

describe('the import of every issue with a label, in the window', () => {
  it('counts what it is told, and names what can’t be read', async () => {
    const events = [taken(3, 'imported'), taken(2, 'here'), taken(1, 'unreadable')];
    const running = new LabelledImport(clientTelling(events, 'ends'));
    expect(running.state).toBe('idle');
    await running.run(REQUEST);
    expect([running.state, running.imported, running.here]).toEqual(['done', 1, 1]);
    expect(running.unreadable).toMatchObject([{ name: 'acme/ops#1', problem: { code: 'labels.invalid' } }]);
  });

  it('can be stopped while it waits out a pause; what is counted stays', async () => {
    const events: LabelledEvent[] = [taken(1, 'imported'), { is: 'paused', untilMs: 5 }];
    const running = new LabelledImport(clientTelling(events, 'waits'));
    const over = running.run(REQUEST);
    await expect.poll(() => running.pausedUntilMs).toBe(5);
    running.stop();
    await over;
    expect([running.state, running.imported, running.pausedUntilMs]).toEqual(['stopped', 1, null]);
    expect(running.problem).toBeNull();
  });

  it('says why it broke off, and begins from nothing the next time', async () => {
    const running = new LabelledImport(clientTelling([taken(1, 'imported')], 'fails'));
    await running.run(REQUEST);
    expect([running.state, running.imported]).toEqual(['failed', 1]);
    expect(running.problem).not.toBeNull();
    const again = running.run(REQUEST);
    expect([running.state, running.imported, running.problem]).toEqual(['running', 0, null]);
    await again;
  });
});
