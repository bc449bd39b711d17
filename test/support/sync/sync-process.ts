/**
 * `node sync-process.ts FOLDER API_URL ROUND STOP METHOD`: opens a core on a data folder as any host does, brings everything in step,
 * then files drafts and writes on them while it syncs. It says on a line each what it acknowledged, and never ends by itself: a
 * test kills it. STOP is where it holds still for that: at a write's `intent` (on disk, not sent), when a write was `answered`
 * (and the answer not recorded), or nowhere (`-`).
 */
import { writeSync } from 'node:fs';

import { openTestCore, REPO } from '../core.ts';

const [folder = '', apiUrl = '', round = '0', stop = '-', method = 'POST'] = process.argv.slice(2);

/** Longer than a lease: whoever held it in the round before was killed. */
const ROUND_MS = 61_000;

// Holding still is not ending: a process in which nothing is under way any more would end by itself.
setInterval(() => undefined, ROUND_MS);

let armed = false;
let filing: string | null = null;
let turn = 0;

function say(event: string, ...words: readonly string[]): void {
  writeSync(1, `${[event, ...words].join(' ')}\n`);
}

/** Says where it is, and stays there. */
function holdStill(at: string): Promise<never> {
  say('at', at);
  return Promise.withResolvers<never>().promise;
}

async function stoppingFetch(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const holds = armed && init?.method === method;
  if (holds && stop === 'intent') return holdStill(stop);
  const answering = fetch(input, init);
  // The person writes on while a create is under way: an update has to follow it.
  if (init?.method === 'POST' && filing !== null) await log(filing, `second-${round}-${turn}-x`);
  const answer = await answering;
  return holds && stop === 'answered' ? holdStill(stop) : answer;
}

const core = openTestCore(folder, apiUrl, {
  nowMs: () => Date.now() + Number(round) * ROUND_MS,
  fetch: stoppingFetch,
  pace: { gapMs: 0, perMinute: 100_000, perHour: 100_000 },
});
await core.client.settings.set({ 'sync.lookAgain': [0] });
say('open');
await core.client.sync.run({ waitMs: 60_000 });
say('recovered');
armed = true;

async function log(draft: string, word: string): Promise<void> {
  await core.client.timeline.log({ draft, text: word });
  say('kept', draft, word);
}

for (; ; turn += 1) {
  const { id } = await core.client.drafts.create({ title: `Round ${round}, ${turn}`, repo: REPO });
  say('draft', id);
  await log(id, `first-${round}-${turn}-x`);
  filing = id;
  await core.client.sync.run({ ids: [id], waitMs: 60_000 });
  say('synced');
}
