/** Words side by side. */
import { styleText } from 'node:util';

import { printableLine, widthOf } from './printable.ts';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** A text, and how it is shown where there is colour. */
export type Cell = string | { readonly text: string; readonly style: Style };

/** The text in a style, or as it is where there is no colour. */
export function paint(text: string, style: Style, coloured: boolean): string {
  // Not by the stream: whether there is colour was decided once, for all of them.
  return coloured && text !== '' ? styleText(style, text, { validateStream: false }) : text;
}

/** Rows with their cells one under the other, two spaces apart; no space at line ends. */
export function columns(rows: readonly (readonly Cell[])[], coloured: boolean): string {
  const texts = rows.map((row) =>
    row.map((cell) => printableLine(typeof cell === 'string' ? cell : cell.text)),
  );
  const widths: number[] = [];
  for (const row of texts) row.forEach((text, at) => (widths[at] = Math.max(widths[at] ?? 0, widthOf(text))));
  const lines = rows.map((row, line) => {
    const cells = row.map((cell, at) => {
      const text = texts[line]?.[at] ?? '';
      const padding = ' '.repeat((widths[at] ?? 0) - widthOf(text));
      return (typeof cell === 'string' ? text : paint(text, cell.style, coloured)) + padding;
    });
    return cells.join('  ').trimEnd();
  });
  return lines.join('\n');
}
