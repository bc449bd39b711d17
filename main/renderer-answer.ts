import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { RendererFile } from './renderer-files.ts';

/** What a host answers to a request for a file of the renderer. */
export type RendererAnswer = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
};

/** Headers of every answer of a host, whatever it says. https://owasp.org/www-project-secure-headers/ */
export const everyAnswer: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

/** Left empty by the build; the editor gives it to the style sheets that it makes (CodeMirror's `EditorView.cspNonce`). */
const emptyNonce = '<meta name="csp-nonce" content=""';

/**
 * The answer for one file. `connect`: the sources besides its own that the page may talk to, as the content security
 * policy writes them. @throws the file system's error where the file is gone
 */
export async function answerWith(file: RendererFile, connect: readonly string[]): Promise<RendererAnswer> {
  const contents = await readFile(file.file);
  const headers = { ...everyAnswer, 'content-type': file.contentType };
  if (!file.isPage) {
    const caching = file.isHashed ? 'private, max-age=31536000, immutable' : 'no-cache';
    return { headers: { ...headers, 'cache-control': caching }, body: contents };
  }
  const nonce = randomBytes(16).toString('base64');
  const page = contents.toString('utf8').replace(emptyNonce, emptyNonce.replace('""', `"${nonce}"`));
  return {
    headers: { ...headers, 'content-security-policy': pagePolicy(nonce, connect) },
    body: Buffer.from(page),
  };
}

/**
 * The page runs no script and wears no style but its own, and talks to nobody but its host.
 * https://www.w3.org/TR/CSP3/
 */
function pagePolicy(nonce: string, connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
