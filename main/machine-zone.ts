/** The time zone of this machine. */
import { readlinkSync } from 'node:fs';

/**
 * Its IANA name, as Intl has it.
 * @param likely a name that it had before. Where the system's own setting still says so, Intl is not asked: its first use
 * in a process takes longer than all else that a moment needs to be logged
 */
export function machineZone(likely?: string): string {
  return likely !== undefined && isSetTo(likely) ? likely : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Names of what Intl always calls UTC: https://tc39.es/ecma402/#sec-availablenamedtimezoneidentifiers */
const UTC_NAMES = ['UTC', 'Etc/UTC'];

/** Does the system name this zone in the places where ICU looks first (uprv_tzname of its putil.cpp)? */
function isSetTo(zone: string): boolean {
  const names = zone === 'UTC' ? UTC_NAMES : [zone];
  const { TZ } = process.env;
  if (TZ !== undefined) return names.includes(TZ);
  const link = linkedZone();
  return link !== null && names.some((name) => link.endsWith(`/zoneinfo/${name}`));
}

/** Null where there is no such link: Windows keeps its zone elsewhere, and some systems have a file there. */
function linkedZone(): string | null {
  try {
    return readlinkSync('/etc/localtime');
  } catch {
    return null;
  }
}
