import type { SecretFindingView } from '../../app/views.ts';
import { printableLine } from './printable.ts';

/** Where something that looks like a secret is, and its masked form. */
export function secretLine({ words, place, line, section, excerpt }: SecretFindingView): string {
  const under = section === null ? '' : ` under "${section}"`;
  return printableLine(`${place === 'title' ? 'title' : `line ${line}${under}`}: ${words} (${excerpt})`);
}
