import { z } from 'zod';
import type { Outcome } from './exchange.ts';
import { faultSchema } from './faults.ts';
import { parseJson } from './json.ts';
import type { Request } from './request.ts';
import type { Answering } from './server.ts';
import type { StandIn } from './stand-in.ts';

const PREFIX = '/_control/';

const whenSchema = z.strictObject({
  method: z.string().optional(),
  path: z.string().optional(),
  /** Source of a regular expression, in place of `path`. */
  pattern: z.string().optional(),
  template: z.string().optional(),
  after: z.number().optional(),
  /** JSON has no infinity. */
  count: z.union([z.number(), z.literal('always')]).optional(),
});

const issueName = { repo: z.string(), number: z.coerce.number() };

const fields = {
  title: z.string(),
  body: z.string().nullable(),
  labels: z.array(z.string()),
  assignees: z.array(z.string()),
  state: z.enum(['open', 'closed']),
};

/** What another process can ask of a stand-in: by method and path, each with what it takes and what it gives back. */
const COMMANDS: Readonly<Record<string, (standIn: StandIn, input: unknown) => unknown>> = {
  'GET issues': command(z.object({ repo: z.string() }), (standIn, { repo }) => standIn.issues(repo)),
  'POST issues': command(
    z.object({ repo: z.string(), author: z.string().default('octocat'), ...fields }).partial({
      ...{ body: true, labels: true, assignees: true, state: true },
    }),
    (standIn, { repo, title, author, body = null, labels = [] }) =>
      standIn.addIssue(repo, { title, author, body, labels }),
  ),
  'PATCH issues': command(
    z.object({ ...issueName, by: z.string().optional(), change: z.object(fields).partial() }),
    (standIn, { repo, number, by, change }) => standIn.editIssue(repo, number, withoutUndefined(change), by),
  ),
  'POST comments': command(
    z.object({ ...issueName, body: z.string(), by: z.string().optional() }),
    (standIn, { repo, number, body, by }) => ({ id: standIn.addComment(repo, number, body, by) }),
  ),
  'POST transfer': command(z.object({ ...issueName, to: z.string() }), (standIn, { repo, number, to }) =>
    standIn.transferIssue(repo, number, to),
  ),
  'POST delete': command(z.object(issueName), (standIn, { repo, number }) =>
    standIn.deleteIssue(repo, number),
  ),
  'POST rename': command(z.object({ from: z.string(), to: z.string() }), (standIn, { from, to }) =>
    standIn.renameRepository(from, to),
  ),
  'POST faults': command(
    z.object({ fault: faultSchema, when: whenSchema.default({}) }),
    (standIn, { fault, when: { pattern, count, ...when } }) => {
      const path = pattern === undefined ? when.path : new RegExp(pattern);
      standIn.fail(fault, { ...when, path, count: count === 'always' ? Infinity : count });
    },
  ),
  'POST recover': (standIn) => standIn.recover(),
  'POST lag': command(z.object({ forMs: z.number().optional() }), (standIn, { forMs }) =>
    standIn.lagLists(forMs),
  ),
  'POST clock': command(z.object({ aheadMs: z.number() }), (standIn, { aheadMs }) =>
    standIn.skewClock(aheadMs),
  ),
  'GET requests': ({ counts, requests }) => ({ counts, requests }),
  'DELETE requests': (standIn) => standIn.forgetRequests(),
  'GET violations': (standIn) => standIn.violations,
};

function command<Input>(
  schema: z.ZodType<Input>,
  run: (standIn: StandIn, input: Input) => unknown,
): (standIn: StandIn, input: unknown) => unknown {
  return (standIn, input) => run(standIn, schema.parse(input));
}

/** Without the members that are there and undefined: "not named" and "made undefined" are not the same. */
function withoutUndefined<T extends object>(
  object: T,
): { [Member in keyof T]: Exclude<T[Member], undefined> } {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Member in keyof T]: Exclude<T[Member], undefined> };
}

/**
 * What stands before a stand-in that another process drives: takes what goes to `/_control/`, and leaves the rest to it.
 * A read names what it is about in the query, anything else in a JSON body. Pages in a browser are kept out: no
 * `Origin`, and no name for this machine but the usual ones.
 */
export function controlled(standIn: StandIn): Answering {
  return async (request) =>
    request.path.startsWith(PREFIX) ? control(standIn, request) : standIn.handle(request);
}

function control(standIn: StandIn, request: Request): Outcome {
  if (!isLocal(request)) return answer(403, { error: 'Only for programs on this machine.' });
  const run = COMMANDS[`${request.method} ${request.path.slice(PREFIX.length)}`];
  if (run === undefined) return answer(404, { error: 'No such command.', commands: Object.keys(COMMANDS) });
  const query = Object.fromEntries(new URLSearchParams(request.search));
  const input = request.text === '' ? query : parseJson(request.text);
  try {
    return answer(200, run(standIn, input) ?? {});
  } catch (error) {
    return answer(400, { error: error instanceof z.ZodError ? z.prettifyError(error) : String(error) });
  }
}

function isLocal(request: Request): boolean {
  const host = (request.headers['host'] ?? '').replace(/:\d+$/, '');
  return (host === '127.0.0.1' || host === 'localhost') && request.headers['origin'] === undefined;
}

function answer(status: number, said: unknown): Outcome {
  const body = Buffer.from(JSON.stringify(said));
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(body.length),
  };
  return { kind: 'answer', wire: { status, headers, body } };
}
