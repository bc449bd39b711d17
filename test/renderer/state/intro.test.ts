import { describe, expect, it } from 'vitest';

import { hasUnreadTimes, locateIntro } from '../../../renderer/state/intro.ts';

describe('what stands before the first row', () => {
  it('has the zone line apart from the rest', () => {
    expect(locateIntro({ intro: 'All times in Europe/London.' })).toEqual({
      zone: 'All times in Europe/London.',
      text: '',
    });
    expect(locateIntro({ intro: 'Note.\n\nAll times are in UTC\n' })).toEqual({
      zone: 'All times are in UTC',
      text: 'Note.',
    });
    expect(locateIntro({ intro: 'Just words.' })).toEqual({ zone: '', text: 'Just words.' });
  });

  it('is known to hold times that were not read', () => {
    expect(hasUnreadTimes('### 2018-03-13 07:28\n\nx')).toBe(true);
    expect(hasUnreadTimes('At 07:28 we saw it.\n### Later')).toBe(false);
  });
});
