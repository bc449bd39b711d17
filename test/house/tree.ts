import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

const notOurs = new Set(['node_modules', '.git', 'dist', 'release', 'coverage', '.cache', 'fixtures']);

/** Every file of the project but fixtures and what is generated, as paths from its root with forward slashes. */
export function projectFiles(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !notOurs.has(name))
    .flatMap((entry) =>
      entry.isDirectory() ? projectFiles(`${folder}${entry.name}/`) : [folder + entry.name],
    )
    .sort();
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
