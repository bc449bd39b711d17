import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';

import { errorTable } from '../../../app/error-table.ts';
import { DebriefError } from '../../../app/errors.ts';
import type { ErrorCode } from '../../../app/errors.ts';
import { exitCodeOf, failureLine, reportOf } from '../../../main/cli/failures.ts';

test.each(Object.keys(errorTable) as ErrorCode[])(
  '%s is one line in both forms, with an exit code that says what came of it',
  (code) => {
    const report = new DebriefError(code, { reason: 'a\nb', id: '\u001b[2J' }).report;
    const line = failureLine(report, false);
    expect(line).toMatch(/^debrief: [^\n\u001b]+$/);
    const json = JSON.parse(failureLine(report, true)) as unknown;
    expect(json).toEqual({ error: { code, message: report.message, help: report.help } });
    // What went into the journal is kept, and waits.
    const other = code.startsWith('journal.') ? 3 : 1;
    expect(exitCodeOf(report)).toBe(errorTable[code].severity === 'usage' ? 2 : other);
  },
);

test('a typed error of the contract keeps its code and words', () => {
  const report = new DebriefError('draft.unknown', { id: 'x' }).report;
  expect(reportOf(new ORPCError('DEBRIEF', { status: 422, data: report }))).toEqual(report);
});

test('an input that the contract refuses says where', () => {
  const refused = new ORPCError('BAD_REQUEST', {
    message: 'Input validation failed',
    data: { issues: [{ path: ['text'], message: 'Too big' }] },
  });
  expect(reportOf(refused)).toMatchObject({
    code: 'input.invalid',
    message: 'That was not understood: text: Too big.',
  });
});

test.each([
  ['a bug', new TypeError('x is not a function')],
  ['an error of oRPC', new ORPCError('INTERNAL_SERVER_ERROR', { message: 'x is not a function' })],
  [
    'a typed error without its report',
    new ORPCError('DEBRIEF', { status: 422, data: { code: 'nope' }, message: 'x is not a function' }),
  ],
])('%s is internal', (_, error) => {
  const report = reportOf(error);
  expect(report).toMatchObject({
    code: 'internal',
    message: expect.stringContaining('x is not a function') as string,
  });
  expect(exitCodeOf(report)).toBe(1);
});

test('even what is no error at all is told', () => {
  expect(reportOf('thrown text').code).toBe('internal');
});
