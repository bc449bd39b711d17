import { describe, expect, it } from 'vitest';

import { hiddenSections } from '../../../renderer/state/sections.svelte.ts';
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
