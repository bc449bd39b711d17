import { describe, expect, it } from 'vitest';

import { partsOf, storedText, typedSinceSplit } from '../../../renderer/state/split.ts';

const part = (name: string, text: string): { name: string; text: string } => ({ name, text });

describe('a text that became several sections', () => {
  it('is found again in them by its headings and texts', () => {
    const sections = [
      part('Summary', 'First.'),
      part('Impact', 'None.'),
      part('Cost', ''),
      part('Timeline', 'All times in UTC.'),
    ];
    expect(partsOf('First.\n\n## Impact\n\nNone.\n\n### Cost\n', sections)).toEqual(sections.slice(0, 3));
  });

  it('is one section where it has no heading', () => {
    const sections = [part('Summary', 'First.'), part('Impact', 'None.')];
    expect(partsOf('First.', sections)).toEqual(sections.slice(0, 1));
  });

  it('does not take in a section that only has a name like a word of it', () => {
    expect(partsOf('First. See Impact', [part('Summary', 'First.'), part('Impact', '')])).toHaveLength(1);
  });

  it('is found under a heading that is underlined', () => {
    expect(
      partsOf('First.\n\nImpact\n---\nNone.', [part('Summary', 'First.'), part('Impact', 'None.')]),
    ).toHaveLength(2);
  });

  it('may begin with its heading', () => {
    expect(partsOf('\n## Impact\nNone.', [part('Summary', ''), part('Impact', 'None.')])).toHaveLength(2);
  });
});

describe('what was typed since', () => {
  const sent = 'First.\n\n## Impact\nNo';
  const parts = ['First.', 'No'];

  it('is nothing where nothing was', () => {
    expect(typedSinceSplit(sent, parts, sent)).toEqual(new Map());
  });

  it('belongs under the last heading when it was typed there', () => {
    expect(typedSinceSplit(sent, parts, `${sent}body noticed`)).toEqual(new Map([[1, 'Nobody noticed']]));
  });

  it('keeps a space that was just typed, although what is stored has none', () => {
    expect(typedSinceSplit(`${sent} `, parts, `${sent} `)).toEqual(new Map([[1, 'No ']]));
  });

  it('leaves out the line end of a heading that has no text under it yet', () => {
    expect(typedSinceSplit('First.\n\n## Impact\n', ['First.', ''], 'First.\n\n## Impact\nNo')).toEqual(
      new Map([[1, 'No']]),
    );
    expect(typedSinceSplit('First.\n\n## Impact\n', ['First.', ''], 'First.\n\n## Impact\n')).toEqual(
      new Map(),
    );
  });

  it('belongs above the heading when it was typed there', () => {
    expect(typedSinceSplit(sent, parts, 'First and foremost.\n\n## Impact\nNo')).toEqual(
      new Map([[0, 'First and foremost.']]),
    );
  });

  it('counts blank lines before the text', () => {
    expect(typedSinceSplit('\n\nFirst.\n## A\nx', ['First.', 'x'], '\n\nFirst!.\n## A\nx')).toEqual(
      new Map([[0, '\n\nFirst!.']]),
    );
  });

  it('is rather said twice than lost where it was typed across a heading', () => {
    const typed = typedSinceSplit(sent, parts, 'First.\n\n## Impact and cost\nNo');
    expect([...typed.values()].join()).toContain('Impact and cost');
  });
});

describe('a text as it is stored', () => {
  it('has no blank lines before it, no space after it, and the line ends of Unix', () => {
    expect(storedText(' \n\r\n  indented\r\nnext  \n\n')).toBe('  indented\nnext');
  });
});
