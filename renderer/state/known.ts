/** What is read again is mostly what was known: parts that did not change stay the same objects, and are not drawn again. */

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !isList(value);
}

function idOf(value: unknown): unknown {
  return isRecord(value) ? value['id'] : undefined;
}

function keepItems(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  let byId: ReadonlyMap<unknown, unknown> | null = null;
  let isSame = before.length === after.length;
  const kept = after.map((item, index) => {
    const id = idOf(item);
    let known = before[index];
    if (id !== idOf(known)) {
      byId ??= new Map(before.map((each) => [idOf(each), each]));
      known = byId.get(id);
    }
    const chosen = keepKnown(known, item);
    isSame &&= chosen === before[index];
    return chosen;
  });
  return isSame ? before : kept;
}

function keepFields(before: Fields, after: Fields): Fields {
  const names = Object.keys(after);
  let isSame = Object.keys(before).length === names.length;
  const kept: Record<string, unknown> = {};
  for (const name of names) {
    kept[name] = keepKnown(before[name], after[name]);
    isSame &&= kept[name] === before[name];
  }
  return isSame ? before : kept;
}

/**
 * A newer version of data (as JSON has it), in which all that equals the older one is the older one's own: the whole,
 * where nothing changed. Items of lists are told apart by their ids, where they have them.
 */
export function keepKnown<T>(before: unknown, after: T): T;
export function keepKnown(before: unknown, after: unknown): unknown {
  if (before === after) return after;
  if (isList(before) && isList(after)) return keepItems(before, after);
  if (isRecord(before) && isRecord(after)) return keepFields(before, after);
  return after;
}
