/** The settings a person can change, each with its schema, its default and what it takes, in words. */
import { z } from 'zod';

import { isAccelerator } from './accelerator.ts';
import { DebriefError } from './errors.ts';
import { isPictureFolder } from './picture-folder.ts';

const DEFAULT_LOOKS_S = [2, 10, 30, 120, 300, 600];

interface Setting<Schema extends z.ZodType> {
  readonly schema: Schema;
  readonly fallback: z.infer<Schema>;
  readonly expected: string;
}

function setting<Schema extends z.ZodType>(
  schema: Schema,
  fallback: z.infer<Schema>,
  expected: string,
): Setting<Schema> {
  return { schema, fallback, expected };
}

export const settingsTable = {
  /** IANA zone of new drafts; empty: the machine's. */
  zone: setting(
    z.string().max(64),
    '',
    'an IANA time zone such as Europe/London, or nothing for that of this machine',
  ),
  /** OWNER/NAME of new drafts, with HOST/ before it for another server than that of the default account; empty: none. */
  repo: setting(z.string().max(400), '', 'OWNER/NAME or HOST/OWNER/NAME, or nothing'),
  theme: setting(z.enum(['system', 'light', 'dark']), 'system', 'system, light or dark'),
  /** Seconds after a lost answer at which the issue is looked for, before anything is sent again. */
  'sync.lookAgain': setting(
    z.array(z.number().min(0).max(86_400)).min(1).max(20),
    DEFAULT_LOOKS_S,
    'seconds separated by commas, as in 2,10,30',
  ),
  /** What to do when the issue of a lost create was not found by the last look: file it again, or ask. */
  'sync.repost': setting(z.enum(['automatic', 'ask']), 'automatic', 'automatic or ask'),
  /** Update filed issues and fetch changes by itself while online. */
  'sync.automatic': setting(z.boolean(), true, 'true or false'),
  /** Where on GitHub pictures go before a draft is filed: a folder of a repository; empty: they are attached by hand. */
  'pictures.folder': setting(
    z.string().max(600).refine(isPictureFolder),
    '',
    'OWNER/NAME:folder@branch, or nothing',
  ),
  /** The keys that open quick capture from any program, as Electron writes them; empty: none. */
  'desktop.shortcut': setting(
    z.string().max(64).refine(isAccelerator),
    'CommandOrControl+Shift+Space',
    'keys such as CommandOrControl+Shift+Space, or nothing',
  ),
  /** The desktop app starts when the person signs in to the machine, and stays when its window is closed. */
  'desktop.atLogin': setting(z.boolean(), false, 'true or false'),
  /** What the list of drafts is sorted by. */
  'list.sort': setting(z.enum(['changed', 'started', 'title']), 'changed', 'changed, started or title'),
  /** Whether keys without Ctrl, Cmd or Alt do anything (WCAG 2.1.4). */
  'keys.single': setting(z.boolean(), true, 'true or false'),
  /** Single keys that a person chose, as in `start=i, create=-`; `-`: none. Others are as they come. */
  'keys.own': setting(
    z.string().regex(/^(?:\s*\w+\s*=\s*[^\s,=]\s*(?:,|$))*$/u),
    '',
    'a command and its key, separated by commas, as in start=i, create=-',
  ),
  /** Client id of the OAuth app with which one signs in by a code; empty: sign-in by token only. No secret. */
  'github.clientId': setting(
    z.string().regex(/^[\w.-]{0,64}$/),
    '',
    'the client id of an OAuth app, or nothing',
  ),
} as const;

export type SettingKey = keyof typeof settingsTable;
export type Settings = { readonly [Key in SettingKey]: z.infer<(typeof settingsTable)[Key]['schema']> };

export const SETTING_KEYS = Object.keys(settingsTable) as readonly SettingKey[];

/** @throws DebriefError setting.unknown */
export function checkSettingKey(key: string): SettingKey {
  const found = SETTING_KEYS.find((each) => each === key);
  if (found === undefined) throw new DebriefError('setting.unknown', { key, names: SETTING_KEYS.join(', ') });
  return found;
}

/** The value of a setting from what a person typed. @throws DebriefError setting.invalid */
export function readSetting<Key extends SettingKey>(key: Key, typed: string): Settings[Key] {
  const { schema, fallback, expected } = settingsTable[key];
  const value: unknown = Array.isArray(fallback)
    ? typed.split(',').map(Number)
    : typeof fallback === 'boolean'
      ? { true: true, false: false }[typed.trim().toLowerCase()]
      : typed.trim();
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new DebriefError('setting.invalid', { key, value: typed, expected });
  return parsed.data as Settings[Key];
}

/** The settings from what was stored; what is missing or no longer valid has its default. */
export function settingsFrom(stored: Readonly<Record<string, unknown>>): Settings {
  const entries = SETTING_KEYS.map((key) => {
    const parsed = settingsTable[key].schema.safeParse(stored[key]);
    return [key, parsed.success ? parsed.data : settingsTable[key].fallback] as const;
  });
  return Object.fromEntries(entries) as unknown as Settings;
}
