import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';

import { errorTable } from '../../../app/error-table.ts';
import { describeError } from '../../../app/errors.ts';
import type { ErrorCode } from '../../../app/errors.ts';
import { LinkLost } from '../../../renderer/link.ts';
import { addressIn, problemFrom, problemOf } from '../../../renderer/state/problem.ts';

describe('a problem', () => {
  it('has the words of the error table', () => {
    const report = describeError('store.full');
    const problem = problemFrom(new ORPCError('DEBRIEF', { data: report }));
    expect(problem).toMatchObject({
      code: 'store.full',
      message: report.message,
      help: report.help,
      passes: true,
    });
  });

  it('that is in the words themselves does not pass by trying again', () => {
    expect(problemOf(describeError('title.tooLong', { length: 300 })).passes).toBe(false);
  });

  it('of sync sends nobody to a terminal where there is a button for it', () => {
    const codes = (Object.keys(errorTable) as ErrorCode[]).filter((code) =>
      /^(?:github|account|draft\.noRepo)/.test(code),
    );
    const withCommands = codes.filter((code) => problemOf(describeError(code)).help.includes('debrief '));
    expect(withCommands).toEqual([]);
  });

  it('of the link is one of its own', () => {
    expect(problemFrom(new LinkLost('gone')).code).toBe('link.lost');
  });

  it.each([
    new ORPCError('DEBRIEF', { data: { code: 'no.such', message: 1 } }),
    new ORPCError('NOT_FOUND'),
    new Error('boom'),
    'boom',
  ])('that nobody knows is a bug, and says so: %s', (error) => {
    expect(problemFrom(error).code).toBe('internal');
  });

  it('may carry an address to open', () => {
    expect(addressIn('Authorise the token at https://github.com/orgs/acme/sso?x=1, then sync again.')).toBe(
      'https://github.com/orgs/acme/sso?x=1',
    );
    expect(addressIn('Authorise the token at javascript:alert(1)')).toBeNull();
  });
});
