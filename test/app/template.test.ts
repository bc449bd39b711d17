import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ErrorParams } from '../../app/error-words.ts';
import { DebriefError } from '../../app/errors.ts';
import { headingsOf } from '../../app/markdown/blocks.ts';
import { builtInTemplate, parseTemplate, type Template } from '../../app/template.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/templates/${name}`, import.meta.url), 'utf8');
}

function parseFixture(name: string): Template {
  return parseTemplate(fixture(name), name);
}

/** The parameters of the error that reading must end in. */
function refusal(source: string, fileName: string): ErrorParams {
  try {
    parseTemplate(source, fileName);
  } catch (error) {
    if (error instanceof DebriefError && error.code === 'template.invalid') return error.params;
    throw error;
  }
  throw new Error(`${fileName} was read`);
}

function guidanceFor(template: Template, heading: string, occurrence = 0): string | undefined {
  return template.guidance.find((each) => each.heading === heading && each.occurrence === occurrence)?.text;
}

/** Markdown without front matter, as the body and the guidance of its only section. */
function sort(markdown: string): { body: string; guidance: string } {
  const template = parseTemplate(markdown, 'x.md');
  return { body: template.body, guidance: template.guidance.map(({ text }) => text).join('\n--\n') };
}

describe('a Markdown template with placeholders', () => {
  const template = parseFixture('retrospective.md');

  test('gives name, description, title pattern and labels', () => {
    expect(template).toMatchObject({
      name: '🧭 Retrospective',
      about: 'Look back at something that did not go as planned.',
      titlePattern: 'Retro - {{ TITLE }}',
      labels: ['retro', 'needs review'],
      assignees: [],
    });
  });

  test('files its headings, its tasks and the zone line, and nothing that was a sample', () => {
    expect(template.body).toBe(
      [
        '# Overview\n',
        '## Timeline (optional)\n',
        'All times in {{ ZONE }}.\n',
        '## What went wrong\n',
        '## Follow-ups\n',
        '### Process improvements\n',
        '# Before closing\n',
        '- [ ] Everything above is filled in',
        '- [ ] … has told the affected teams',
        '  - Support',
        '  - Sales',
        '- [ ] Every follow-up has an issue\n',
      ].join('\n'),
    );
  });

  test('shows prose, sample entries and sample items as guidance of the section they stood in', () => {
    expect(template.guidance.map(({ heading }) => heading)).toEqual([
      'Overview',
      'Timeline (optional)',
      'What went wrong',
      'Process improvements',
      'Before closing',
    ]);
    expect(guidanceFor(template, 'Timeline (optional)')).toBe(
      [
        'Leave this out if there was no sequence of events to speak of.',
        '### {{ yyyy-mm-dd hh:mm }}',
        'The first sign of trouble.',
        '### {{ hh:mm }}',
        'Somebody starts to look into it.',
      ].join('\n\n'),
    );
    expect(guidanceFor(template, 'What went wrong')).toContain(
      '1. The pager rang in the wrong team, and it took\n   a while',
    );
    expect(guidanceFor(template, 'Process improvements')).toBe(
      '1. {{ summary }} [link to github issue]\n2. {{ summary }} [link to github issue]',
    );
    expect(guidanceFor(template, 'Before closing')).toBe(
      '- [ ] {{ person }} has told the affected teams\n- [ ] Every follow-up has an issue in any repository',
    );
  });
});

