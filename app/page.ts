/** A report as one HTML file that needs nothing else: readable in any browser, light and dark, and printable. */
import type { Place, ShowAt } from './preview.ts';
import { previewHtml } from './preview.ts';

/** The page's own style sheet: system fonts and colours, nothing loaded. */
const STYLE = `
:root { color-scheme: light dark; --faint: color-mix(in srgb, currentColor 22%, transparent); }
body { font: 16px/1.6 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 3rem 1.25rem 5rem; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; margin: 2em 0 0.6em; letter-spacing: -0.01em; }
img { max-width: 100%; height: auto; }
body > h1:first-child { margin: 0 0 1.2em; font-size: 2em; }
h1 { font-size: 1.5em; } h2 { font-size: 1.25em; } h3 { font-size: 1.05em; }
h1, h2 { padding-bottom: 0.2em; border-bottom: 1px solid var(--faint); }
a { color: light-dark(#274fc2, #9bbaff); text-underline-offset: 0.15em; }
pre, code { font-family: ui-monospace, monospace; font-size: 0.9em; }
pre { overflow-x: auto; padding: 0.8em 1em; border: 1px solid var(--faint); border-radius: 6px; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid var(--faint); padding: 0.3em 0.7em; text-align: start; }
blockquote, .markdown-alert { margin: 1em 0; padding-inline-start: 1em; border-inline-start: 3px solid var(--faint); }
.markdown-alert-title { margin-bottom: 0; font-weight: 600; }
.markdown-alert-note, .markdown-alert-important { border-color: light-dark(#2f5bd7, #7ea6ff); }
.markdown-alert-tip { border-color: light-dark(#1d7340, #74cf8e); }
.markdown-alert-warning { border-color: light-dark(#8a5300, #efb458); }
.markdown-alert-caution { border-color: light-dark(#b3261e, #ff9c94); }
.contains-task-list { list-style: none; padding-inline-start: 0.4em; }
hr { border: 0; border-top: 1px solid var(--faint); }
@page { margin: 18mm; }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h1, h2, h3, h4 { break-after: avoid; }
  pre, blockquote, tr, .markdown-alert { break-inside: avoid; }
  pre { white-space: pre-wrap; }
}
`;

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A complete HTML document with the title as its first heading, and the body as GitHub would show it, sanitised. */
export function renderPage(title: string, markdown: string, place: Place, showAt?: ShowAt): string {
  const shown = escapeHtml(title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${shown}</title>
<style>${STYLE}</style>
</head>
<body>
<h1 dir="auto">${shown}</h1>
${previewHtml(markdown, place, showAt)}
</body>
</html>
`;
}
