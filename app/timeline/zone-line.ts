/** The line that says once in which zone the times of a timeline are. */

const ZONE_LINE = /\b(?:all )?times (?:are |shown |given |below )*in\s+([^\n,;()]*(?:\([^()\n]*\))?)/i;

/** Where a text names the zone of its times ("All times in Europe/London."), as offsets into it; null if it does not. */
export function locateZone(
  text: string,
): { readonly from: number; readonly to: number; readonly name: string } | null {
  const match = ZONE_LINE.exec(text);
  if (match === null) return null;
  const [all, captured = ''] = match;
  const name = captured.replace(/[\s.:_*]+$/, '');
  if (name === '') return null;
  const from = match.index + all.length - captured.length;
  return { from, to: from + name.length, name };
}

/** The text with its zone line naming another zone; unchanged if it has none. */
export function rewriteZone(text: string, zone: string): string {
  const found = locateZone(text);
  return found === null ? text : text.slice(0, found.from) + zone + text.slice(found.to);
}