describe('a Markdown template with fields', () => {
  const template = parseFixture('fields.md');
  const sections = new Map(
    headingsOf(template.body).map(({ name, to }, index, all) => [
      name,
      template.body.slice(to, all[index + 1]?.from).trim(),
    ]),
  );

  test('takes labels and assignees from lists', () => {
    expect(template.labels).toEqual(['type: outage', 'on-call']);
    expect(template.assignees).toEqual(['octocat', 'hubot']);
  });

  test('keeps a comment for a program where it is, and shows one for people before the first heading', () => {
    expect(template.body.startsWith('<!-- triage-bot:v2 -->\n\n### Facts\n')).toBe(true);
    expect(guidanceFor(template, '')).toBe('Fill in what you know now.\n\n  Come back for the rest.');
  });

  test('keeps labels to complete, with short values and choices, but without sentences, comments and placeholders', () => {
    expect(sections.get('Facts')).toBe(
      [
        '- **Status**: ongoing / contained / over',
        '- **Began:**',
        '- **Impact**:',
        '- **Cause:**',
        '  - **Component**:',
        '- Dashboard:',
        '- Browser',
        '',
        '**Severity:** SEV1 / SEV2',
        '**Commander:**',
        'Reporter:',
      ].join('\n'),
    );
  });

  test('shows what it took out beside the label it belongs to', () => {
    expect(guidanceFor(template, 'Facts')).toBe(
      [
        '- **Began:** in UTC, as far as you know',
        "- **Impact**: Customers see an error page and can't pay.",
        '  Describe the cause once you know it.',
        '  - **Component**: {{ component }}',
        '- Dashboard: {{ link to the dashboard }}',
        '- Browser [e.g. Firefox]',
        '- We restarted the database and all was well.',
        '',
        '**Note:** Do not paste customer data here.',
        '',
        '**Commander:** @name of whoever leads. Ask in the channel.',
        'Reporter: your handle',
      ].join('\n'),
    );
  });

  test('files a table with its hints blanked, and shows the rows that had some', () => {
    expect(sections.get('Figures')).toBe(
      '| Measure | Value |\n| --- | --- |\n| Requests lost |  |\n| Money lost |  |\n| Users | all / some |',
    );
    expect(guidanceFor(template, 'Figures')).toBe(
      'Figures {{ since when }}\n\n| Measure | Value |\n| --- | --- |\n| Requests lost | {{ number }} |\n| Money lost | ask finance |',
    );
  });

  test('files code blocks and folds that wait for something, and shows those that explain', () => {
    expect(sections.get('Logs')).toBe(
      '```shell\n```\n\n```text\n\n```\n\n<details>\n<summary>More logs</summary>\n\n```\n```\n\n</details>',
    );
    expect(guidanceFor(template, 'Logs')).toBe(
      [
        'Only the lines that matter.',
        '```text\nPaste the stack trace here\n```',
        '```console\n$ systemctl status web\n```',
        'What the severities mean',
        "- **SEV1** – Nobody can work.\n- **SEV2** – Some can't.",
      ].join('\n\n'),
    );
  });

  test('lets the draft say its own zone, and takes times in headings for samples', () => {
    expect(sections.get('Times')).toBe('All times in {{ ZONE }}.');
    expect(guidanceFor(template, 'Times')).toBe(
      'All times in UTC.\n\n### 09:30\n\nAlert.\n\n### HH:MM - what happened\n\nText.',
    );
  });

  test('sees no heading and no comment in code', () => {
    expect(template.body.endsWith('Follow-up\n---------\n')).toBe(true);
    expect(guidanceFor(template, 'Follow-up')).toBe(
      'See the [guide][g] and `<!-- this is code -->`.\n\n[g]: https://example.org/guide\n\n```md\n# No heading\n```',
    );
  });
});

test('bold lines that stand for headings are kept, and guidance is shown under them', () => {
  const template = parseFixture('labels-for-headings.md');
  expect(template).toMatchObject({ about: '', titlePattern: '', labels: [], assignees: [] });
  expect(template.body).toBe(
    '**What happened**\n\n**How to see it again**\n\n**Machine (fill in what applies):**\n\n- OS:\n- Browser\n\n**Anything else**\n',
  );
  expect(template.guidance).toEqual([
    {
      heading: '',
      occurrence: 0,
      text:
        '**What happened**\nTell the story in a few lines.\n\n' +
        "**How to see it again**\nSteps:\n\n1. Open '...'\n2. See error\n\n" +
        '**Machine (fill in what applies):**\n\n- OS: [e.g. Debian]\n- Browser [e.g. Firefox]',
    },
  ]);
});

test('a file without front matter is called by its name, and equal headings are told apart', () => {
  const template = parseTemplate(fixture('plain.md'), 'docs/templates/plain.md');
  expect(template).toEqual({
    name: 'plain.md',
    about: '',
    titlePattern: '',
    labels: [],
    assignees: [],
    body: '# Notes of\n\n## Decisions\n\n## Decisions\n',
    guidance: [
      { heading: 'Notes of', occurrence: 0, text: 'Notes of {{ date }}' },
      { heading: 'Decisions', occurrence: 0, text: 'What we decided, and why.' },
      { heading: 'Decisions', occurrence: 1, text: 'What is still open.' },
    ],
  });
});

