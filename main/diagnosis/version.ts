/** Which Debrief this is. */
import { readFileSync } from 'node:fs';

/** The version in package.json, which lies two folders up both from here and from where this is built to. */
export function version(): string {
  const { version: found } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as { version: string };
  return found;
}
