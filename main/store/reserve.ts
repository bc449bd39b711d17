/**
 * Space that the journal can have when the disk has none left. A file of a few blocks is kept beside the database for
 * nothing else, and made shorter by a block at a time, until a line has room. So a program that goes on filling the disk
 * gets the rest of a block at most, and not what the next lines need.
 */
import { randomBytes } from 'node:crypto';
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

/** Not of zeros: some file systems keep those in no blocks at all. */
function write(file: string): void {
  const descriptor = openSync(file, 'w', 0o600);
  try {
    writeSync(descriptor, randomBytes(SIZE));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