describe('what is filed and what is shown', () => {
  test.each([
    ['prose', 'We were down.', '', 'We were down.'],
    ['a quotation', '> [!NOTE]\n> Be kind.', '', '> [!NOTE]\n> Be kind.'],
    ['a placeholder', '{{ summary }}', '', '{{ summary }}'],
    ['an empty item', '1.\n2.', '', '1.\n2.'],
    ['a comment', '<!-- What? -->', '', 'What?'],
    ['a comment that never ends', '<!-- What?\n\n# No heading', '', 'What?\n\n# No heading'],
    ['a comment with text behind it', '<!-- a -->**Status:**', '**Status:**\n', 'a **Status:**'],
    ['a marker of another draft', '<!-- debrief:0190b2c4 -->', '', ''],
    ['a bare task', '- [ ] \n- [x] done', '- [ ] \n- [x] done\n', ''],
    [
      'a task with a comment over lines',
      '- [ ] a <!-- b\n  c -->\n- [ ] d',
      '- [ ] a\n- [ ] d\n',
      '- [ ] a b\nc',
    ],
    ['tasks within an item', '- Before:\n  - [ ] a\n  - b', '- Before:\n  - [ ] a\n', '  - b'],
    ['code within a task', '- [ ] Run\n  ```\n  make\n  ```', '- [ ] Run\n  ```\n  make\n  ```\n', ''],
    ['a thematic break', '---', '', ''],
    ['a link target that is used', '- [ ] See [x]\n\n[x]: /y', '- [ ] See [x]\n\n[x]: /y\n', ''],
    ['zone in angle brackets', '_All times in <your timezone>_', 'All times in {{ ZONE }}.\n', ''],
    [
      'a zone line among prose',
      'Be brief.\nAll times are in [zone].',
      'All times in {{ ZONE }}.\n',
      'Be brief.',
    ],
    ['prose about times', 'All times in the table are rough.', '', 'All times in the table are rough.'],
    ['text that begins bold', '**Please** be brief.', '', '**Please** be brief.'],
    ['a field in another script', '**版本**： {{ v }}', '**版本**：\n', '**版本**： {{ v }}'],
    [
      'words before a colon',
      'For example: {{ x }}\nHost: <host name>',
      'Host:\n',
      'For example: {{ x }}\nHost: <host name>',
    ],
    ['an address', '- https://example.org', '', '- https://example.org'],
    ['indented code', '    $ make', '', '$ make'],
    ['a code block that never ends', '```\n', '```\n\n```\n', ''],
    ['a fold that never ends', '<details>\n\n- [ ] a', '- [ ] a\n', ''],
    ['a heading with a comment', '# A <!-- b -->', '# A\n', 'A b'],
    [
      'an HTML table',
      '<table><tr><td><!-- a --></td></tr></table>',
      '<table><tr><td></td></tr></table>\n',
      'a',
    ],
  ])('%s', (_, markdown, body, guidance) => {
    expect(sort(markdown)).toEqual({ body, guidance });
  });

  test('a fold around headings is kept whole', () => {
    const { body } = sort('# A\n\n<details>\n\n## B\n\ntext\n\n</details>');
    expect(body).toBe('# A\n\n<details>\n\n## B\n\n</details>\n');
  });
});

describe('front matter', () => {
  test('that is broken is refused with the place in the file', () => {
    const error = refusal(fixture('broken-title.md'), 'broken-title.md');
    expect(error).toMatchObject({ file: 'broken-title.md', line: 4, column: 17 });
    expect(error['reason']).toContain('put the whole value in quotes');
  });

  test.each([
    ['not a map', '---\n- a\n---\n', 2, 1],
    ['only text', '---\njust words\n---\n', 2, 1],
    ['labels that are a map', '---\nname: x\nlabels:\n  a: b\n---\n', 4, 3],
    ['labels that are a number', '---\nlabels: 5\n---\n', 2, 9],
    ['a label that is a list', '---\nlabels: [a, [b]]\n---\n', 2, 13],
    ['assignees that are a boolean', '---\nassignees: true\n---\n', 2, 12],
    ['an unquoted placeholder', '---\ntitle: {{ TITLE }}\n---\n', 2, 8],
    ['a name that is a list', '---\nname: [x]\n---\n', 2, 7],
    ['a key that is there twice', '---\nname: x\nname: y\n---\n', 3, 1],
    ['a second colon', '---\nabout: Note: this\n---\n', 2, 8],
    ['a tab', '---\nname: x\n\tabout: y\n---\n', 3, 1],
    ['a quote that is never closed', '---\nname: "x\nabout: y\n---\n', 2, 7],
    ['an unknown alias', '---\nname: *x\n---\n', 2, 7],
    ['a reserved character', '---\nname: @x\n---\n', 2, 7],
    ['no second fence', '---\nname: x\n\n# A\n', 1, 1],
    ['blank lines before it', '\n\n---\nname: [\n---\n', 5, 1],
  ])('with %s is refused', (_, source, line, column) => {
    expect(refusal(source, 'x.md')).toMatchObject({ line, column });
    expect(refusal(`\uFEFF${source.replaceAll('\n', '\r\n')}`, 'x.md')).toMatchObject({ line, column });
  });

  test.each([
    ['empty', '---\n---\n# A\n'],
    ['only a comment', '---\n# nothing\n---\n# A\n'],
    ['unknown keys', '---\nlayout: post\nname:\nlabels:\n---\n# A\n'],
  ])('that is %s says nothing', (_, source) => {
    expect(parseTemplate(source, 'a.md')).toEqual({ ...parseTemplate('# A\n', 'a.md') });
  });

  test('has names of any scalar, and no label twice', () => {
    expect(parseTemplate('---\nname: 404\nlabels: a, b,, a\n---\n', 'a.md')).toMatchObject({
      name: '404',
      labels: ['a', 'b'],
    });
  });

  test('is not what follows a thematic break', () => {
    expect(parseTemplate('---\n\n# A\n', 'a.md').body).toBe('# A\n');
  });
});

