/**
 * What a person types to find drafts: words, and conditions such as `label:post-mortem repo:acme/ops phase:mitigated
 * actions:open is:archived`. A value with spaces is quoted.
 */
import { PHASES } from './draft.ts';
import type { Phase } from './draft.ts';
import { placeText } from './places.ts';
import type { DraftSummary } from './views.ts';

/** Conditions; all of them have to hold. */
export interface DraftFilter {
  readonly labels: readonly string[];
  /** OWNER/NAME, or HOST/OWNER/NAME. */
  readonly repo: string | null;
  /** Where the incident stands: the phase that its timeline reached last. */
  readonly phase: Phase | null;
  readonly actions: 'open' | 'done' | null;
  readonly isArchived: boolean;
}

export const NO_FILTER: DraftFilter = {
  labels: [],
  repo: null,
  phase: null,
  actions: null,
  isArchived: false,
};

/** One condition as it is typed, and as a person may take it back. */
export interface Condition {
  readonly key: 'label' | 'repo' | 'phase' | 'actions' | 'is';
  readonly value: string;
}

const CONDITION = /(?<=^|\s)(label|repo|phase|actions|is):("[^"]+"|[^\s"]+)(?=\s|$)/gi;

function withCondition(filter: DraftFilter, { key, value }: Condition): DraftFilter | null {
  const lower = value.toLowerCase();
  const same = (label: string): boolean => label.toLowerCase() === lower;
  const phase = PHASES.find((each) => each === lower);
  switch (key) {
    case 'label':
      return filter.labels.some(same) ? filter : { ...filter, labels: [...filter.labels, value] };
    case 'repo':
      return { ...filter, repo: value };
    case 'phase':
      return phase === undefined ? null : { ...filter, phase };
    case 'actions':
      return lower === 'open' || lower === 'done' ? { ...filter, actions: lower } : null;
    case 'is':
      return lower === 'archived' ? { ...filter, isArchived: true } : null;
  }
}

export interface Query {
  readonly words: string;
  readonly filter: DraftFilter;
}

/**
 * The words and the conditions of a typed text. What only looks like a condition, as in `phase:later`, is words.
 * @param upTo a condition that ends at or after this offset is words yet: it may still be typed on
 */
export function readQuery(typed: string, filter: DraftFilter = NO_FILTER, upTo = Infinity): Query {
  let read = filter;
  const words = typed.replace(CONDITION, (whole: string, key: string, value: string, at: number) => {
    const condition = { key: key.toLowerCase() as Condition['key'], value: value.replace(/^"|"$/g, '') };
    const next = at + whole.length >= upTo ? null : withCondition(read, condition);
    if (next === null) return whole;
    read = next;
    return '';
  });
  return read === filter
    ? { words: typed, filter }
    : { words: words.replace(/^\s+/, '').replace(/\s{2,}/g, ' '), filter: read };
}

/** The conditions of a filter, in the order in which they are shown. */
export function conditionsOf({
  labels,
  repo,
  phase,
  actions,
  isArchived,
}: DraftFilter): readonly Condition[] {
  return [
    ...(isArchived ? [{ key: 'is', value: 'archived' } as const] : []),
    ...labels.map((value) => ({ key: 'label', value }) as const),
    ...(repo === null ? [] : [{ key: 'repo', value: repo } as const]),
    ...(phase === null ? [] : [{ key: 'phase', value: phase } as const]),
    ...(actions === null ? [] : [{ key: 'actions', value: actions } as const]),
  ];
}

/** A condition as it is typed. */
export function writeCondition({ key, value }: Condition): string {
  return `${key}:${/\s/.test(value) ? `"${value}"` : value}`;
}

/** The filter without a condition. */
export function without(filter: DraftFilter, { key, value }: Condition): DraftFilter {
  switch (key) {
    case 'label':
      return { ...filter, labels: filter.labels.filter((each) => each !== value) };
    case 'is':
      return { ...filter, isArchived: false };
    default:
      return { ...filter, [key]: null };
  }
}

type Matched = Pick<
  DraftSummary,
  'labels' | 'repo' | 'host' | 'phase' | 'actionCount' | 'actionsOpen' | 'archivedAtMs'
>;

/** Do all conditions hold for a draft? Labels and repositories are the same in whatever case, as on GitHub. */
export function matchesFilter(draft: Matched, filter: DraftFilter): boolean {
  const labels = draft.labels.map((label) => label.toLowerCase());
  const { repo, actions } = filter;
  return (
    (!filter.isArchived || draft.archivedAtMs !== null) &&
    filter.labels.every((label) => labels.includes(label.toLowerCase())) &&
    (repo === null ||
      [draft.repo ?? '', placeText(draft)].some((each) => each.toLowerCase() === repo.toLowerCase())) &&
    (filter.phase === null || draft.phase === filter.phase) &&
    (actions === null || (draft.actionCount > 0 && (draft.actionsOpen === 0) === (actions === 'done')))
  );
}
