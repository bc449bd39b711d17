/**
 * Every text of the error table as one list, to be reviewed as one page: docs/sync.md has it between two comments, and a
 * test keeps it equal. `node scripts/error-page.ts` writes it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { errorTable } from '../app/error-table.ts';
import type { ErrorParams, ErrorWords, Severity } from '../app/error-words.ts';
import type { ErrorCode } from '../app/errors.ts';

const PAGE = join(import.meta.dirname, '../docs/sync.md');
const FROM = '<!-- errors: written by scripts/error-page.ts -->';
const TO = '<!-- end of errors -->';

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'Could not be done',
  waiting: 'Goes on by itself',
  note: 'Good to know',
  usage: 'The call was wrong',
};

/** Where a text depends on what fills it in, an example; elsewhere the name of what is filled in stands for it. */
const EXAMPLES: Partial<Readonly<Record<ErrorCode, ErrorParams>>> = {
  'account.unknown': { host: 'HOST', hosts: 'HOSTS' },
  'draft.secret': {
    of: 'report',
    section: 'Timeline',
    place: 'body',
    line: 12,
    count: 2,
    words: 'an AWS key',
    excerpt: 'AKIA…',
  },
  'token.expires': { on: 'DATE', days: 3 },
  'token.unverified': { repo: 'OWNER/NAME' },
};

function line(code: ErrorCode): string {
  const words: ErrorWords = errorTable[code];
  const byName: ErrorParams = new Proxy({}, { get: (_, name) => String(name).toUpperCase() });
  const params = EXAMPLES[code] ?? byName;
  const said = [words.what(params), words.kept, words.help(params)].filter((text) => text !== '');
  return `- \`${code}\`: ${said.join(' ')}`;
}

/** The list as Markdown, sorted into what a person has to do with it. */
export function errorPage(): string {
  const codes = Object.keys(errorTable) as ErrorCode[];
  return (Object.keys(SEVERITIES) as Severity[])
    .map((severity) => {
      const lines = codes.filter((code) => errorTable[code].severity === severity).map(line);
      return `### ${SEVERITIES[severity]}\n\n${lines.join('\n')}`;
    })
    .join('\n\n');
}

/** What the page has of it. */
export function errorsOnPage(): string {
  const page = readFileSync(PAGE, 'utf8');
  return page.slice(page.indexOf(FROM) + FROM.length, page.indexOf(TO)).trim();
}

if (import.meta.main) {
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    page.slice(0, page.indexOf(FROM) + FROM.length) + `\n\n${errorPage()}\n\n` + page.slice(page.indexOf(TO)),
  );
}
