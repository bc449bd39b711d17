import { describe, expect, it, onTestFinished } from 'vitest';

import type { SectionView } from '../../../app/views.ts';
import { keepFolds, keptFolds, MOST_KEPT } from '../../../renderer/state/kept-folds.ts';
import type { Keeping } from '../../../renderer/state/kept-folds.ts';
import { OpenDraft } from '../../../renderer/state/open-draft.svelte.ts';
import { PendingEdits } from '../../../renderer/state/pending.svelte.ts';
import { hiddenSections, Sections } from '../../../renderer/state/sections.svelte.ts';
import { Toasts } from '../../../renderer/state/toasts.svelte.ts';
import { openTestCore, temporaryFolder } from '../../support/core.ts';
import { sectionMade } from '../views-made.ts';

const sections = [
  { id: 'preamble', level: 0 },
  { id: 'summary', level: 1 },
  { id: 'timeline', level: 2 },
  { id: 'actions', level: 2 },
  { id: 'process', level: 3 },
  { id: 'detail', level: 4 },
  { id: 'technical', level: 3 },
  { id: 'thanks', level: 2 },
].map((given) => sectionMade(given));

describe('what a folded section hides', () => {
  it.each([
    [['actions'], ['process', 'detail', 'technical']],
    [['process'], ['detail']],
    [
      ['actions', 'process'],
      ['process', 'detail', 'technical'],
    ],
    // Its text is hidden, and nothing that looks as if it stood beside it.
    [['summary'], []],
    [['gone'], []],
    [[], []],
  ])('%j: all that stands under it', (folded, hidden) => {
    expect([...hiddenSections(sections, new Set(folded))]).toEqual(hidden);
  });
});

/** What a browser keeps for a page. */
function keeping(): Keeping {
  const kept = new Map<string, string>();
  return {
    localStorage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
    },
  };
}

/** A browser that lets a page keep nothing. */
const refusing: Keeping = {
  get localStorage(): Keeping['localStorage'] {
    throw new DOMException('denied', 'SecurityError');
  },
};

describe('what is folded', () => {
  /** The sections of two drafts, one of them open, in a page that is opened as often as asked. */
  async function scene(page: Keeping) {
    const folder = temporaryFolder();
    const core = openTestCore(folder.path, 'http://127.0.0.1:9');
    onTestFinished(async () => {
      await core.close();
      folder[Symbol.dispose]();
    });
    const pending = new PendingEdits(Date.now);
    const drafts = await Promise.all(['One', 'Two'].map((title) => core.client.drafts.create({ title })));
    const opened = drafts.map(
      (draft) =>
        new OpenDraft(
          draft.id,
          {
            client: core.client,
            pending,
            nowMs: Date.now,
            newId: () => crypto.randomUUID(),
            logged: () => undefined,
            accepted: () => undefined,
          },
          draft,
        ),
    );
    const around = { client: core.client, pending, toasts: new Toasts(), open: opened[0] ?? null };
    const headings = drafts.map(({ sections: all }) => all.filter(({ level }) => level > 0));
    return {
      of: (number: 0 | 1): readonly SectionView[] => headings[number] ?? [],
      open: (number: 0 | 1): void => {
        around.open = opened[number] ?? null;
      },
      /** As after a reload. */
      sections: () => new Sections(around, { ...page, document: {} as Document }),
    };
  }
  const ids = (all: readonly SectionView[]): readonly string[] => all.map(({ id }) => id);

  it('is so again after a reload, in each draft', async () => {
    const { of, open, sections } = await scene(keeping());
    const [summary, timeline] = ids(of(0));
    const before = sections();
    before.fold(summary ?? '', true);
    before.fold(timeline ?? '', true);
    before.fold(summary ?? '', false);
    open(1);
    before.foldAll();
    const after = sections();
    expect([...after.folded]).toEqual([timeline, ...ids(of(1))]);
    after.unfoldAll();
    expect(after.hasFolded).toBe(false);
    open(0);
    expect(after.hasFolded).toBe(true);
    expect([...sections().folded]).toEqual([timeline]);
  });

  it('is kept for those that were folded last, and no more', () => {
    const page = keeping();
    const all = Array.from({ length: MOST_KEPT + 5 }, (_, number) => `section-${number}`);
    keepFolds(page, new Set(all));
    expect([...keptFolds(page)]).toEqual(all.slice(5));
  });

  it('is forgotten with the page where nothing can be kept', () => {
    keepFolds(refusing, new Set(['summary']));
    expect(keptFolds(refusing).size).toBe(0);
  });
});
