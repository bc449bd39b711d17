/** Reads pasted lines beside the page: long logs take a while, and what knows the world's clocks is large. */
import type { ReadLines, ReadOptions } from '../../app/backfill.ts';
import { readLines } from '../../app/backfill.ts';
import { checkZone } from '../../app/zones.ts';

export interface ReadRequest {
  readonly text: string;
  /** `zone` as a person typed it: one that nobody knows counts as none. */
  readonly options: ReadOptions;
}

export interface ReadAnswer {
  readonly read: ReadLines;
  /** The zone that was asked for is not known. */
  readonly isZoneUnknown: boolean;
}

/** The zone by its IANA name; null if it is none. */
function zoneTyped(typed: string): string | null {
  try {
    return checkZone(typed);
  } catch {
    return null;
  }
}

addEventListener('message', ({ data: { text, options } }: MessageEvent<ReadRequest>) => {
  const { zone: typed, ...others } = options;
  const zone = typed === undefined ? null : zoneTyped(typed);
  const answer: ReadAnswer = {
    read: readLines(text, zone === null ? others : { ...others, zone }),
    isZoneUnknown: typed !== undefined && zone === null,
  };
  postMessage(answer);
});
