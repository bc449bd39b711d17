/** The tokens as the stylesheet has them, so that the page can't show one that is not there, or miss one. */

export interface TokenGroup {
  readonly name: string;
  readonly tokens: readonly string[];
}

const GROUPS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Surfaces', /^--(?:surface|selection|found|differs|backdrop|bad-surface|warn-surface)/],
  ['Words', /^--text/],
  ['Lines and the accent', /^--(?:line|accent|on-accent|focus)/],
  ['How something is', /^--(?:good|warn|bad)$/],
  ['Phases', /^--phase-/],
];

/** The names of all custom properties that these rules set on the root, in their order. */
export function tokenNames(sheets: Iterable<CSSStyleSheet>): readonly string[] {
  const names = new Set<string>();
  for (const sheet of sheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSStyleRule) || rule.selectorText !== ':root') continue;
      for (const name of rule.style) if (name.startsWith('--')) names.add(name);
    }
  }
  return [...names];
}

/** The colours among them, each in the first group that it fits. */
export function colourGroups(names: readonly string[]): readonly TokenGroup[] {
  const left = new Set(names);
  return GROUPS.map(([name, pattern]) => {
    const tokens = names.filter((each) => left.has(each) && pattern.test(each));
    for (const each of tokens) left.delete(each);
    return { name, tokens };
  });
}
