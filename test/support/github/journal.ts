import type { Json } from './json.ts';

/** A request that reached the stand-in. */
export interface RecordedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** With its `?`, or empty. */
  readonly query: string;
  /** GitHub's template for the path, or null where the stand-in has none. */
  readonly template: string | null;
  /** By the clock that the stand-in was given, however far GitHub's own is made to be off. */
  readonly atMs: number;
  /** Names in lower case. The token is not among them: `authorization` says only that there was one. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where there was none. */
  readonly body: Json | undefined;
  /** The kind of fault that it met, or null. */
  readonly fault: string | null;
  /** Null until there is an answer, and where there was none. */
  readonly status: number | null;
}

/** A request or an answer that contradicts GitHub's description, or a token where none may be. */
export interface Violation {
  readonly method: string;
  readonly path: string;
  readonly side: 'request' | 'answer';
  readonly problems: readonly string[];
}

/** Sums over the requests recorded. */
export interface Counts {
  readonly requests: number;
  readonly reads: number;
  /** Reads with `if-none-match`. */
  readonly conditionalReads: number;
  /** Reads answered 304, which cost no quota. */
  readonly notModified: number;
  /** All but GET, HEAD and queries, done or not. */
  readonly writes: number;
}

type Draft = { -readonly [Part in keyof RecordedRequest]: RecordedRequest[Part] };

/** What has reached the stand-in. */
export class Journal {
  readonly #requests: Draft[] = [];
  readonly #violations: Violation[] = [];

  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  get violations(): readonly Violation[] {
    return this.#violations;
  }

  get counts(): Counts {
    // Of GraphQL the stand-in knows queries only.
    const reads = this.#requests.filter(({ method, path }) => isRead(method) || path === '/graphql');
    return {
      requests: this.#requests.length,
      reads: reads.length,
      conditionalReads: reads.filter((request) => request.headers['if-none-match'] !== undefined).length,
      notModified: reads.filter((request) => request.status === 304).length,
      writes: this.#requests.length - reads.length,
    };
  }

  /** Writes a request down. What comes back takes the status of its answer. */
  begin(request: RecordedRequest): { answered: (status: number) => void } {
    const draft: Draft = { ...request, headers: withoutToken(request.headers) };
    this.#requests.push(draft);
    return {
      answered: (status) => {
        draft.status = status;
      },
    };
  }

  violated(violation: Violation): void {
    this.#violations.push(violation);
  }

  /** Forgets the requests, not the violations. */
  forget(): void {
    this.#requests.length = 0;
  }
}

/** Whether the method changes nothing. */
export function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function withoutToken(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return headers['authorization'] === undefined ? headers : { ...headers, authorization: '(a token)' };
}
