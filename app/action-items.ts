/** Edits of a draft's action items. */
import type { ActionItem, ActionKind, Draft, IssueRef, Section } from './draft.ts';
import { checkRepo, replaceSection } from './draft.ts';
import { DebriefError } from './errors.ts';
import type { ActionId } from './ids.ts';
import { numberOf, readItemText, renumber } from './markdown/actions.ts';
import { lineEndOf } from './markdown/render.ts';

/** A new action item as a person wrote it. A link to an issue at the end of the text becomes its issue. */
export function makeAction(
  id: ActionId,
  text: string,
  kind: ActionKind | null,
  repo: string | null,
): ActionItem {
  const read = readItemText(text.replace(/\s+/g, ' '));
  return {
    id,
    text: read.text,
    kind,
    repo: read.issue?.repo ?? checkRepo(repo),
    issue: read.issue,
    source: null,
    after: '',
  };
}

/** Names for the lists of the three kinds, as in the built-in template. */
const LIST_NAMES: Readonly<Record<ActionKind, string>> = {
  process: 'Process improvements',
  documentation: 'Documentation improvements',
  technical: 'Technical improvements',
};

/** The list that an item of a kind goes into: that of its kind, else the first list there is. */
function listFor(draft: Draft, kind: ActionKind | null): Section | undefined {
  const lists = draft.sections.filter((section) => section.kind === 'actions');
  return lists.find((section) => section.actionKind === kind) ?? lists[0];
}

/** An item at the end of a list: the blank lines that ended the list stay at its end. */
function append(items: readonly ActionItem[], item: ActionItem): readonly ActionItem[] {
  const last = items.at(-1);
  if (last?.after.trim() !== '') return [...items, item];
  return [...items.slice(0, -1), { ...last, after: '' }, { ...item, after: last.after }];
}

/** A draft that has no action items yet gets the heading for them, and one for the kind. */
function withList(draft: Draft, kind: ActionKind | null, newSectionId: () => string): Draft {
  const eol = lineEndOf(draft.sections);
  const section = (level: number, name: string, actionKind: ActionKind | null): Section => ({
    id: newSectionId() as Section['id'],
    level,
    name,
    kind: 'actions',
    actionKind,
    headingSource: null,
    text: eol,
    guidance: '',
    entries: [],
    actions: [],
  });
  const added = [
    section(2, 'Action items', null),
    ...(kind === null ? [] : [section(3, LIST_NAMES[kind], kind)]),
  ];
  return { ...draft, sections: [...draft.sections, ...added] };
}

/** The draft with an action item at the end of the list of its kind. */
export function addAction(draft: Draft, item: ActionItem, newSectionId: () => string): Draft {
  const list = listFor(draft, item.kind);
  if (list === undefined) return addAction(withList(draft, item.kind, newSectionId), item, newSectionId);
  return replaceSection(draft, list.id, (section) => ({
    ...section,
    actions: append(section.actions, { ...item, kind: section.actionKind }),
  }));
}

function sectionOfAction(
  draft: Draft,
  id: ActionId,
): { readonly section: Section; readonly item: ActionItem } {
  for (const section of draft.sections) {
    const item = section.actions.find((each) => each.id === id);
    if (item !== undefined) return { section, item };
  }
  throw new DebriefError('action.unknown', { id });
}

/** What can be changed of an action item; what is left out stays. */
export interface ActionChange {
  readonly text?: string;
  readonly repo?: string | null;
  readonly issue?: IssueRef | null;
}

/** The draft with an action item changed. @throws DebriefError action.unknown, repo.invalid */
export function editAction(draft: Draft, id: ActionId, change: ActionChange): Draft {
  const { section, item } = sectionOfAction(draft, id);
  const text =
    change.text === undefined
      ? { text: item.text, issue: null }
      : readItemText(change.text.replace(/\s+/g, ' '));
  const issue = change.issue === undefined ? (text.issue ?? item.issue) : change.issue;
  const repo = issue?.repo ?? checkRepo(change.repo === undefined ? item.repo : change.repo);
  const sameLine = text.text === item.text && issue?.url === item.issue?.url;
  const next: ActionItem = { ...item, text: text.text, issue, repo, source: sameLine ? item.source : null };
  return replaceSection(draft, section.id, (each) => ({
    ...each,
    actions: each.actions.map((one) => (one.id === id ? next : one)),
  }));
}

/** The draft without an action item: those after it move up, and prose that stood behind it stays. */
export function removeAction(draft: Draft, id: ActionId): Draft {
  const { section, item } = sectionOfAction(draft, id);
  const at = section.actions.indexOf(item);
  const rest = section.actions.slice(at + 1);
  // A list that numbers every item "1." stays so; only one that counts goes on counting.
  const counts = numberOf(rest[0]?.source) === numberOf(item.source) + 1;
  const after = rest.map((each) =>
    counts && each.source !== null ? { ...each, source: renumber(each.source, -1) } : each,
  );
  const keep = item.after.trim() === '' && after.length > 0 ? '' : item.after;
  const before = section.actions.slice(0, at);
  const last = before.at(-1);
  return replaceSection(draft, section.id, (each) =>
    last === undefined
      ? {
          ...each,
          text: each.text + keep.replace(/^\r?\n/, each.text.trim() === '' ? '' : '$&'),
          actions: after,
        }
      : { ...each, actions: [...before.slice(0, -1), { ...last, after: last.after + keep }, ...after] },
  );
}
