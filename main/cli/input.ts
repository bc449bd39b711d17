import { Readable } from 'node:stream';

import { DebriefError } from '../../app/errors.ts';

type Runtime = {
  readonly platform: NodeJS.Platform;
  readonly versions: Readonly<Record<string, string | undefined>>;
};

/**
 * Does this process get no standard input? Electron's program for Windows is none of the console: it finds an empty one,
 * whatever was piped to it. https://github.com/electron/electron/issues/4218
 */
export function lacksInput({ platform, versions }: Runtime): boolean {
  return platform === 'win32' && versions['electron'] !== undefined;
}

/** In the place of an empty standard input: whoever reads it is told, and loses nothing unseen. */
export function noInput(): Readable {
  return new Readable({
    read() {
      this.destroy(
        new DebriefError('usage.invalid', {
          reason:
            'The installed debrief gets no standard input on Windows: give the text as words or in a file',
        }),
      );
    },
  });
}
