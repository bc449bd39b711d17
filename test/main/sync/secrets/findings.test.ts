import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { builtInTemplate } from '../../../../app/template.ts';
import { LEFT_OUT, RULE_WORDS } from '../../../../main/sync/secrets/kinds.ts';
import type { SecretFinding } from '../../../../main/sync/secrets/findings.ts';
import { findSecrets } from '../../../../main/sync/secrets/findings.ts';
import { maskOf, maskText } from '../../../../main/sync/secrets/mask.ts';
import { loadScanner } from '../../../../main/sync/secrets/scanner.ts';
import { AWS_KEY, SAMPLES } from '../../../support/secrets.ts';

type Rule = { readonly meta: { readonly id: string } };

const find = (body: string, title = 'Hub down'): Promise<readonly SecretFinding[]> =>
  findSecrets({ title, body }, (secret) => `id of ${secret.length}`);

/** A report with something pasted into the second entry of its timeline, on line 13. */
const reportWith = (pasted: string): string => `# Summary

Students could not start servers.

## Timeline

### 2026-03-01 09:14

Alert fires

### 09:18

${pasted}

## Action items

1. Rotate it
`;

describe.each(Object.entries(SAMPLES))('%s', (_what, { words, secret, text }) => {
  it('is found where it stands, and told without being said', async () => {
    const report = reportWith(text);
    const found = await find(report);
    const before = report.slice(0, report.indexOf(secret)).split('\n');
    expect(found).toMatchObject([
      {
        words,
        place: 'body',
        line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1,
        section: 'Timeline',
      },
    ]);
    expect(found[0]?.excerpt).toBe(maskOf(secret));
    expect(JSON.stringify(found)).not.toContain(secret.slice(0, 8));
  });

  it('is nothing any more once it is masked, and nothing else has changed', async () => {
    const report = reportWith(text);
    const masked = maskText(report, await loadScanner());
    expect(masked).toBe(report.replace(secret, () => maskOf(secret)));
    expect(await find(masked)).toEqual([]);
  });
});

const inOneLine = Object.entries(SAMPLES).filter(([, { text }]) => !text.includes('\n'));

it.each(inOneLine)('%s is found in a title too', async (_what, { words, text }) => {
  expect(await find('', `Leaked: ${text}`)).toMatchObject([
    { words, place: 'title', line: 1, section: null },
  ]);
});

describe('a report', () => {
  it('with all of them has each once, in order', async () => {
    const all = Object.values(SAMPLES);
    const found = await find(all.map(({ text }) => text).join('\n\n'));
    expect(found.map(({ words }) => words)).toEqual(all.map(({ words }) => words));
  });

  it('is looked at whatever it says of itself', async () => {
    expect(await find(`<!-- secretlint-disable -->\n\n${AWS_KEY}`)).toHaveLength(1);
  });

  it('names no heading before the first, and never the secret that stands in a heading', async () => {
    const found = await find(`${AWS_KEY}\n\n# Leak of ${AWS_KEY}\n\nx ${AWS_KEY}`);
    expect(found.map(({ line, section }) => [line, section])).toEqual([
      [1, null],
      [3, `Leak of ${maskOf(AWS_KEY)}`],
      [5, `Leak of ${maskOf(AWS_KEY)}`],
    ]);
    expect(JSON.stringify(found)).not.toContain(AWS_KEY);
  });

  it.each([
    ['a commit', 'Reverted 1f8e0ad1e5f4b1b0c2b7d6c0a9d4f3e2b1a09876'],
    ['an id of this app', '<!-- debrief:0197f0a4-5a5e-7cc2-9b5e-3a1d5d0f0c11 -->'],
    ['an ARN', 'arn:aws:iam::123456789012:role/hub'],
    ['an account number', 'account_id = 123456789012'],
    ['the id of a role', 'AROA' + 'QWERTYUIOPASDFGH'],
    ['the example of the AWS documentation', 'AKIA' + 'IOSFODNN7EXAMPLE'],
    ['a variable in an address', 'redis://:${REDIS_PASSWORD}@cache:6379'],
    ['a word in an address', 'https://user:password@example.com'],
    ['asterisks in an address', 'remote: https://***:***@github.com/acme/ops.git'],
    ['asterisks after a name', 'https://kim:********@ci.acme.io'],
    [
      'an address without a password',
      'git clone https://kim@github.com/acme/ops.git and ssh://git@github.com:22/acme',
    ],
    ['a port', 'http://hub:8081/hub/api and mailto:kim@acme.io'],
    ['a variable in a header', 'curl -H "Authorization: Bearer $TOKEN_OF_THE_DEPLOYMENT"'],
    ['a word in a header', 'Authorization: Bearer <the token of the service account>'],
    ['words about headers', 'The Authorization: basic authentication header was missing'],
    ['a key left out', '-----BEGIN RSA PRIVATE' + ' KEY-----\n...\n-----END RSA PRIVATE KEY-----'],
    [
      'a public key',
      '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtest\n-----END PUBLIC KEY-----',
    ],
    ['words about npm', 'The line with _auth' + 'Token= was missing from .npmrc'],
    ['a variable of npm', '//packages.example.com/:_auth' + 'Token=${NPM_TOKEN_OF_THE_BUILD}'],
    ['a digest', 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  ])('is not suspected for %s', async (_what, text) => {
    expect(await find(reportWith(text))).toEqual([]);
  });

  it('of ours is not suspected', async () => {
    const folder = join(import.meta.dirname, '../../../fixtures');
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(md|yml)$/.test(name),
    );
    expect(names.length).toBeGreaterThan(5);
    const texts = [builtInTemplate.body, ...names.map((name) => readFileSync(join(folder, name), 'utf8'))];
    for (const text of texts) expect(await find(text)).toEqual([]);
  });
});

describe('the rules', () => {
  it('of secretlint each have words here, or are left out', async () => {
    const { rules } = await import('@secretlint/secretlint-rule-preset-recommend');
    const names = (rules as readonly Rule[]).map(({ meta }) =>
      meta.id.replace('@secretlint/secretlint-rule-', ''),
    );
    expect(names.toSorted()).toEqual([...Object.keys(RULE_WORDS), ...LEFT_OUT].toSorted());
  });
});

describe('the mask', () => {
  it.each([
    [AWS_KEY, 3],
    ['hunter42', 2],
    ['abcd', 1],
  ])('of %s leaves no more than a quarter', (secret, shown) => {
    expect(maskOf(secret)).toBe(`${secret.slice(0, shown)}…`);
  });
});
