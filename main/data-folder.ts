/**
 * Where data lives: one folder for all hosts, by each platform's convention. Sources: the XDG Base Directory
 * Specification (0.8); Apple's File System Programming Guide; Microsoft's KNOWNFOLDERID (RoamingAppData).
 */
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The data folder's absolute path. `DEBRIEF_DATA` names it outright. */
export function dataFolder(environment: Environment, platform: NodeJS.Platform = process.platform): string {
  const named = environment['DEBRIEF_DATA'];
  if (named !== undefined && named !== '') return resolve(named);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Debrief');
  if (platform === 'win32')
    return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Debrief');
  const xdg = environment['XDG_DATA_HOME'];
  // "If an implementation encounters a relative path … it should consider the path invalid and ignore it."
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.local', 'share'), 'debrief');
}
