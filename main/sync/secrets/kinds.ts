/**
 * What counts as a secret, and what each kind is called. The rules are secretlint's recommended ones
 * (https://github.com/secretlint/secretlint); the patterns are for what they leave out and pasted logs carry.
 */

/** What a rule of secretlint's is called here, and where in its match the secret is. */
export interface RuleWords {
  /** As in "looks like it holds an AWS key". */
  readonly words: string;
  /** The secret is this pattern's first group within what the rule found; without one, all of it. */
  readonly part?: RegExp;
}

/** The password of an address: RFC 3986, section 3.2.1. */
const PASSWORD_PART = /:\/\/[^\s:@/]*:([^\s@/]+)@/;

export const RULE_WORDS: Readonly<Record<string, RuleWords>> = {
  '1password': { words: 'a 1Password token' },
  anthropic: { words: 'an Anthropic key' },
  aws: { words: 'an AWS key' },
  basicauth: { words: 'a password in an address', part: PASSWORD_PART },
  cloudflare: { words: 'a Cloudflare token' },
  'database-connection-string': { words: 'a database password', part: PASSWORD_PART },
  databricks: { words: 'a Databricks token' },
  docker: { words: 'a Docker token' },
  figma: { words: 'a Figma token' },
  github: { words: 'a GitHub token' },
  gitlab: { words: 'a GitLab token' },
  grafana: { words: 'a Grafana token' },
  groq: { words: 'a Groq key' },
  'hashicorp-vault': { words: 'a Vault token' },
  huggingface: { words: 'a Hugging Face token' },
  linear: { words: 'a Linear key' },
  notion: { words: 'a Notion token' },
  npm: { words: 'an npm token', part: /(?:^|\/\/)([^\s/]+)$/ },
  openai: { words: 'an OpenAI key' },
  privatekey: {
    words: 'a private key',
    part: /KEY(?: BLOCK)?-----(?:\\[nr]|\s)*([^-]*?)(?:\\[nr]|\s)*-----END/,
  },
  sendgrid: { words: 'a SendGrid key' },
  shopify: { words: 'a Shopify key' },
  slack: { words: 'a Slack token', part: /^(?:https:\/\/hooks\.slack\.com\/services\/)?(\S+)$/i },
  stripe: { words: 'a Stripe key' },
  tailscale: { words: 'a Tailscale key' },
  vercel: { words: 'a Vercel token' },
};

/** Rules that find nothing in a report, and the one by which a text could say that it is not to be looked at. */
export const LEFT_OUT: ReadonlySet<string> = new Set(['gcp', 'filter-comments']);

/** Ids that are not secret, though the rule of their kind finds them: an account's, a user's, a role's. */
export const NOT_SECRET = /^A(?:GPA|IDA|ROA|IPA|NPA|NVA)/;
export const NOT_SECRET_MESSAGES: ReadonlySet<string> = new Set(['AWSAccountID']);

/** A pattern of our own. Its first group is the secret. */
export interface Pattern {
  readonly rule: string;
  readonly words: string;
  readonly pattern: RegExp;
}

/** What separates lines of a key: an end of line (also as JSON writes it), an indent, the mark of a quotation. */
const BREAK = String.raw`(?:\\[nr]|[\s>|])`;

export const PATTERNS: readonly Pattern[] = [
  {
    // Also one that is encrypted, quoted, PGP's, or cut off: RFC 7468, RFC 4880 section 6.2.
    rule: 'privatekey',
    words: 'a private key',
    pattern: new RegExp(
      String.raw`-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----${BREAK}*(?:[A-Z][A-Za-z-]*: [^\n]*\n${BREAK}*)*` +
        String.raw`([A-Za-z0-9+/]{40,}(?:${BREAK}+[A-Za-z0-9+/]{40,})*=*(?:${BREAK}+[A-Za-z0-9+/]+=*(?=${BREAK}*(?:=|-----END)))?)`,
      'dg',
    ),
  },
  { rule: 'google', words: 'a Google API key', pattern: /\b(AIza[0-9A-Za-z_-]{35})(?![0-9A-Za-z_-])/dg },
  {
    // RFC 7519: three parts in base64url, of which the first two are JSON objects.
    rule: 'jwt',
    words: 'a JSON Web Token',
    pattern: /(?<![\w-])(eyJ[\w-]{8,4096}\.eyJ[\w-]{8,16384}\.[\w-]{16,2048})(?![\w-])/dg,
  },
  {
    rule: 'authorization',
    words: 'an Authorization header',
    pattern: /\bauthorization["']?[ \t]*[:=][ \t]*["']?(?:bearer|basic|token)[ \t]+([\w.~+/-]{16,8192}=*)/dgi,
  },
  {
    // What npm reads from .npmrc (npm's manual, "npmrc")
    rule: 'npm',
    words: 'an npm token',
    pattern: /(?<!\w)_authToken[ \t]*=[ \t]*["']?([\w.+/-]{16,512}=*)/dg,
  },
  {
    rule: 'address',
    words: 'a password in an address',
    pattern:
      /\b(?:https?|s?ftps?|rediss?|amqps?|ldaps?|smtps?|ssh|kafka|nats):\/\/[^\s:@/]{0,100}:([^\s@/]{4,200})@/dgi,
  },
];

const STAND_INS =
  /^(?:(?:my|your)?[_-]?(?:passwords?|passwd|pass|pwd|secret|token)|user(?:name)?|changeme)$/i;

/** Does a text stand where a secret would be? A variable, a word in angle brackets, asterisks, the word itself. */
export function standsIn(secret: string): boolean {
  return new Set(secret).size < 4 || /^[<{[%$]|\$\{|\{\{|\*{3}/.test(secret) || STAND_INS.test(secret);
}
