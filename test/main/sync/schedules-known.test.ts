import { describe, expect, it } from 'vitest';

import type { Event } from './schedules/events.ts';
import { Life } from './schedules/life.ts';

const sync: Event = { do: 'sync' };
const write: Event = { do: 'here', what: 'write', pick: 0 };

/** Each was found at random and ended badly once: here it is as short as it goes. */
const KNOWN: Readonly<Record<string, readonly Event[]>> = {
  'an action item that a colleague’s machine makes another one, while its issue is asked for here': [
    { do: 'here', what: 'add action', pick: 0 },
    sync,
    { do: 'here', what: 'edit action', pick: 0 },
    { do: 'second', what: 'file action', pick: 0 },
    write,
    sync,
    { do: 'wait', ms: 60_000 },
  ],
  'an action item that is taken out while its issue is on its way': [
    { do: 'here', what: 'add action', pick: 0 },
    { do: 'here', what: 'file action', pick: 0 },
    sync,
    { do: 'here', what: 'add action', pick: 0 },
    { do: 'here', what: 'file action', pick: 1 },
    { do: 'here meanwhile', what: 'remove action', pick: 1, sent: true },
    sync,
  ],
  'a clock that is set back by days while a create is looked for': [
    { do: 'crash', sent: false },
    { do: 'set clock', ms: -72 * 3_600_000 },
    sync,
  ],
  'a lost create that is looked for while the repository shows no issues': [
    { do: 'crash', sent: true },
    { do: 'trouble', what: 'no issues' },
    sync,
    { do: 'fault', fault: { kind: 'missing-permission' }, after: 1, count: 1 },
    sync,
  ],
  'a lost create that turns up after another one with more words was refused': [
    { do: 'crash', sent: true },
    write,
    { do: 'trouble', what: 'no issues' },
    sync,
    write,
    { do: 'there', what: 'write', pick: 0 },
    { do: 'trouble', what: 'archived' },
  ],
};

describe('schedules that ended badly once', () => {
  it.each(Object.entries(KNOWN))('%s', async (_name, schedule) => {
    await using life = await Life.begin();
    for (const event of schedule) await life.happen(event);
    expect(await life.end()).toBeNull();
  });
});
