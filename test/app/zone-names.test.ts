import { describe, expect, it } from 'vitest';

import { zoneWithNames } from '../../app/zone-names.ts';

const winter = Date.UTC(2026, 0, 1);
const summer = Date.UTC(2026, 6, 1);

describe('a zone with the names that people know', () => {
  it.each([
    ['Europe/London', [summer], 'Europe/London (BST)'],
    ['Europe/London', [winter, summer, winter], 'Europe/London (GMT, BST)'],
    ['America/Los_Angeles', [winter], 'America/Los_Angeles (PST)'],
    ['Asia/Kolkata', [winter], 'Asia/Kolkata (IST)'],
    ['Asia/Tokyo', [winter], 'Asia/Tokyo (JST)'],
    ['Asia/Kathmandu', [winter], 'Asia/Kathmandu (GMT+5:45)'],
    ['UTC', [winter], 'UTC'],
    ['+05:30', [winter], '+05:30'],
    ['Mars/Olympus', [winter], 'Mars/Olympus'],
    ['Europe/London', [], 'Europe/London'],
  ])('%s at %j is %s', (zone, instants, expected) => {
    expect(zoneWithNames(zone, instants)).toBe(expected);
  });
});
