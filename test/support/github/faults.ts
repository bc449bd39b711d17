import { z } from 'zod';

/** For a fault that replaces the answer: true where what was asked is done all the same, as behind a 502. */
const acts = z.boolean().optional();
const limitStatus = z.union([z.literal(403), z.literal(429)]).optional();

/**
 * A way in which GitHub, or what lies on the way to it, fails. Plain data, so that another process can ask for one.
 * Times are in milliseconds, but for `retryAfterS`, which GitHub gives in seconds.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  /** The connection breaks before anything is done. */
  z.strictObject({ kind: z.literal('drop') }),
  /** It is done, and the connection breaks before the answer. */
  z.strictObject({ kind: z.literal('lose-answer') }),
  /** It is done, and the answer ends in the middle: with the connection, or (`clean`) as if that were all of it. */
  z.strictObject({ kind: z.literal('cut-answer'), clean: z.boolean().optional() }),
  /** The status is right, the body empty. */
  z.strictObject({ kind: z.literal('empty-answer') }),
  /** Nothing comes, until the fault is released (then the usual answer) or the stand-in closed (then the connection breaks). */
  z.strictObject({ kind: z.literal('hang'), acts }),
  /** The usual answer, dated by a clock that is off by so much. */
  z.strictObject({ kind: z.literal('clock'), aheadMs: z.number() }),
  z.strictObject({ kind: z.literal('bad-credentials'), acts }),
  z.strictObject({ kind: z.literal('missing-permission'), permission: z.string().optional(), acts }),
  z.strictObject({ kind: z.literal('saml'), organization: z.string().optional(), acts }),
  z.strictObject({ kind: z.literal('labels-refused'), acts }),
  z.strictObject({
    kind: z.literal('primary-limit'),
    status: limitStatus,
    resetInMs: z.number().optional(),
    acts,
  }),
  /** Without `retryAfterS` there is no `retry-after`. */
  z.strictObject({
    kind: z.literal('secondary-limit'),
    status: limitStatus,
    retryAfterS: z.number().optional(),
    acts,
  }),
  z.strictObject({ kind: z.literal('not-found'), acts }),
  z.strictObject({ kind: z.literal('conflict'), acts }),
  z.strictObject({ kind: z.literal('issues-disabled'), acts }),
  z.strictObject({ kind: z.literal('issue-deleted'), acts }),
  z.strictObject({
    kind: z.literal('invalid'),
    field: z.string().optional(),
    code: z.string().optional(),
    message: z.string().optional(),
    acts,
  }),
  z.strictObject({ kind: z.literal('spam'), acts }),
  z.strictObject({ kind: z.literal('legal'), acts }),
  z.strictObject({
    kind: z.literal('server-error'),
    status: z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]).optional(),
    retryAfterS: z.number().optional(),
    acts,
  }),
  /** 200 with the HTML of a hotel's sign-in page. */
  z.strictObject({ kind: z.literal('portal'), acts }),
  /** GraphQL's way to say no, with status 200: by type (`FORBIDDEN`), or by code (`undefinedField`) for an older server. */
  z.strictObject({
    kind: z.literal('graphql-error'),
    type: z.string().optional(),
    code: z.string().optional(),
    message: z.string().optional(),
    resetInMs: z.number().optional(),
    acts,
  }),
  /** To the same thing at `/repositories/{id}/…`, where it really is; or to `to`. */
  z.strictObject({
    kind: z.literal('moved'),
    status: z.union([z.literal(301), z.literal(302), z.literal(307), z.literal(308)]).optional(),
    to: z.string().optional(),
    acts,
  }),
]);

export type Fault = z.infer<typeof faultSchema>;

/** Which requests a fault meets. What is not named meets all. */
export interface When {
  readonly method?: string | undefined;
  /** The path without its query: the whole of it, or a pattern, or a test of it. */
  readonly path?: string | RegExp | ((path: string) => boolean) | undefined;
  /** By GitHub's template, so by whatever name or id: `/repos/{owner}/{repo}/issues`. */
  readonly template?: string | undefined;
  /** How many matching requests go by first (0). */
  readonly after?: number | undefined;
  /** How many it meets then, before all is normal again (1; `Infinity`: until cancelled). */
  readonly count?: number | undefined;
}

/** A request, as far as faults look at it. */
export interface Target {
  readonly method: string;
  readonly path: string;
  readonly template: string | null;
}

/** A fault that is set. */
export interface SetFault {
  /** How many requests it has met. */
  readonly hits: number;
  /** Settles when it meets its first request: when that hangs, say. */
  readonly met: Promise<void>;
  /** Lets go of every request that hangs, and of those to come. */
  release(): void;
  /** Meets no further requests. Those that hang go on hanging. */
  cancel(): void;
}

/** A fault that meets one request. */
export interface Hit {
  readonly fault: Fault;
  /** Settles when a hanging request may go on; false where the stand-in closes instead. */
  readonly released: Promise<boolean>;
}

/** The faults that are set, in the order in which they were. The first that matches a request meets it. */
export class Faults {
  readonly #set: Trap[] = [];

  set(fault: Fault, when: When = {}): SetFault {
    const trap = new Trap(fault, when);
    this.#set.push(trap);
    return trap;
  }

  /** The fault that this request meets, or null. */
  take(target: Target): Hit | null {
    for (const trap of this.#set) {
      if (trap.take(target)) return trap;
    }
    return null;
  }

  /** All is normal again; hanging requests go on. */
  clear(): void {
    for (const trap of this.#set.splice(0)) trap.release();
  }

  /** Ends every hang with a broken connection. */
  close(): void {
    for (const trap of this.#set.splice(0)) trap.break();
  }
}

class Trap implements SetFault, Hit {
  readonly fault: Fault;
  readonly released: Promise<boolean>;
  readonly met: Promise<void>;
  hits = 0;
  readonly #when: When;
  readonly #settle: (mayGoOn: boolean) => void;
  readonly #meet: () => void;
  #toSkip: number;
  #left: number;

  constructor(fault: Fault, when: When) {
    const release = Promise.withResolvers<boolean>();
    const meeting = Promise.withResolvers<undefined>();
    this.fault = fault;
    this.released = release.promise;
    this.#settle = release.resolve;
    this.met = meeting.promise;
    this.#meet = () => meeting.resolve(undefined);
    this.#when = when;
    this.#toSkip = when.after ?? 0;
    this.#left = when.count ?? 1;
  }

  take(target: Target): boolean {
    if (this.#left <= 0 || !matches(this.#when, target)) return false;
    if (this.#toSkip > 0) {
      this.#toSkip -= 1;
      return false;
    }
    this.#left -= 1;
    this.hits += 1;
    this.#meet();
    return true;
  }

  release(): void {
    this.#settle(true);
  }

  break(): void {
    this.#settle(false);
  }

  cancel(): void {
    this.#left = 0;
  }
}

function matches(when: When, target: Target): boolean {
  return (
    (when.method === undefined || when.method.toUpperCase() === target.method) &&
    (when.template === undefined || when.template === target.template) &&
    matchesPath(when.path, target.path)
  );
}

function matchesPath(wanted: When['path'], path: string): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === 'string') return wanted === path;
  return wanted instanceof RegExp ? wanted.test(path) : wanted(path);
}
