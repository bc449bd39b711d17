import type { FormElement, QuestionElement } from './form-elements.ts';
import type { YamlNode, YamlReader } from './yaml.ts';

/**
 * Checks that GitHub can tell the answers of a form apart: by id, else by what Rails makes of the label.
 *
 * docs.github.com, "Common validation errors when creating issue forms": "Body must have unique ids", "Body must have
 * unique labels", "Labels are too similar", "Checkboxes must have unique labels".
 *
 * @throws DebriefError template.invalid
 */
export function checkReferences(yaml: YamlReader, elements: readonly FormElement[]): void {
  const seen = new Map<string, QuestionElement>();
  const questions = elements.filter((element) => element.kind !== 'markdown');
  for (const question of questions) {
    const reference = question.id ?? referenceOf(question.label);
    const other = seen.get(reference);
    if (other !== undefined) throw clash(yaml, question, other);
    seen.set(reference, question);
  }
  checkBoxes(yaml, questions);
}

function clash(yaml: YamlReader, question: QuestionElement, other: QuestionElement): Error {
  const at: YamlNode = question.id === null ? question.labelAt : question.idAt;
  const where = `body[${question.index}]: `;
  if (question.id !== null && question.id === other.id) {
    return yaml.error(at, `${where}the id "${question.id}" is used twice`);
  }
  if (question.label === other.label) {
    return yaml.error(at, `${where}the label "${question.label}" is used twice; give one of the two an id`);
  }
  return yaml.error(
    at,
    `${where}"${question.label}" is too similar to "${other.label}"; give one of the two an id`,
  );
}

/** A box may not be called what another question without an id is called. */
function checkBoxes(yaml: YamlReader, questions: readonly QuestionElement[]): void {
  const labels = new Set(
    questions.filter(({ id, kind }) => id === null && kind !== 'checkboxes').map(({ label }) => label),
  );
  for (const question of questions) {
    if (question.kind !== 'checkboxes') continue;
    const box = question.options.find(({ label }) => labels.has(label));
    if (box === undefined) continue;
    throw yaml.error(
      box.at,
      `body[${question.index}]: the label "${box.label}" is used twice; give the other one an id`,
    );
  }
}

/**
 * What `ActiveSupport::Inflector.parameterize` makes of a label. Where nothing is left of it, as of a label in
 * Japanese, the label itself: rather let a form pass that GitHub refuses than the other way round.
 */
function referenceOf(label: string): string {
  const reference = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9\-_]+/gi, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
  return /[a-z0-9]/.test(reference) && !/[^\p{Script=Latin}\P{L}]/u.test(label) ? reference : label;
}
