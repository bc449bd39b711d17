/** The folder on GitHub that pictures go to, as people write it: `OWNER/NAME:folder@branch`. */
import { DebriefError } from './errors.ts';
import type { RepoPlace } from './places.ts';
import { placeText, readPlace } from './places.ts';

export interface PictureFolder extends RepoPlace {
  /** Without a slash at either end; empty: the top of the repository. */
  readonly folder: string;
  /** Null: the repository's default branch. */
  readonly branch: string | null;
}

const USUAL_FOLDER = 'debrief-pictures';
const TYPED = /^(?<place>\S+?\/[^/:@\s]+)(?::(?<folder>[\w./-]*))?(?:@(?<branch>[\w./-]+))?$/;

/** The folder that a person names; null for an empty text or one that names none. @throws DebriefError repo.invalid */
export function readPictureFolder(typed: string): PictureFolder | null {
  const groups = TYPED.exec(typed.trim())?.groups;
  const place = readPlace(groups?.['place'] ?? '');
  if (groups === undefined || place === null) return null;
  const segments = (groups['folder'] ?? USUAL_FOLDER).split('/').filter((segment) => segment !== '');
  if (segments.some((segment) => /^\.+$/.test(segment) || segment.toLowerCase() === '.git')) return null;
  return { ...place, folder: segments.join('/'), branch: groups['branch'] ?? null };
}

/** Is this such a folder, or empty? */
export function isPictureFolder(typed: string): boolean {
  try {
    return typed.trim() === '' || readPictureFolder(typed) !== null;
  } catch (error) {
    if (error instanceof DebriefError) return false;
    throw error;
  }
}

/** As it is typed again. */
export function pictureFolderText({ folder, branch, ...place }: PictureFolder): string {
  return `${placeText(place)}:${folder}${branch === null ? '' : `@${branch}`}`;
}
