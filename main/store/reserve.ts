/**
 * Space that the journal can have when the disk has none left. A file of a few blocks is kept beside the database for
 * nothing else, and made shorter by a block at a time, until a line has room. So a program that goes on filling the disk
 * gets the rest of a block at most, and not what the next lines need.
 */
import { closeSync, openSync, truncateSync, writeSync, fsyncSync } from 'node:fs';

import { DebriefError } from '../../app/errors.ts';
import { asStoreError } from './failures.ts';
import type { StoreFiles } from './files.ts';
import { sizeOf } from './files.ts';

/** Bytes. Room for about a thousand entries of a line each. */
const SIZE = 256 * 1024;
/** The block of most file systems. */
const STEP = 4096;

export interface Reserve {
  /** Gives some of it back to the disk. False: there is none left. */
  release(): boolean;
  /** Makes it whole again, if the disk has room. */
  fill(): void;
}

export function openReserve({ reserve: file, folder }: StoreFiles): Reserve {
  return {
    release() {
      const size = sizeOf(file) ?? 0;
      if (size === 0) return false;
      truncateSync(file, Math.max(0, size - STEP));
      return true;
    },
    fill() {
      if (sizeOf(file) === SIZE) return;
      try {
        write(file);
      } catch (error) {
        // It is for later. Whatever keeps it from being made now is no reason to disturb anybody.
        if (!(asStoreError(error, folder) instanceof DebriefError)) throw error;
      }
    },
  };
}

/** The most that can be had at once (https://www.w3.org/TR/webcrypto/#Crypto-method-getRandomValues). */
const RANDOM_BYTES = 65_536;

/** Not `randomBytes`: node:crypto as a whole takes longer to load than a line takes to be logged. */
function noise(): Uint8Array {
  const bytes = new Uint8Array(SIZE);
  for (let at = 0; at < SIZE; at += RANDOM_BYTES)
    crypto.getRandomValues(bytes.subarray(at, at + RANDOM_BYTES));
  return bytes;
}

/** Not of zeros: some file systems keep those in no blocks at all. */
function write(file: string): void {
  const descriptor = openSync(file, 'w', 0o600);
  try {
    writeSync(descriptor, noise());
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
