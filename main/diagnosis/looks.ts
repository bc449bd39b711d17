/** Looks at what is around Debrief: its folder, a server. Each gives facts, and never throws what it was sent to look at. */
import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import { homedir, machine, release, type } from 'node:os';
import { sep } from 'node:path';

import type { FolderFacts, ProgramFacts, ServerFacts } from '../../app/diagnosis.ts';
import { whyNotSent } from '../github/answer.ts';
import { version } from './version.ts';

const TIMEOUT_MS = 8_000;

/** Electron has its version beside Node's; elsewhere there is none. */
function runtimeWords({ node, electron }: { readonly node: string; readonly electron?: string }): string {
  return electron === undefined ? `Node ${node}` : `Electron ${electron} with Node ${node}`;
}

/** @param host `command line`, `web host` or `desktop app` */
export function programFacts(host: string, zone: string): ProgramFacts {
  return {
    version: version(),
    host,
    runtime: runtimeWords(process.versions),
    system: `${type()} ${release()} ${machine()}`,
    zone,
  };
}

/** The path without the name of the person, where it lies in their home. */
function withoutHome(folder: string): string {
  const home = homedir();
  return folder === home || folder.startsWith(home + sep) ? `~${folder.slice(home.length)}` : folder;
}

function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function whyUnwritable(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
}

/** The data folder; it is made if it is not there, as any start does. */
export function folderFacts(folder: string): FolderFacts {
  return { folder: withoutHome(folder), refusal: whyUnwritable(folder), freeBytes: freeBytes(folder) };
}

export interface ServerLook {
  readonly fetch: typeof globalThis.fetch;
  /** UTC milliseconds. */
  readonly nowMs: () => number;
}

/**
 * Asks a server for what costs nothing of any quota, without a token. Source: GitHub's docs, "REST API endpoints for rate
 * limits". The date of its answer has whole seconds (RFC 9110, 5.6.7), so half of one is taken to have gone.
 */
export async function serverFacts(apiUrl: string, { fetch, nowMs }: ServerLook): Promise<ServerFacts> {
  const askedMs = nowMs();
  try {
    const answer = await fetch(`${apiUrl}/rate_limit`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const tookMs = nowMs() - askedMs;
    await answer.body?.cancel();
    if ((answer.headers.get('content-type') ?? '').startsWith('text/html'))
      return { is: 'silent', why: 'portal' };
    const dateMs = Date.parse(answer.headers.get('date') ?? '');
    return {
      is: 'answered',
      tookMs,
      aheadMs: Number.isNaN(dateMs) ? null : askedMs + tookMs / 2 - (dateMs + 500),
    };
  } catch (error) {
    return { is: 'silent', why: whyNotSent(error) };
  }
}
