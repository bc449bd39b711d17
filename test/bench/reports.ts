/** Reports for the figures: many of them, each of the size that people write. */
import type { Draft } from '../../app/draft.ts';
import { importDraft } from '../../app/import.ts';
import type { NewId } from '../../app/ids.ts';
import { openStore } from '../../main/store/store.ts';

export const NOW_MS = Date.UTC(2026, 2, 1, 9, 14);

const WORDS =
  'students could not start servers because the spawner ran out of nodes after the upgrade of kubernetes and the pager was silent until somebody looked at the dashboard'.split(
    ' ',
  );

function sentence(seed: number): string {
  const words = Array.from(
    { length: 14 },
    (_, word) => WORDS[(seed * 7 + word * (1 + (seed % 5))) % WORDS.length],
  );
  return `${words.join(' ')} incident${seed % 97}.`;
}

function paragraph(seed: number): string {
  return Array.from({ length: 6 }, (_, at) => sentence(seed + at)).join(' ');
}

/** A report of a few thousand characters; no two are alike. */
export function report(index: number): string {
  const entries = Array.from(
    { length: 12 },
    (_, at) =>
      `### 2026-03-01 ${String(9 + Math.floor(at / 6)).padStart(2, '0')}:${at % 6}0\n\n${sentence(index + at)}\n`,
  );
  return [
    '# Summary',
    paragraph(index),
    '## Timeline',
    'All times in UTC.',
    ...entries,
    '## What went wrong',
    paragraph(index + 31),
  ].join('\n\n');
}

/** The draft of such a report, as if it had been imported. */
export function draftOf(index: number, newId: NewId): Draft {
  const given = {
    zone: 'UTC',
    zoneGiven: true,
    title: `Incident ${index}`,
    repo: 'acme/ops',
    labels: ['post-mortem'],
    fallbackTitle: '',
  };
  return importDraft(report(index), given, { nowMs: NOW_MS + index, newId });
}

/** Makes a data folder with many drafts: the one asked for first, then others. */
export function fillFolder(folder: string, first: Draft, others: number, newId: NewId): void {
  const store = openStore({ folder, nowMs: () => NOW_MS, newId });
  try {
    store.transaction(() => {
      for (let index = 1; index <= others; index += 1) store.insertDraft(draftOf(index, newId));
      store.insertDraft(first);
    });
    // The first search makes the index, once for all.
    store.searchDrafts('spawner');
  } finally {
    store.close();
  }
}

/** A section of prose of about so many characters: paragraphs, a list now and then, no two alike. */
export function proseOf(size: number): string {
  const parts: string[] = [];
  let length = 0;
  for (let index = 0; length < size; index += 1) {
    const part =
      index % 5 === 4
        ? `- ${sentence(index)}\n- **${sentence(index + 1)}** see \`error ${index}\``
        : paragraph(index * 7);
    parts.push(part);
    length += part.length + 2;
  }
  return parts.join('\n\n');
}
