/** The pages of a GitHub server on which a person makes a token. */

export interface TokenPages {
  readonly fineGrained: string;
  readonly classic: string;
  /** The page comes with the permissions ticked. */
  readonly isFilledIn: boolean;
}

/**
 * What Debrief does needs no more than this: read and write issues, and read the templates of a private repository.
 * Metadata comes along by itself. The names are those of GitHub's docs, "Managing your personal access tokens",
 * "Pre-filling fine-grained personal access token details using URL parameters".
 */
const FIELDS = {
  name: 'Debrief',
  description: 'Files post-mortems as issues',
  issues: 'write',
  contents: 'read',
} as const;

/** The host that a person means: by its name, or by the address of any of its pages. */
export function hostIn(typed: string): string {
  const trimmed = typed.trim().toLowerCase();
  const address = /^https?:\/\//.test(trimmed) ? URL.parse(trimmed) : null;
  return address?.host ?? trimmed.replace(/\/+$/, '');
}

/**
 * @param host as in `github.com`
 * @param owner whose repositories the token is for, where that is known: a fine-grained token has one owner
 * @returns null for what is no host
 */
export function tokenPages(host: string, owner: string | null): TokenPages | null {
  if (!/^[\w.-]+(?::\d+)?$/.test(host)) return null;
  const settings = `https://${host}/settings`;
  // The docs have these parameters for github.com and Enterprise Cloud, and not for Enterprise Server.
  const isFilledIn = host === 'github.com' || host.endsWith('.ghe.com');
  const fields = new URLSearchParams({ ...FIELDS, ...(owner === null ? {} : { target_name: owner }) });
  return {
    fineGrained: `${settings}/personal-access-tokens/new${isFilledIn ? `?${fields}` : ''}`,
    classic: `${settings}/tokens/new`,
    isFilledIn,
  };
}

/** The owner in OWNER/NAME; null for anything else. */
export function ownerIn(repo: string): string | null {
  return /^([\w.-]+)\/[\w.-]+$/.exec(repo)?.[1] ?? null;
}
