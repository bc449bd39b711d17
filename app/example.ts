/** An example debrief that explains itself: what a finished one looks like, part by part. It is never filed. */
import { addAction, makeAction } from './action-items.ts';
import { createDraft } from './create.ts';
import type { ActionKind, Draft, Phase } from './draft.ts';
import { findSection } from './draft.ts';
import type { ActionId, EntryId } from './ids.ts';
import type { Making } from './import.ts';
import { setSectionText } from './sections.ts';
import { builtInTemplate } from './template/built-in.ts';
import { addEntry, makeEntry } from './timeline/entries.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Minutes after the incident began, what happened, and what it meant. */
const MOMENTS: readonly (readonly [minutes: number, text: string, phase: Phase | null])[] = [
  [0, 'Servers no longer start: half of all spawns end in a timeout', 'started'],
  [
    4,
    'The alert on spawn errors fires. (Each line is one moment. Typed with !detected before it, this one says what it meant.)',
    'detected',
  ],
  [9, 'Kim, who is on call, looks at the hub', 'responded'],
  [
    17,
    'The new image is 6 GB larger than the last, and nodes run out of disk. (Most lines need no phase.)',
    null,
  ],
  [23, 'Rollback to image 1.4.2 begins', null],
  [31, 'Spawns succeed again on most nodes', 'mitigated'],
  [52, 'All nodes are cleaned up, nobody waits any more', 'resolved'],
];

const TEXTS: Readonly<Record<string, string>> = {
  Summary:
    'For 52 minutes, students could not start servers, because a new image filled the disks of the nodes. We rolled back.\n\n' +
    '> [!NOTE]\n' +
    '> This is an example, made up from end to end. The summary is for somebody who was not there: what broke, for whom, ' +
    'how long, what made it stop. Write in it as you like, and throw it away when you have seen enough.',
  'What went wrong':
    '1. Nothing checks how large an image is before it is used everywhere.\n' +
    '2. The alert watches errors, and a timeout did not count as one before the third.\n\n' +
    '*Causes in how things are set up, not in people. A number and a dot begin a list; Enter goes on with it.*',
  'Where we got lucky':
    '1. The old image was still on most nodes, so the rollback took minutes.\n\n' +
    '*What turned out well without anybody having planned for it is what the next incident may not have.*',
  'Action items':
    '*What will be different. When a debrief is filed, each item can become a small issue in the repository where the work ' +
    'is done, and its state shows here from then on.*',
};

const ITEMS: readonly (readonly [text: string, kind: ActionKind])[] = [
  ['Try a new image on one node before all of them', 'process'],
  ['Describe the rollback of an image in the runbook', 'documentation'],
  ['Fail the build when an image grows by more than a gigabyte', 'technical'],
  ['Count a spawn that times out as an error at once', 'technical'],
];

/** When the incident of the example began: yesterday, on a full five minutes. */
function beganAtMs(nowMs: number): number {
  const grid = 5 * MINUTE_MS;
  return Math.floor((nowMs - DAY_MS) / grid) * grid;
}

/**
 * The example, as of now. It belongs to no repository.
 * @throws DebriefError zone.unknown
 */
export function exampleDraft(zone: string, { nowMs, newId }: Making): Draft {
  const empty = createDraft(builtInTemplate, { zone }, { nowMs, newId });
  const written = Object.entries(TEXTS).reduce<Draft>(
    (draft, [name, text]) => setSectionText(draft, findSection(draft.sections, name).id, text, newId),
    { ...empty, title: 'Example: servers would not start', labels: [] },
  );
  const began = beganAtMs(nowMs);
  const timed = MOMENTS.reduce<Draft>(
    (draft, [minutes, text, phase]) =>
      addEntry(draft, makeEntry(newId() as EntryId, began + minutes * MINUTE_MS, text, phase)),
    written,
  );
  return ITEMS.reduce<Draft>(
    (draft, [text, kind]) => addAction(draft, makeAction(newId() as ActionId, text, kind, null), newId),
    timed,
  );
}
