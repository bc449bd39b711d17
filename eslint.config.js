import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * What one layer may not import. The full table, with cycles, is test/house/layers.ts; this one shows in the editor.
 * @param {string[]} files
 * @param {{ group: string[], message: string }[]} patterns
 * @returns {import('eslint').Linter.Config}
 */
function mayNotImport(files, patterns) {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const node = { group: ['node:*'], message: 'Only main/ runs on Node.' };
const electron = { group: ['electron'], message: 'Only main/electron/ knows Electron.' };
const main = { group: ['**/main/**'], message: 'Everything else reaches the core through the contract.' };
const renderer = { group: ['**/renderer/**'], message: 'Nothing but tests knows the renderer.' };
const tests = { group: ['**/test/**'], message: 'Product code knows nothing of its tests.' };

/** @type {import('eslint').Linter.RulesRecord} */
const clockOrDice = {
  'no-restricted-syntax': [
    'error',
    ...[
      'MemberExpression[object.name="Date"][property.name="now"]',
      'NewExpression[callee.name="Date"][arguments.length=0]',
      'MemberExpression[object.name="Temporal"][property.name="Now"]',
      'MemberExpression[object.name="Math"][property.name="random"]',
    ].map((selector) => ({ selector, message: 'app/ gets time and randomness as arguments.' })),
  ],
};

export default defineConfig(
  globalIgnores(['dist/', 'release/', 'coverage/', 'test/fixtures/']),
  ts.configs.strictTypeChecked,
  ts.configs.stylisticTypeChecked,
  svelte.configs.recommended,
  svelte.configs.prettier,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Runs out of stack on the recursive types of oRPC's routers.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // oRPC's word for "no context" is Record<never, never>.
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      // Only what renders is reactive. What a controller keeps for itself is a plain Map or Set on purpose.
      'svelte/prefer-svelte-reactivity': 'off',
      // An async method may answer at once: the interface that it fulfils decides, not its body.
      '@typescript-eslint/require-await': 'off',
      // Unions and plain shapes read better side by side in one form.
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig }, globals: globals.browser },
  },
  { files: ['app/**'], rules: clockOrDice },
  mayNotImport(['app/**'], [node, electron, main, renderer, tests]),
  mayNotImport(['renderer/**'], [node, electron, main, tests]),
  mayNotImport(['main/**'], [electron, renderer, tests]),
  mayNotImport(['main/electron/**'], [renderer, tests]),
  {
    files: ['test/**', 'scripts/**', 'bin/**', '*.config.*'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      // A test that is wrong about a value fails, which is what it is for; suites are long functions.
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['**/*.js'], extends: [ts.configs.disableTypeChecked] },
);
