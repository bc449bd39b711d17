/** A conflict as a person reads it in a terminal: each place with its three texts. */
import type { ThreeTexts } from '../../app/conflict.ts';
import { withoutBlankEnds } from '../../app/conflict.ts';
import type { ConflictView } from '../../app/views.ts';
import { paint } from './columns.ts';
import { printable, printableLine } from './printable.ts';

const SIDES = [
  ['before', 'base'],
  ['mine', 'mine'],
  ['theirs', 'theirs'],
] as const;

export function conflictPage({ issue, title, clashes }: ConflictView, coloured: boolean): string {
  const places: readonly (readonly [string, ThreeTexts])[] = [
    ...(title === null ? [] : [['Title', title] as const]),
    ...clashes.map((clash) => [clash.path.join(' > ') || 'Before the first heading', clash] as const),
  ];
  const where = `${issue.repo}#${issue.number}`;
  if (places.length === 0) return `What differed from ${where} was settled by later edits.`;
  const head = `${where} was changed in the same ${places.length === 1 ? 'place' : 'places'} as here. All else is merged already.`;
  const pages = places.map(([name, texts], index) => {
    const heading = `${index + 1}/${places.length}  ${printableLine(name)}`;
    return [paint(heading, 'bold', coloured), ...SIDES.map((side) => sideRows(side, texts, coloured))].join(
      '\n',
    );
  });
  return [head, ...pages].join('\n\n');
}

/** A text beside the name of its side; its other lines stand under the first. */
function sideRows([name, side]: (typeof SIDES)[number], texts: ThreeTexts, coloured: boolean): string {
  const text = withoutBlankEnds(printable(texts[side]));
  const missing = side === 'base' ? '(nothing)' : '(taken out)';
  const lines = text === '' ? [paint(missing, 'dim', coloured)] : text.split('\n');
  const gutter = (label: string): string => paint(`  ${label.padEnd(6)} | `, 'dim', coloured);
  return lines.map((line, index) => (gutter(index === 0 ? name : '') + line).trimEnd()).join('\n');
}
