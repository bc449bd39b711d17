/**
 * Finds secrets in a text. The rules are loaded when something is about to be sent, and not before.
 *
 * secretlint's rules run without its core: that keeps, unless its profiler is switched off, a performance mark of each
 * rule of each run for as long as the process lives. What a rule needs of it is an object with four functions.
 */
import type { SecretLintRuleCreator, SecretLintRuleContext, SecretLintSourceCode } from '@secretlint/types';

import type { RuleWords } from './kinds.ts';
import { LEFT_OUT, NOT_SECRET, NOT_SECRET_MESSAGES, PATTERNS, RULE_WORDS, standsIn } from './kinds.ts';

/** A secret in a text: where it is and of what kind. Whoever needs the secret itself cuts it out of the text. */
export interface Hit {
  readonly rule: string;
  readonly words: string;
  /** Offsets in the text. */
  readonly from: number;
  readonly to: number;
}

/** Gives the secrets in a text in the order in which they stand there; no two share a character. */
export type Scanner = (text: string) => readonly Hit[];

type Rule = Pick<SecretLintRuleCreator, 'meta' | 'create'>;
type Found = Omit<Hit, 'words'>;
type RuleMessage = Parameters<SecretLintRuleContext['report']>[0];

const PREFIX = '@secretlint/secretlint-rule-';
/** Without it the ids of access keys are not looked for. */
const OPTIONS: Readonly<Record<string, object>> = { aws: { enableIDScanRule: true } };

let loading: Promise<Scanner> | null = null;

/** The scanner; loads its rules at the first call. */
export function loadScanner(): Promise<Scanner> {
  loading ??= import('@secretlint/secretlint-rule-preset-recommend').then((preset) => {
    const rules = (preset.rules as readonly Rule[]).filter(({ meta }) => !LEFT_OUT.has(nameOf(meta.id)));
    return (text) => withoutOverlaps([...rules.flatMap((rule) => runRule(rule, text)), ...runPatterns(text)]);
  });
  return loading;
}

function nameOf(id: string): string {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id;
}

function runRule(rule: Rule, text: string): readonly Hit[] {
  const name = nameOf(rule.meta.id);
  const { words, part }: RuleWords = RULE_WORDS[name] ?? { words: 'a secret' };
  const messages: RuleMessage[] = [];
  const context: SecretLintRuleContext = {
    sharedOptions: {},
    createTranslator: () => (messageId, data) => ({ message: '', messageId: String(messageId), data }),
    report: (message) => {
      messages.push(message);
    },
    ignore: () => undefined,
  };
  // Every rule that is run answers at once: only the one for key files, which is left out, reads something.
  void rule.create(context, OPTIONS[name] ?? {}).file?.(sourceOf(text));
  return messages.flatMap((message) => {
    const hit = located(name, message, text, part);
    return hit === null || isMasked(text, hit) ? [] : [{ ...hit, words }];
  });
}

/** Where the secret is. A rule's range can begin at the name before its value: what was found is told in its data. */
function located(
  rule: string,
  { message, range }: RuleMessage,
  text: string,
  part: RegExp | undefined,
): Found | null {
  const { typeName: _typeName, ...data } = (message.data ?? {}) as Readonly<Record<string, unknown>>;
  const told = Object.values(data).find((each) => typeof each === 'string' && each !== '');
  const value = typeof told === 'string' ? told : text.slice(...range);
  if (NOT_SECRET_MESSAGES.has(message.messageId) || (rule === 'aws' && NOT_SECRET.test(value))) return null;
  const secret = part?.exec(value)?.[1] ?? value;
  const from = text.indexOf(value, range[0]) + value.lastIndexOf(secret);
  return from < 0 ? null : { rule, from, to: from + secret.length };
}

function runPatterns(text: string): readonly Hit[] {
  return PATTERNS.flatMap(({ rule, words, pattern }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [from, to] = match.indices?.[1] ?? [0, 0];
      const hit: Hit = { rule, words, from, to };
      return standsIn(match[1] ?? '') || isMasked(text, hit) ? [] : [hit];
    }),
  );
}

/** Is it what masking left? Three characters at most, and an ellipsis. */
function isMasked(text: string, { from, to }: Found): boolean {
  return /^[^…]{0,3}…$/.test(text.slice(from, to)) || (to - from <= 3 && text[to] === '…');
}

/** Two kinds that share characters are one secret, of the kind that begins first. */
function withoutOverlaps(hits: readonly Hit[]): readonly Hit[] {
  const apart: Hit[] = [];
  for (const hit of hits.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = apart.at(-1);
    if (last === undefined || hit.from >= last.to) apart.push(hit);
    else apart[apart.length - 1] = { ...last, to: Math.max(last.to, hit.to) };
  }
  return apart;
}

/** A text without a file: the rules that go by a file's name look at it as at one of theirs. */
function sourceOf(content: string): SecretLintSourceCode {
  const notAsked = (): never => {
    throw new Error('a rule asked for the lines of a report');
  };
  return {
    hasBOM: false,
    content,
    filePath: undefined,
    physicalFilePath: undefined,
    contentType: 'text',
    ext: '',
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    locationToRange: notAsked,
    rangeToLocation: notAsked,
    positionToIndex: notAsked,
    indexToPosition: notAsked,
  };
}
