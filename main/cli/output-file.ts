/** Files that a command writes. */
import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { fileFailure } from './texts.ts';

/**
 * Writes a file whole or not at all: aside, to disk, then in place of what was there, whose permissions it keeps. A link
 * is followed, and what is no plain file (a device, a pipe) is written to directly.
 * @throws DebriefError file.missing, file.unreadable
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  try {
    const there = await stat(file).catch(nullIfMissing);
    if (there !== null && !there.isFile()) await writeFile(file, text);
    else await replaceFile(there === null ? file : await realpath(file), text, there?.mode);
  } catch (error) {
    throw fileFailure(file, error);
  }
}

async function replaceFile(file: string, text: string, mode: number | undefined): Promise<void> {
  const aside = join(dirname(file), `.debrief-${randomUUID()}`);
  try {
    const handle = await open(aside, 'wx');
    try {
      if (mode !== undefined) await handle.chmod(mode & 0o777);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}
