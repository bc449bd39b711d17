/** What a timeline says of the machine's clock: quiet entries, in italics. */
import { roughDuration } from './durations.ts';
import type { Remark } from './stopwatch.ts';

/** The text of the entry that a remark becomes, as Markdown. */
export function remarkText(remark: Remark): string {
  return `*${wordsOf(remark)}*`;
}

function wordsOf(remark: Remark): string {
  switch (remark.is) {
    case 'clockSet': {
      const by = roughDuration(Math.abs(remark.byMs));
      return `The clock of this machine was set ${remark.byMs < 0 ? 'back' : 'forward'} by ${by}; the times here go on as before.`;
    }
    case 'slept':
      return `This machine slept for ${roughDuration(remark.forMs)}.`;
    case 'rebooted':
      return 'This machine was started anew; from before to here the time is that of its clock.';
    case 'zoneChanged':
      return `The time zone of this machine changed from ${remark.from} to ${remark.to}; the times here stay in theirs.`;
  }
}
