import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A file of the built renderer that a page may ask for. */
export type RendererFile = {
  /** Where it lies on disk. */
  readonly file: string;
  readonly contentType: string;
  /** The page itself. All else is what the page is made of. */
  readonly isPage: boolean;
  /** Its name carries the hash of its contents, so whoever has it never needs to ask again. */
  readonly isHashed: boolean;
};

/** What the build may put out. A file of any other kind is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Vite's names for what it puts into assets/: https://vite.dev/config/build-options.html#build-assetsdir */
const hashedName = /^\/assets\/.+-[\w-]{8}\.\w+$/;

/**
 * The built renderer by the paths under which a host serves it. A path is looked up whole and as it was sent: nothing
 * of a request is ever decoded, resolved or joined to a folder, so there is no way out of the folder to guard.
 */
export class RendererFiles {
  readonly #folder: string;
  #byPath: ReadonlyMap<string, RendererFile>;

  /** @throws the file system's error where the folder can't be read */
  constructor(folder: string) {
    this.#folder = folder;
    this.#byPath = listFiles(folder);
  }

  /**
   * The file at the path of an address, which is `/` for the page. Asking for the page lists the folder again: a build
   * made meanwhile has other names for what the page is made of.
   */
  find(path: string): RendererFile | undefined {
    if (path === '/') this.#listAgain();
    return this.#byPath.get(path);
  }

  #listAgain(): void {
    try {
      this.#byPath = listFiles(this.#folder);
    } catch {
      // A build is just being put in place. What was there before is still the best answer.
    }
  }
}

function listFiles(folder: string): Map<string, RendererFile> {
  const files = new Map<string, RendererFile>();
  for (const path of pathsUnder(folder, '')) {
    const contentType = contentTypes[extname(path)];
    if (contentType === undefined) continue;
    const isPage = path === '/index.html';
    const file = { file: join(folder, path), contentType, isPage, isHashed: hashedName.test(path) };
    files.set(isPage ? '/' : path, file);
  }
  return files;
}

/** Not the file system's own recursion, which follows links to wherever they lead. */
function pathsUnder(folder: string, path: string): string[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const inside = `${path}/${entry.name}`;
    if (entry.isDirectory()) return pathsUnder(folder, inside);
    return entry.isFile() ? [inside] : [];
  });
}
