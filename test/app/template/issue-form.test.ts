import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DebriefError } from '../../../app/errors.ts';
import { parseTemplate, type Template } from '../../../app/template.ts';

const source = readFileSync(new URL('../../fixtures/templates/incident-form.yml', import.meta.url), 'utf8');
const chooser = readFileSync(new URL('../../fixtures/templates/config.yml', import.meta.url), 'utf8');

/** `line:column: reason` of the error that reading must end in. */
function refusal(text: string, fileName = 'form.yml'): string {
  try {
    parseTemplate(text, fileName);
  } catch (error) {
    if (!(error instanceof DebriefError) || error.code !== 'template.invalid') throw error;
    return `${error.params['line']}:${error.params['column']}: ${error.params['reason']}`;
  }
  throw new Error('the form was read');
}

/** A form with these elements; its body begins on line 4. */
function form(...elements: readonly string[]): string {
  return `name: x\ndescription: y\nbody:\n${elements.map((each) => `  - ${each}\n`).join('')}`;
}

function parse(...elements: readonly string[]): Template {
  return parseTemplate(form(...elements), 'form.yml');
}

const ASK = '{ type: input, attributes: { label: Name } }';

describe('an issue form', () => {
  const template = parseTemplate(source, '.github/ISSUE_TEMPLATE/incident-form.yml');

  test('gives name, description, title pattern, labels and assignees', () => {
    expect(template).toMatchObject({
      name: '🔥 Incident',
      about: 'Report something that is on fire',
      titlePattern: '[Incident]: ',
      labels: ['incident', 'triage'],
      assignees: ['octocat'],
    });
  });

  test('files what GitHub files when it is submitted as it is, and leaves unanswered places empty', () => {
    expect(template.body).toBe(
      [
        '### Service\n',
        '### Severity\n',
        'low\n',
        '### Regions\n',
        '### Timeline\n',
        'All times in {{ ZONE }}.\n',
        '### Steps\n',
        '1.\n2.\n',
        '### Logs\n',
        '````shell\n```\n$ journalctl\n```\n````\n',
        '### Configuration\n',
        '### Pictures\n',
        '### Code of Conduct\n',
        '- [ ] I have read the [code of conduct](https://example.org/coc)',
        '- [ ] I looked for other reports\n',
      ].join('\n'),
    );
  });

  test('shows its descriptions, placeholders, options and texts as guidance', () => {
    const shown = template.guidance.map(({ heading, occurrence, text }) => [heading, occurrence, text]);
    expect(shown).toEqual([
      ['Service', 0, '## Thank you\n\nTake your time.\n\nWhich service is affected?\n\ncheckout'],
      ['Severity', 0, 'Your best guess.\n\nOne of:\n\n- high\n- low'],
      ['Regions', 0, 'Any of:\n\n- Europe\n- No\n- 2'],
      ['Timeline', 0, '### {{ hh:mm }}\n\nFirst alert.'],
      ['Steps', 0, 'What did you try?\n\nas many as you need'],
      ['Pictures', 0, 'Graphs help.'],
      ['Code of Conduct', 0, 'The usual.\n\nSomebody will be with you shortly.'],
    ]);
  });

  test('reads the same with CRLF', () => {
    expect(parseTemplate(source.replaceAll('\n', '\r\n'), 'incident-form.yml')).toEqual(template);
  });

  test('counts headings that come in a value when it tells equal headings apart', () => {
    const { body, guidance } = parse(
      '{ type: textarea, attributes: { label: A, value: "### B\\n\\ntext" } }',
      '{ type: input, attributes: { label: B, description: d } }',
    );
    expect(body).toBe('### A\n\n### B\n\ntext\n\n### B\n');
    expect(guidance).toEqual([{ heading: 'B', occurrence: 1, text: 'd' }]);
  });

  test('names a heading as a reader of the body finds it', () => {
    const { guidance } = parse(
      '{ type: input, attributes: { label: "Trailing #\\n marks ##", description: d } }',
    );
    expect(guidance).toEqual([{ heading: 'Trailing # marks', occurrence: 0, text: 'd' }]);
  });

  test('may begin with ---, and keeps a value that was only a comment for the writer', () => {
    const text = `---\n${form('{ type: textarea, attributes: { label: A, value: "<!-- why? -->" } }')}`;
    expect(parseTemplate(text, 'A.YAML')).toMatchObject({
      body: '### A\n',
      guidance: [{ heading: 'A', occurrence: 0, text: 'why?' }],
    });
  });

  test('may use anchors', () => {
    expect(parse('{ type: input, attributes: { label: &l Name, placeholder: *l } }').guidance[0]?.text).toBe(
      'Name',
    );
  });

  test('may have equal labels that ids tell apart, and labels that no Latin letter tells apart', () => {
    parse(ASK, '{ type: input, id: second, attributes: { label: Name } }');
    parse(
      '{ type: input, attributes: { label: 日志 log } }',
      '{ type: input, attributes: { label: 错误 log } }',
    );
    parse(
      '{ type: input, id: n, attributes: { label: Name } }',
      '{ type: checkboxes, attributes: { label: A, options: [{ label: Name }] } }',
    );
  });
});

