/** What the notes on a token ask of a person. */
import type { ErrorCode } from '../../app/errors.ts';

/** A new token would mend it. The others tell of what can't be known before it is tried, and ask for nothing yet. */
const MENDED_BY_NEW: ReadonlySet<ErrorCode> = new Set([
  'token.expired',
  'token.expires',
  'token.noScope',
  'token.noRepo',
]);

export function wantsNewToken(code: ErrorCode): boolean {
  return MENDED_BY_NEW.has(code);
}
