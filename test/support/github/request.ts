import { matchRoute, type Match } from './routes.ts';

/** A request as it came in, and what its path means. */
export interface Request {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** With its `?`, or empty. */
  readonly search: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where there is no body. */
  readonly text: string;
  /** Null where the stand-in has no such endpoint. */
  readonly match: Match | null;
}

/** Reads what a transport received. `target` is the path with its query. */
export function readRequest(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  text: string,
): Request {
  const cut = target.indexOf('?');
  const path = cut === -1 ? target : target.slice(0, cut);
  const search = cut === -1 ? '' : target.slice(cut);
  return { method, path, search, headers, text, match: matchRoute(method, path) };
}
