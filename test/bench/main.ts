/**
 * `npm run bench [NAME…]`: how long things take. Each figure stands beside a floor that was measured in the same run, as a
 * ratio: the machine's speed drops out. Nothing here passes or fails.
 */
import { ensureBuilt } from '../../scripts/build.ts';
import { benchBrowser } from './browser.ts';
import { benchCheckMark } from './check-mark.ts';
import { benchCall, benchCommand } from './logging.ts';
import { benchMarkdown } from './markdown.ts';
import type { MergeFigures } from './merge.ts';
import { benchMerge } from './merge.ts';
import { benchSecrets } from './secrets.ts';
import { benchLog, benchOpenLogClose, benchSearch } from './store.ts';
import { benchSync } from './sync.ts';
import type { Figure } from './timing.ts';
import { printFigure } from './timing.ts';
import { benchWebStart } from './web-start.ts';

function mergeFigure({ kilobytes, mergeMs, floorMs }: MergeFigures): Figure {
  return {
    what: `merge a ${kilobytes} KB body`,
    ms: mergeMs,
    floor: "jsdiff's line diff of both sides",
    floorMs,
  };
}

const benches: Readonly<Record<string, () => readonly Figure[] | Promise<readonly Figure[]>>> = {
  log: async () => [...benchLog(), ...(await benchCall()), ...benchOpenLogClose()],
  'check-mark': benchCheckMark,
  command: benchCommand,
  search: () => benchSearch(),
  markdown: benchMarkdown,
  merge: () => benchMerge().map(mergeFigure),
  secrets: benchSecrets,
  sync: benchSync,
  start: async () => {
    await ensureBuilt();
    return benchWebStart();
  },
  browser: async () => {
    await ensureBuilt();
    return benchBrowser();
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  console.error(
    `There is no figure called ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`,
  );
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length === 0 || wanted.includes(name)) for (const figure of await bench()) printFigure(figure);
  }
}
