/** What a person is told of the secrets in what would be filed: where each is, and never more of it than its mask. */
import type { Section } from '../../../app/draft.ts';
import { parseBody } from '../../../app/markdown/parse.ts';
import type { Version } from '../../../app/sync.ts';
import { maskOf, maskText } from './mask.ts';
import type { Hit, Scanner } from './scanner.ts';
import { loadScanner } from './scanner.ts';

export interface SecretFinding {
  /** Names the secret without saying it. */
  readonly id: string;
  readonly rule: string;
  /** What it looks like: "an AWS key". */
  readonly words: string;
  readonly place: 'title' | 'body';
  /** From 1, in the title or the body; the column counts UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** The heading that it lies under; null in the title and before the first heading. */
  readonly section: string | null;
  /** Its masked form. */
  readonly excerpt: string;
}

/**
 * The secrets in a version, title first. A secret that stands there twice is found twice.
 * @param idOf names a secret; nothing else ever sees it
 */
export async function findSecrets(
  version: Pick<Version, 'title' | 'body'>,
  idOf: (secret: string) => string,
): Promise<readonly SecretFinding[]> {
  const scan = await loadScanner();
  return (['title', 'body'] as const).flatMap((place) => {
    const text = version[place];
    const hits = scan(text);
    // Cut into sections only where something was found: most reports hold nothing.
    const sectionAt = hits.length === 0 || place === 'title' ? () => null : sectionFinder(text, scan);
    return hits.map((hit) => findingOf(hit, place, text, sectionAt(hit.from), idOf));
  });
}

function findingOf(
  { rule, words, from, to }: Hit,
  place: 'title' | 'body',
  text: string,
  section: string | null,
  idOf: (secret: string) => string,
): SecretFinding {
  const secret = text.slice(from, to);
  const lines = text.slice(0, from).split('\n');
  return {
    id: idOf(secret),
    rule,
    words,
    place,
    line: lines.length,
    column: (lines.at(-1)?.length ?? 0) + 1,
    section,
    excerpt: maskOf(secret),
  };
}

/** How much of a body a section takes up: read from a text, each of its parts keeps its slice. */
function lengthOf({ headingSource, text, entries, actions }: Section): number {
  const slices = [
    headingSource,
    text,
    ...entries.flatMap((entry) => [entry.headingSource, entry.textSource]),
    ...actions.flatMap((item) => [item.source, item.after]),
  ];
  return slices.reduce((sum, slice) => sum + (slice?.length ?? 0), 0);
}

/** Gives the heading at an offset. It is masked as well: a secret can stand in a heading. */
function sectionFinder(body: string, scan: Scanner): (at: number) => string | null {
  const { sections } = parseBody(body, { newId: () => '', zone: null });
  return (at) => {
    let end = 0;
    for (const section of sections) {
      end += lengthOf(section);
      if (at < end) return section.level === 0 ? null : maskText(section.name, scan);
    }
    return null;
  };
}
