/** Text from files and from standard input. */
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { getSystemErrorMap } from 'node:util';

import { DebriefError } from '../../app/errors.ts';

/** The name of standard input, where a file is asked for. */
export const STDIN = '-';

/** What the system says of a failed file, in its own words: "permission denied". */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { errno, code } = error as NodeJS.ErrnoException;
  return (errno === undefined ? undefined : getSystemErrorMap().get(errno)?.[1]) ?? code ?? error.message;
}

/** A file that could not be read or written, as a row of the table. */
export function fileFailure(file: string, error: unknown): DebriefError {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  return missing
    ? new DebriefError('file.missing', { file }, { cause: error })
    : new DebriefError('file.unreadable', { file, reason: systemReason(error) }, { cause: error });
}

/**
 * The text of a file, or of standard input for `-`, byte for byte: a byte order mark stays.
 * @throws DebriefError file.missing, file.unreadable, file.notText
 */
export async function readText(file: string, stdin: Readable): Promise<string> {
  const bytes =
    file === STDIN
      ? await readAll(stdin)
      : await readFile(file).catch((error: unknown) => Promise.reject(fileFailure(file, error)));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new DebriefError(
      'file.notText',
      { file: file === STDIN ? 'standard input' : file },
      { cause: error },
    );
  }
}

/** The same for text that becomes part of another: without the byte order mark, which belongs to the file. */
export async function readPart(file: string, stdin: Readable): Promise<string> {
  return (await readText(file, stdin)).replace(/^\uFEFF/, '');
}

async function readAll(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream as AsyncIterable<Uint8Array | string>) {
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  }
  return Buffer.concat(chunks);
}