describe('the template chooser', () => {
  test('is no template, by its name or by what it holds', () => {
    const reason = 'this file configures the template chooser and is no template';
    expect(refusal(chooser, '.github\\ISSUE_TEMPLATE\\config.yml')).toBe(`1:1: ${reason}`);
    expect(refusal('', 'config.yaml')).toBe(`1:1: ${reason}`);
    expect(refusal(`name: x\n${chooser}`, 'chooser.yml')).toBe(`2:1: ${reason}`);
  });
});

describe('a form that GitHub refuses is refused', () => {
  test.each([
    ['nothing in it', '', /^1:1: an issue form consists of lines/],
    ['a list', '- a\n', /^1:1: an issue form consists of lines/],
    ['broken YAML', 'name: x\ntitle: [Incident] {{ TITLE }}\n', /^2:19: .*in quotes/],
    [
      'an indentation that does not fit',
      'name: x\nbody:\n    - type: input\n  - type: input\n',
      /^4:1: the indentation/,
    ],
    ['no name', 'description: y\nbody: []\n', /^1:1: the form needs a name/],
    ['an empty name', 'name: ""\n', /^1:7: name must not be empty/],
    ['no description', 'name: x\n', /^1:1: the form needs a description/],
    ['nothing for a description', 'name: x\ndescription:\n', /^2:1: the form needs a description/],
    ['a boolean for a description', 'name: x\ndescription: true\n', /^2:14: description must be text/],
    ['a word that YAML 1.1 takes for a boolean', 'name: Yes\n', /^1:7: name must be text/],
    ['about', 'name: x\nabout: y\n', /^2:1: about is not a permitted key; a form says it as description/],
    ['an unknown key', 'name: x\nhello: y\n', /^2:1: hello is not a permitted key/],
    ['an empty title', "name: x\ndescription: y\ntitle: ''\n", /^3:8: title must not be empty/],
    ['empty assignees', "name: x\ndescription: y\nassignees: ''\n", /^3:12: assignees must not be empty/],
    ['labels that are a map', 'name: x\ndescription: y\nlabels: { a: b }\n', /^3:9: labels must be a list/],
    ['no body', 'name: x\ndescription: y\n', /^1:1: the form's body must not be empty$/],
    ['an empty body', 'name: x\ndescription: y\nbody: []\n', /^3:7: the form's body must not be empty$/],
    [
      'a body after a second ---',
      'name: x\ndescription: y\n---\nbody: []\n',
      /^1:1: .* a second --- ends the form/,
    ],
    ['a body that is a map', 'name: x\ndescription: y\nbody:\n  type: input\n', /^4:3: body must be a list/],
    ['a body of text', 'name: x\ndescription: y\nbody: text\n', /^3:7: body must be a list/],
  ])('%s', (_, text, expected) => {
    expect(refusal(text)).toMatch(expected);
  });

  test.each([
    [
      'only markdown',
      ['{ type: markdown, attributes: { value: Hi } }'],
      /^4:3: the body must have at least one/,
    ],
    ['an element that is text', ['text'], /^4:5: body\[0\]: an element must be a map/],
    ['nothing for an element', ['', ASK], /^4:\d+: body\[0\]: an element must be a map/],
    ['no type', [ASK, '{ attributes: {} }'], /^5:5: body\[1\]: the key type is missing/],
    [
      'an unknown type',
      ['{ type: toString }'],
      /^4:13: body\[0\]: "toString" is not a type; the types are markdown/,
    ],
    ['an unknown key of an element', ['{ type: input, x: 1 }'], /^4:20: body\[0\]: x is not a permitted key/],
    [
      'an unknown attribute',
      ['{ type: input, attributes: { label: a, render: b } }'],
      /^4:44: body\[0\]: render is not a permitted attribute/,
    ],
    ['no attributes', [ASK, '{ type: markdown }'], /^5:5: body\[1\]: the attribute value is missing/],
    [
      'attributes that are a list',
      ['{ type: input, attributes: [label] }'],
      /^4:32: body\[0\]: attributes must be a map/,
    ],
    [
      'validations that are text',
      ['{ type: input, attributes: { label: a }, validations: x }'],
      /^4:59: body\[0\]: validations must be a map/,
    ],
    [
      'no label',
      ['{ type: textarea, attributes: { value: a } }'],
      /^4:5: body\[0\]: the attribute label is missing/,
    ],
    [
      'a label that is a boolean',
      ['{ type: input, attributes: { label: true } }'],
      /^4:41: body\[0\]: label must be text/,
    ],
    [
      'a blank label',
      ['{ type: input, attributes: { label: "  " } }'],
      /^4:41: body\[0\]: label must not be empty/,
    ],
    [
      'an empty placeholder',
      ['{ type: input, attributes: { label: a, placeholder: "" } }'],
      /^4:57: body\[0\]: placeholder must not be empty/,
    ],
    [
      'a label that asks for a password',
      ['{ type: input, attributes: { label: Your Password } }'],
      /^4:41: body\[0\]: GitHub does not let a label/,
    ],
    [
      'an id with a space',
      ['{ type: input, id: a b, attributes: { label: a } }'],
      /^4:24: body\[0\]: id can only contain/,
    ],
    [
      'an id twice',
      [
        '{ type: input, id: a, attributes: { label: b } }',
        '{ type: input, id: a, attributes: { label: c } }',
      ],
      /^5:24: body\[1\]: the id "a" is used twice/,
    ],
    ['a label twice', [ASK, ASK], /^5:41: body\[1\]: the label "Name" is used twice/],
    [
      'labels that are too similar',
      [ASK, '{ type: input, attributes: { label: "Náme?" } }'],
      /^5:41: body\[1\]: "Náme\?" is too similar to "Name"/,
    ],
    [
      'a label like an id',
      ['{ type: input, id: name, attributes: { label: x } }', ASK],
      /^5:41: body\[1\]: "Name" is too similar to "x"/,
    ],
    [
      'a box called like a question',
      [ASK, '{ type: checkboxes, attributes: { label: A, options: [{ label: Name }] } }'],
      /^5:68: body\[1\]: the label "Name" is used twice/,
    ],
    [
      'a dropdown without options',
      ['{ type: dropdown, attributes: { label: a } }'],
      /^4:5: body\[0\]: the attribute options is missing/,
    ],
    [
      'no options',
      ['{ type: dropdown, attributes: { label: a, options: [] } }'],
      /^4:56: body\[0\]: options must be a list with something/,
    ],
    [
      'an option twice',
      ['{ type: dropdown, attributes: { label: a, options: [b, b] } }'],
      /^4:60: body\[0\]: the option "b" is there twice/,
    ],
    [
      'an option that is a boolean',
      ['{ type: dropdown, attributes: { label: a, options: [b, No] } }'],
      /^4:60: body\[0\]: YAML reads No as true or false/,
    ],
    [
      'the option none',
      ['{ type: dropdown, attributes: { label: a, options: [None] } }'],
      /^4:57: body\[0\]: GitHub keeps the option "None"/,
    ],
    [
      'an option that is a map',
      ['{ type: dropdown, attributes: { label: a, options: [{ label: b }] } }'],
      /^4:57: body\[0\]: each of the options must be text/,
    ],
    [
      'a default that is no option',
      ['{ type: dropdown, attributes: { label: a, options: [b], default: 1 } }'],
      /^4:70: body\[0\]: default must be the number of an option, from 0 to 0/,
    ],
    [
      'a box without a label',
      ['{ type: checkboxes, attributes: { label: a, options: [{ required: true }] } }'],
      /^4:59: body\[0\]: each of the options must have a label/,
    ],
    [
      'a box that is text',
      ['{ type: checkboxes, attributes: { label: a, options: [b] } }'],
      /^4:59: body\[0\]: each of the options must have a label/,
    ],
    [
      'a box twice',
      ['{ type: checkboxes, attributes: { label: a, options: [{ label: b }, { label: b }] } }'],
      /^4:82: body\[0\]: the option "b" is there twice/,
    ],
  ])('%s', (_, elements, expected) => {
    expect(refusal(form(...elements))).toMatch(expected);
  });
});
