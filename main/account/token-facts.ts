/** What is known of a token's powers, and what a person should be told of it. */
import type { ErrorReport } from '../../app/errors.ts';
import { describeError } from '../../app/errors.ts';

export interface TokenFacts {
  /** Of a classic or an OAuth token. Null: a fine-grained one, whose permissions GitHub does not tell. */
  readonly scopes: readonly string[] | null;
  /** UTC milliseconds; null: never, or GitHub did not say. */
  readonly expiresAtMs: number | null;
  /** The repository whose issues were asked for to see whether it may; `reads` is null where no answer came. */
  readonly tried: { readonly repo: string; readonly reads: boolean | null } | null;
}

const DAY_MS = 86_400_000;
/** Enough to ask an organisation for a new one. */
const WARN_DAYS = 14;

/** What a person should know of a token, worst first; nothing where it can do all that Debrief does. */
export function notesOn(facts: TokenFacts, nowMs: number): ErrorReport[] {
  return [...expiryNotes(facts, nowMs), ...powerNotes(facts)];
}

function expiryNotes({ expiresAtMs }: TokenFacts, nowMs: number): readonly ErrorReport[] {
  if (expiresAtMs === null) return [];
  const days = Math.floor((expiresAtMs - nowMs) / DAY_MS);
  if (days >= WARN_DAYS) return [];
  const on = new Date(expiresAtMs).toISOString().slice(0, 10);
  return [
    expiresAtMs <= nowMs
      ? describeError('token.expired', { on })
      : describeError('token.expires', { on, days }),
  ];
}

/**
 * `repo` reaches every repository of the account, `public_repo` the public ones. Source: GitHub's docs, "Scopes for OAuth
 * apps"; for fine-grained tokens "Permissions required for fine-grained personal access tokens": Issues, read and write.
 */
function powerNotes({ scopes, tried }: TokenFacts): readonly ErrorReport[] {
  if (scopes !== null) {
    if (scopes.includes('repo')) return [];
    if (scopes.includes('public_repo')) return [describeError('token.publicOnly')];
    return [describeError('token.noScope', { scopes: scopes.length === 0 ? 'none' : scopes.join(', ') })];
  }
  if (tried?.reads === false) return [describeError('token.noRepo', { repo: tried.repo })];
  return [describeError('token.unverified', { repo: tried?.reads === true ? tried.repo : '' })];
}
