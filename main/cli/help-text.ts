/** What `debrief help` says, from the table of commands. */
import type { Option, Word } from './arguments.ts';
import { columns } from './columns.ts';
import type { Command } from './command.ts';

const EXIT_CODES = [
  ['0', 'done; for sync: all in step'],
  ['1', 'it could not be done'],
  ['2', 'the command was wrong'],
  ['3', 'sync: something still waits to be sent'],
  ['4', 'sync: something needs you'],
  ['N', "run: the command's own; 126 and 127 where it could not be started"],
];

const ENVIRONMENT = [
  ['DEBRIEF_DATA', 'the folder that drafts are kept in'],
  ['GH_TOKEN', 'a token for github.com and *.ghe.com, used instead of that in the keychain'],
  ['GH_ENTERPRISE_TOKEN', 'the same for another server, which GH_HOST or DEBRIEF_API_URL names'],
  ['GH_HOST', 'another server than github.com'],
  ['DEBRIEF_API_URL', 'the address of its API; http: for this machine only'],
  ['DEBRIEF_CLIENT_ID', 'client id of the OAuth app for sign-in with a code'],
  ['NO_COLOR', 'no colour'],
];

function indented(rows: readonly (readonly string[])[]): string {
  return columns(
    rows.map((row) => ['', ...row]),
    false,
  );
}

export function overview(commands: readonly Command[]): string {
  return `Debrief: a stopwatch for incidents, and the post-mortem after them.

Usage: debrief COMMAND [options]

${indented(commands.map(({ name, about }) => [name, about]))}

An ID may be any beginning of an id that only one draft has. --json gives one JSON document.
"debrief help COMMAND" explains a command; "debrief --version" says which Debrief this is.

Exit codes:
${indented(EXIT_CODES)}

Environment:
${indented(ENVIRONMENT)}
`;
}

export function commandHelp(command: Command): string {
  const own = command.words.filter((word) => word.afterDashes !== true).map(wordUsage);
  const others = command.words.filter((word) => word.afterDashes === true).map(wordUsage);
  const apart = others.length === 0 ? [] : ['--', ...others];
  const usage = ['debrief', command.name, ...own, ...optionUsage(command), ...apart].join(' ');
  const options = Object.entries(command.options).map(([name, option]) => [
    optionForm(name, option),
    option.about,
  ]);
  const parts = [
    `Usage: ${usage}`,
    `${command.about}.`,
    indented([...options, ['-h, --help', 'Show this help']]),
    ...(command.details ?? []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function wordUsage({ name, needed, many }: Word): string {
  const shown = many === true ? `${name}…` : name;
  return needed ? shown : `[${shown}]`;
}

function optionUsage(command: Command): readonly string[] {
  return Object.keys(command.options).length > 0 ? ['[options]'] : [];
}

function optionForm(name: string, { short, value }: Option): string {
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}