test('the built-in template files the headings of the debrief and the zone line, and has guidance for each heading', () => {
  expect(builtInTemplate).toMatchObject({ titlePattern: 'Debrief - {{ TITLE }}', labels: ['post-mortem'] });
  expect(builtInTemplate.body).toBe(
    [
      '# Summary',
      '## Timeline',
      'All times in {{ ZONE }}.',
      '## What went wrong',
      '## Where we got lucky',
      '## Action items',
      '### Process improvements',
      '### Documentation improvements',
      '### Technical improvements\n',
    ].join('\n\n'),
  );
  expect(builtInTemplate.guidance.map(({ heading }) => heading)).toEqual(
    headingsOf(builtInTemplate.body).map(({ name }) => name),
  );
  const listed = builtInTemplate.guidance
    .filter(({ text }) => /^1\. /m.test(text))
    .map(({ heading }) => heading);
  expect(listed).toEqual([
    'What went wrong',
    'Where we got lucky',
    'Process improvements',
    'Documentation improvements',
    'Technical improvements',
  ]);
});

describe('any text', () => {
  const line = fc.constantFrom(
    ...fixture('fields.md').split('\n'),
    ...fixture('retrospective.md').split('\n'),
    ...fixture('incident-form.yml').split('\n'),
    '',
    '\t- x',
    '> - [ ] {{ a }}',
    '<details>',
    '</details>',
    '<!--',
    '-->',
    '{{ {{ a }} }}',
    '~~~',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n')),
    fc
      .tuple(fc.string(), fc.array(line, { maxLength: 20 }))
      .map(([yaml, lines]) => `---\n${yaml}\n---\n${lines.join('\n')}`),
  );
  const fileName = fc.constantFrom('a.md', 'a.yml');

  /** What reading gives, errors included, so that two readings can be compared. */
  function outcome(source: string, name: string): Template | ErrorParams {
    try {
      return parseTemplate(source, name);
    } catch (error) {
      if (error instanceof DebriefError && error.code === 'template.invalid') return error.params;
      throw error;
    }
  }

  test('is a template, or refused with a place that is in it', () => {
    fc.assert(
      fc.property(text, fileName, (source, name) => {
        const result = outcome(source, name);
        if ('body' in result) return;
        const lines = source.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
        const [at, column] = [Number(result['line']), Number(result['column'])];
        expect(at).toBeGreaterThanOrEqual(1);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual((lines[at - 1] ?? '').length + 1);
      }),
      { numRuns: 500 },
    );
  });

  test('reads the same with CRLF, with CR and after a byte order mark', () => {
    fc.assert(
      fc.property(text, fileName, (source, name) => {
        const lf = source.replace(/\r\n?/g, '\n').replace(/^\uFEFF+/, '');
        const expected = outcome(lf, name);
        expect(outcome(lf.replaceAll('\n', '\r\n'), name)).toEqual(expected);
        expect(outcome(lf.replaceAll('\n', '\r'), name)).toEqual(expected);
        expect(outcome(`\uFEFF${lf}`, name)).toEqual(expected);
      }),
    );
  });

  test('gives guidance for headings that the body has, and no placeholder but the zone', () => {
    fc.assert(
      fc.property(text, (source) => {
        const result = outcome(source, 'a.md');
        if (!('body' in result)) return;
        const { body, guidance } = result as Template;
        const names = headingsOf(body).map(({ name }) => name);
        for (const { heading, occurrence } of guidance.filter((each) => each.heading !== '')) {
          expect(names.filter((name) => name === heading).length).toBeGreaterThan(occurrence);
        }
        expect(body.replaceAll('All times in {{ ZONE }}.', '')).not.toMatch(/\{\{[^{}\n]*\}\}/);
      }),
      { numRuns: 500 },
    );
  });

  test.each(['[', '{', '- ', '> ', '`', '<!--', '<details>\n\n', '{{', '* a\n ', 'a: '])(
    'repeated %j runs out of neither stack nor time',
    (part) => {
      for (const name of ['a.md', 'a.yml']) outcome(part.repeat(3000), name);
      outcome(`---\n${part.repeat(3000)}\n---\n`, 'a.md');
    },
  );
});
