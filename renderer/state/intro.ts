/** What stands in a section before its first row. */
import type { SectionView } from '../../app/views.ts';

const ZONE_LINE = /^all times (?:are )?in [^\n]+$/i;

const TIME_HEADING = /^#{1,6} .*\d{1,2}:\d{2}/m;

/** Does a text hold headings that look like times? Where they were not read as entries, they have more than one meaning. */
export function hasUnreadTimes(text: string): boolean {
  return TIME_HEADING.test(text);
}

/** The zone line of a timeline apart from the rest, since it says what every time below it means. */
export function locateIntro({ intro }: Pick<SectionView, 'intro'>): {
  readonly zone: string;
  readonly text: string;
} {
  const lines = intro.trim().split('\n');
  const at = lines.findIndex((line) => ZONE_LINE.test(line.trim()));
  return {
    zone: lines[at]?.trim() ?? '',
    text: lines
      .filter((_, index) => index !== at)
      .join('\n')
      .trim(),
  };
}
