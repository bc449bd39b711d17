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
  '.cm-tooltip.cm-tooltip-autocomplete': {
    maxWidth: 'min(30rem, 92vw)',
    padding: 'var(--space-1)',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--surface-raised)',
    boxShadow: 'var(--shadow-raised)',
    zIndex: 'var(--layer-menu)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxHeight: '16rem',
    fontFamily: 'inherit',
    fontSize: 'var(--size-ui)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    alignItems: 'center',
    gap: 'var(--space-3)',
    minHeight: '1.75rem',
    padding: '0 var(--space-2)',
    borderRadius: 'var(--radius-small)',
    color: 'var(--text)',
    lineHeight: 'var(--leading-ui)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--surface-chosen)',
    color: 'var(--text-strong)',
    // Where the system sets the colours, the background does not tell it.
    outline: '2px solid transparent',
    outlineOffset: '-2px',
  },
  '.cm-completionLabel': { flex: 'none', maxWidth: '60%', overflow: 'hidden', textOverflow: 'ellipsis' },
  '.cm-completionDetail': {
    flex: '1',
    minWidth: '0',
    marginLeft: '0',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    fontStyle: 'normal',
    color: 'var(--text-muted)',
  },
  '.cm-selectionBackground': { backgroundColor: 'var(--selection)' },
});

export const look: Extension = [page, syntaxHighlighting(words)];
