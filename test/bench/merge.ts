/** How long it takes to merge a body, by its size, beside the least that any merge has to do: two line diffs. */
import { diffLines } from 'diff';
import { mergeBodies } from '../../app/merge.ts';

export interface MergeFigures {
  /** Size of the base, in KB of 1,024 characters. */
  readonly kilobytes: number;
  /** Milliseconds for one merge of two versions that were edited in a few places each: the median, best and worst. */
  readonly mergeMs: number;
  readonly bestMs: number;
  readonly worstMs: number;
  /** Milliseconds for jsdiff's line diff of the base with each of the two versions: the median, and the best. */
  readonly floorMs: number;
  readonly bestFloorMs: number;
  /** The best merge by the best floor: what else the machine does at the time disturbs those least. */
  readonly ratio: number;
}

const SIZES = [4, 16, 64];
const ROUNDS = 25;

/** Figures for bodies of 4, 16 and 64 KB. */
export function benchMerge(): readonly MergeFigures[] {
  return SIZES.map((kilobytes) => {
    const base = bodyOf(kilobytes * 1024);
    const [mine, theirs] = [editedByMe(base), editedByThem(base)];
    const merge = time(() => mergeBodies(base, mine, theirs));
    const floor = time(() => [diffLines(base, mine), diffLines(base, theirs)]);
    return {
      kilobytes,
      mergeMs: merge.median,
      bestMs: merge.best,
      worstMs: merge.worst,
      floorMs: floor.median,
      bestFloorMs: floor.best,
      ratio: merge.best / floor.best,
    };
  });
}

interface Times {
  readonly median: number;
  readonly best: number;
  readonly worst: number;
}

function time(run: () => unknown): Times {
  const times = Array.from({ length: ROUNDS }, () => {
    const from = performance.now();
    run();
    return performance.now() - from;
  }).sort((a, b) => a - b);
  return { median: times[ROUNDS >> 1] ?? 0, best: times[0] ?? 0, worst: times.at(-1) ?? 0 };
}

/** A post-mortem of this many characters: half of it a timeline, the rest prose and lists. */
function bodyOf(size: number): string {
  const parts = [
    '# Summary\n\nThe primary database ran out of disk space, and writes failed for 41 minutes.\n',
  ];
  let length = size - 400;
  const add = (part: string): void => {
    parts.push(part);
    length -= part.length;
  };
  add('\n## Timeline\n\nAll times in UTC.\n');
  for (let minute = 0; length > size / 2; minute += 3) {
    const clock = `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    const day = `2026-03-${String(1 + Math.floor(minute / 1440)).padStart(2, '0')} `;
    add(
      `\n### ${minute % 1440 === 0 ? day : ''}${clock}\n\nNode ${minute} reported ${minute * 7} failed writes; on call looked at it.\n`,
    );
  }
  add('\n## What went wrong\n');
  for (let n = 1; length > size / 6; n += 1) {
    add(
      `\nFinding ${n}: the volume of replica ${n} had no alert of its own, so nobody saw it fill up over ${n} weeks.\n`,
    );
  }
  add('\n## Action items\n\n### Technical improvements\n\n');
  for (let n = 1; length > 0; n += 1)
    add(`${n}. Give volume ${n} an alert at 80 % [acme/ops#${n}](https://github.com/acme/ops/issues/${n})\n`);
  return `${parts.join('')}\n<!-- debrief:0197f0a4-5a5e-7cc2-9b5e-3a1d5d0f0c11 -->\n`;
}

const replaceOnce = (text: string, from: string, to: string): string => text.replace(from, () => to);

function editedByMe(base: string): string {
  const summary = replaceOnce(base, '41 minutes', '43 minutes');
  const timeline = replaceOnce(
    summary,
    '\n### 00:30\n',
    '\n### 00:29\n\nPaged the database team.\n\n### 00:30\n',
  );
  const finding = replaceOnce(timeline, 'Finding 3: the volume', 'Finding 3: the data volume');
  return replaceOnce(finding, '\n<!-- ', 'Rehearse a failover every quarter\n\n<!-- ').replace(
    /\n(?=Rehearse)/,
    '\n999. ',
  );
}

function editedByThem(base: string): string {
  const summary = replaceOnce(base, 'writes failed', 'all writes failed');
  const timeline = replaceOnce(
    summary,
    '\n### 00:33\n',
    '\n### 00:31\n\nStatus page updated.\n\n### 00:33\n',
  );
  const item = replaceOnce(
    timeline,
    '1. Give volume 1 an alert at 80 %',
    '1. Give volume 1 an alert at 75 %',
  );
  return replaceOnce(item, 'over 5 weeks', 'over five weeks');
}
