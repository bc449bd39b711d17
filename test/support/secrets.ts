/** What looks like a secret and is none, put together here so that no scanner stumbles over this repository. */

export interface Sample {
  /** As in "looks like it holds an AWS key". */
  readonly words: string;
  readonly secret: string;
  /** How it stands in a report: one line or several. */
  readonly text: string;
}

const LETTERS = 'qWzXsEdCrFvTgByHnUjMiKoLpAkSjDhFgQwPeOrItUyZmXnCbV';
const DIGITS = '7302958146';

/** So many letters and digits that are all the same in every run, and begin in another way for each seed. */
export function filler(length: number, seed = 0): string {
  const at = (index: number): string =>
    (index % 4 === 3
      ? DIGITS[(index + seed) % DIGITS.length]
      : LETTERS[(index * 7 + seed) % LETTERS.length]) ?? '';
  return Array.from({ length }, (_, index) => at(index)).join('');
}

const upper = (length: number, seed: number): string => filler(length, seed).toUpperCase();
const hex = (length: number, seed: number): string =>
  Buffer.from(filler(length, seed)).toString('hex').slice(0, length);
const letters = (length: number): string =>
  filler(length * 2)
    .replace(/\d/g, '')
    .slice(0, length);

function sample(words: string, secret: string, write: (secret: string) => string = (one) => one): Sample {
  return { words, secret, text: write(secret) };
}

function keyBlock(kind: string, body: string, lineStart = ''): string {
  return ['-----BEGIN ' + kind, ...body.split('\n'), '-----END ' + kind]
    .map((line) => lineStart + line)
    .join('\n');
}

const KEY_LINES = ['MII' + filler(61, 1), filler(64, 2), filler(64, 3), filler(38, 4) + '=='];
const keyKind = (kind: string): string => `${kind}PRIVATE KEY-----`;

/** One of each kind that a pasted log may carry. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  'an access key of AWS': sample('an AWS key', 'AK' + 'IA' + upper(16, 5)),
  'a temporary one': sample('an AWS key', 'AS' + 'IA' + upper(16, 6)),
  'a secret key of AWS': sample('an AWS key', filler(40, 7), (one) => `aws_secret_access_key = ${one}`),
  'an API key of Google': sample('a Google API key', 'AI' + 'za' + filler(35, 8)),
  'a service account of Google': sample(
    'a private key',
    KEY_LINES.join('\\n'),
    (one) => `{ "private_key": "-----BEGIN ${keyKind('')}\\n${one}\\n-----END ${keyKind('')}\\n" }`,
  ),
  'a classic token of GitHub': sample('a GitHub token', 'gh' + 'p_' + filler(36, 9)),
  'a fine-grained one': sample('a GitHub token', 'github' + '_pat_' + filler(82, 10)),
  'a token of Slack': sample('a Slack token', ['xo' + 'xb', '2', filler(12, 11), filler(24, 12)].join('-')),
  'a webhook of Slack': sample(
    'a Slack token',
    [`T${upper(8, 13)}`, `B${upper(8, 14)}`, filler(24, 15)].join('/'),
    (one) => `curl https://hooks.slack.com/services/${one}`,
  ),
  'a token of npm': sample('an npm token', 'np' + 'm_' + filler(36, 16)),
  'a line of .npmrc': sample(
    'an npm token',
    filler(36, 17),
    (one) => `//npm.acme.io/:_auth` + `Token=${one}`,
  ),
  'an RSA key': sample('a private key', KEY_LINES.join('\n'), (one) => keyBlock(keyKind('RSA '), one)),
  'a quoted key': sample('a private key', KEY_LINES.join('\n> '), (one) =>
    keyBlock(keyKind('EC '), one.replaceAll('\n> ', '\n'), '> '),
  ),
  'an encrypted key': sample('a private key', KEY_LINES.join('\n'), (one) =>
    keyBlock(keyKind('RSA '), `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${hex(32, 1)}\n\n${one}`),
  ),
  'a key that was cut off': sample(
    'a private key',
    KEY_LINES.slice(0, 2).join('\n'),
    (one) => `-----BEGIN ${keyKind('')}\n${one}`,
  ),
  'a password in a web address': sample(
    'a password in an address',
    filler(12, 18),
    (one) => `https://deploy:${one}@ci.acme.io/job/7`,
  ),
  'one with signs in it': sample(
    'a password in an address',
    `${filler(6, 19)}!${filler(6, 20)}`,
    (one) => `https://deploy:${one}@ci.acme.io`,
  ),
  'a password of PostgreSQL': sample(
    'a database password',
    filler(14, 21),
    (one) => `postgres://app:${one}@db.acme.io:5432/main`,
  ),
  'one of MySQL': sample(
    'a database password',
    filler(14, 22),
    (one) => `jdbc:mysql://app:${one}@db.acme.io/main`,
  ),
  'one of MongoDB': sample(
    'a database password',
    filler(14, 23),
    (one) => `mongodb+srv://app:${one}@db.acme.io/main?w=1`,
  ),
  'one of Redis': sample('a password in an address', filler(14, 24), (one) => `redis://:${one}@cache:6379/0`),
  'a key of SendGrid': sample('a SendGrid key', ['S' + 'G', filler(22, 25), filler(43, 26)].join('.')),
  'a token of Shopify': sample('a Shopify key', 'shp' + 'at_' + hex(32, 27)),
  'a key of OpenAI': sample('an OpenAI key', 'sk' + '-' + filler(20, 28) + 'T3Blbk' + 'FJ' + filler(20, 29)),
  'a key of Anthropic': sample('an Anthropic key', 'sk' + '-ant-' + 'api03-' + filler(93, 30) + 'AA'),
  'a key of Stripe': sample('a Stripe key', 'sk' + '_live_' + filler(24, 31)),
  'a token of GitLab': sample('a GitLab token', 'gl' + 'pat-' + filler(20, 32)),
  'a token of Hugging Face': sample('a Hugging Face token', 'h' + 'f_' + letters(34)),
  'a header': sample('an Authorization header', filler(40, 33), (one) => `> Authorization: Bearer ${one}`),
  'a header in JSON': sample(
    'an Authorization header',
    filler(24, 34),
    (one) => `{"authorization": "Basic ${one}"}`,
  ),
  'a JSON Web Token': sample(
    'a JSON Web Token',
    `ey` + `J${filler(30, 35)}.ey` + `J${filler(60, 36)}.${filler(43, 37)}`,
  ),
};

/** An access key of AWS. */
export const AWS_KEY = 'AK' + 'IA' + upper(16, 40);
/** Another. */
export const OTHER_AWS_KEY = 'AK' + 'IA' + upper(16, 43);
