import { mergeBodies, mergeLabels, mergeTitle } from '../merge.ts';
import type { Version } from '../sync.ts';

/** Three versions of an issue as one, field by field; null where both sides changed the same words. */
export function mergeVersions(base: Version, mine: Version, theirs: Version): Version | null {
  const body = mergeBodies(base.body, mine.body, theirs.body);
  const title = mergeTitle(base.title, mine.title, theirs.title);
  if (!body.clean || !title.clean) return null;
  return {
    title: title.value,
    body: body.text,
    labels: mergeLabels(base.labels, mine.labels, theirs.labels),
    state: theirs.state,
  };
}
