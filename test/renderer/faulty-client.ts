/** A core whose answers can be made to fail or to wait, call by call; all else is the real one. */
import type { CoreClient } from '../../app/contract.ts';

/** `lost`: the call is carried out, and its answer is lost. */
export type Fault =
  { readonly fails: unknown } | { readonly lost: unknown } | { readonly waits: Promise<unknown> };

export interface FaultyClient {
  readonly client: CoreClient;
  /** The next calls of this name (`drafts.update`) meet these faults, one each. */
  fault(name: string, ...faults: readonly Fault[]): void;
  /** The names of the calls that were made, in order. */
  readonly calls: readonly string[];
}

type Call = (input: unknown, options?: unknown) => Promise<unknown>;

async function meet(fault: Fault, call: () => Promise<unknown>): Promise<unknown> {
  if ('fails' in fault) throw fault.fails;
  if ('waits' in fault) await fault.waits;
  const answer = await call();
  if ('lost' in fault) throw fault.lost;
  return answer;
}

export function faultyClient(core: CoreClient): FaultyClient {
  const faults = new Map<string, Fault[]>();
  const calls: string[] = [];
  const wrap = (group: object, prefix: string): object =>
    new Proxy(group, {
      get: (target, name) => {
        const call = Reflect.get(target, name) as Call;
        const path = `${prefix}.${String(name)}`;
        return (input: unknown, options?: unknown) => {
          calls.push(path);
          const next = faults.get(path)?.shift();
          return next === undefined ? call(input, options) : meet(next, () => call(input, options));
        };
      },
    });
  const client = new Proxy(core, {
    get: (target, group) => wrap(Reflect.get(target, group) as object, String(group)),
  });
  return {
    client,
    calls,
    fault: (name, ...added) => void faults.set(name, [...(faults.get(name) ?? []), ...added]),
  };
}
