/** Zone names in pasted lines: which words can be one, and what those may mean that have no single meaning. */
import { ABBREVIATIONS } from '../zone-names.ts';
import { readZone } from '../zones.ts';

/** Names that people write and that the reader of headings does not know, with the places whose clocks show them. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  IST: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  CST: ['America/Chicago', 'Asia/Shanghai', 'America/Havana'],
  CDT: ['America/Chicago', 'America/Havana'],
  AST: ['America/Halifax', 'Asia/Riyadh'],
  ADT: ['America/Halifax'],
  ET: ['America/New_York'],
  CT: ['America/Chicago'],
  MT: ['America/Denver', 'America/Phoenix'],
  PT: ['America/Los_Angeles'],
  AKST: ['America/Anchorage'],
  AKDT: ['America/Anchorage'],
  HST: ['Pacific/Honolulu'],
  NST: ['America/St_Johns'],
  NDT: ['America/St_Johns'],
  BRT: ['America/Sao_Paulo'],
  ART: ['America/Argentina/Buenos_Aires'],
  CLT: ['America/Santiago'],
  MSK: ['Europe/Moscow'],
  TRT: ['Europe/Istanbul'],
  MET: ['Europe/Paris'],
  MEST: ['Europe/Paris'],
  MEZ: ['Europe/Berlin'],
  MESZ: ['Europe/Berlin'],
  SAST: ['Africa/Johannesburg'],
  EAT: ['Africa/Nairobi'],
  CAT: ['Africa/Maputo'],
  WAT: ['Africa/Lagos'],
  GST: ['Asia/Dubai', 'Atlantic/South_Georgia'],
  PKT: ['Asia/Karachi'],
  NPT: ['Asia/Kathmandu'],
  ICT: ['Asia/Bangkok'],
  WIB: ['Asia/Jakarta'],
  SGT: ['Asia/Singapore'],
  SST: ['Asia/Singapore', 'Pacific/Pago_Pago'],
  HKT: ['Asia/Hong_Kong'],
  PHT: ['Asia/Manila'],
  KST: ['Asia/Seoul'],
  AWST: ['Australia/Perth'],
  ACST: ['Australia/Adelaide'],
  ACDT: ['Australia/Adelaide'],
};

/** They are English words in small letters. */
const WORDS = new Set('art cat ct eat est et ict met mt nst pt sst wet west'.split(' '));
/** Words that chats and logs write in capitals, and that look like the name of a zone. */
const SHOUTED = new Set(
  'ALERT AT BOOT CERT EVENT EXIT GET HOST INPUT IT LIST LAST MUST NEXT NOT OUT PORT POST PUT REST ROOT SENT START STAT TEST TEXT WAIT WHAT EDIT GIT FAST LOST MINT NET BET JIT JWT SIT LIMIT RESET QUIET ADMIT AUDIT AGENT COUNT INIT CHAT ABORT ASSET'.split(
    ' ',
  ),
);

/** Can this word, or what stands in brackets, be the zone of the time before it? */
export function canBeZone(name: string): boolean {
  const words = name.trim();
  if (words === 'Z' || /^(?:utc|gmt)(?![a-z])/i.test(words) || /^[+\-−]\d/.test(words)) return true;
  if (words.includes('/'))
    return readZone(words) !== null || /^[A-Z][A-Za-z]+(?:\/[A-Z][A-Za-z_+-]+)+$/.test(words);
  if (/^\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)* time$/iu.test(words)) return true;
  const upper = words.toUpperCase();
  if (ABBREVIATIONS[upper] !== undefined || PLACES[upper] !== undefined)
    return words === upper || !WORDS.has(words);
  return /^[A-Z]{2,4}T$/.test(words) && !SHOUTED.has(words);
}

const OLD_NAMES = ['US/Eastern', 'US/Central', 'US/Mountain', 'US/Pacific', 'US/Alaska', 'US/Hawaii'];
/** So many letters may be wrong in a name of a zone. */
const MOST_SLIPS = 2;

/** How many letters differ, as far as that is of interest. */
function slips(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > MOST_SLIPS) return MOST_SLIPS + 1;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 0; at < one.length; at += 1) {
    const next = [at + 1];
    for (let to = 0; to < other.length; to += 1) {
      const swap = (row[to] ?? 0) + (one[at] === other[to] ? 0 : 1);
      next.push(Math.min(swap, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** IANA names that a zone may mean which has no single meaning, or was misspelt; often none. */
export function zoneChoices(name: string): readonly string[] {
  const places = PLACES[name.trim().toUpperCase()];
  if (places !== undefined) return places;
  if (!name.includes('/') || name.length > 60) return [];
  const wanted = name.toLowerCase();
  return [...OLD_NAMES, ...Intl.supportedValuesOf('timeZone')]
    .map((zone) => ({ zone, slips: slips(wanted, zone.toLowerCase()) }))
    .filter((each) => each.slips <= MOST_SLIPS)
    .sort((a, b) => a.slips - b.slips)
    .slice(0, 4)
    .map(({ zone }) => zone);
}
