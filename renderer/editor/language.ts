/**
 * GitHub's Markdown for the editor. Straight from its parser: the ready-made language package brings the grammars of
 * HTML, CSS and JavaScript along, which are larger than the editor itself.
 */
import { defineLanguageFacet, Language } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { GFM, parser } from '@lezer/markdown';

const facts = defineLanguageFacet({ commentTokens: { block: { open: '<!--', close: '-->' } } });

export const githubMarkdown: Extension = new Language(facts, parser.configure(GFM), [], 'markdown');
