/** Secrets are only ever shown, and left behind, in this form. */
import { editAction } from '../../../app/action-items.ts';
import type { Draft } from '../../../app/draft.ts';
import { actionsOf } from '../../../app/draft.ts';
import type { NewId } from '../../../app/ids.ts';
import { renderBody } from '../../../app/markdown/render.ts';
import { replaceBody } from '../../../app/sections.ts';
import type { Hit, Scanner } from './scanner.ts';

/** The first three characters and an ellipsis; of a short secret fewer, at most a quarter of it. */
export function maskOf(secret: string): string {
  return `${secret.slice(0, Math.min(3, Math.floor(secret.length / 4)))}…`;
}

/** A text with its secrets, or those of them that are meant, in their masked form. */
export function maskText(
  text: string,
  scan: Scanner,
  isMeant: (secret: string) => boolean = () => true,
): string {
  const secretOf = (hit: Hit): string => text.slice(hit.from, hit.to);
  const meant = scan(text).filter((hit) => isMeant(secretOf(hit)));
  return meant.reduceRight(
    (masked, hit) => masked.slice(0, hit.from) + maskOf(secretOf(hit)) + masked.slice(hit.to),
    text,
  );
}

/** The draft with the secrets that are meant in their masked form, in its title and everywhere in its body. */
export function maskDraft(
  draft: Draft,
  scan: Scanner,
  isMeant: (secret: string) => boolean,
  newId: NewId,
): Draft {
  const mask = (text: string): string => maskText(text, scan, isMeant);
  // First the items: read from a text again, one whose words have changed would be another item, without its issue.
  const itemsMasked = actionsOf(draft).reduce((masked, item) => {
    const text = mask(item.text);
    return text === item.text ? masked : editAction(masked, item.id, { text });
  }, draft);
  const body = renderBody(itemsMasked);
  const maskedBody = mask(body);
  const rewritten = maskedBody === body ? itemsMasked : replaceBody(itemsMasked, maskedBody, newId);
  const title = mask(draft.title);
  return title === draft.title ? rewritten : { ...rewritten, title };
}
