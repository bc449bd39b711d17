/** How Markdown looks while it is written: the words stand out, the marks step back. All colours are tokens. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const words = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '650', color: 'var(--text-strong)' },
  { tag: tags.strong, fontWeight: '650', color: 'var(--text-strong)' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: tags.link, color: 'var(--accent-text)' },
  { tag: tags.url, color: 'var(--text-muted)' },
  { tag: tags.monospace, fontFamily: 'var(--font-mono)', fontSize: '0.9em' },
  { tag: tags.quote, color: 'var(--text-muted)' },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName], color: 'var(--text-faint)' },
  { tag: [tags.comment, tags.meta], color: 'var(--text-faint)' },
]);

const page = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--text)', fontSize: 'inherit' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit', overflow: 'visible' },
  '.cm-content': { padding: '0', caretColor: 'var(--accent)', minHeight: '1.6em' },
  '.cm-line': { padding: '0' },
  '.cm-placeholder': { color: 'var(--text-faint)', whiteSpace: 'pre-wrap', display: 'inline' },
  '.cm-selectionBackground': { backgroundColor: 'var(--selection)' },
});

export const look: Extension = [page, syntaxHighlighting(words)];
