/** A report as one HTML file that needs nothing else: readable in any browser, light and dark, and printable. */
import type { Place } from './preview.ts';
import { previewHtml } from './preview.ts';

/** The page's own style sheet: system fonts and colours, nothing loaded. */
const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem; overflow-wrap: break-word; }
h1, h2, h3 { line-height: 1.25; margin: 2em 0 0.6em; }
h1:first-child { margin-top: 0; }
pre, code { font-family: ui-monospace, monospace; font-size: 0.9em; }
pre { overflow-x: auto; padding: 0.8em 1em; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 6px; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: 0.3em 0.7em; text-align: start; }
blockquote { margin-inline: 0; padding-inline-start: 1em; border-inline-start: 3px solid color-mix(in srgb, currentColor 25%, transparent); }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } h2, h3 { break-after: avoid; } pre { white-space: pre-wrap; } }
`;

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A complete HTML document with the title as its first heading, and the body as GitHub would show it, sanitised. */
export function renderPage(title: string, markdown: string, place: Place): string {
  const shown = escapeHtml(title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${shown}</title>
<style>${STYLE}</style>
</head>
<body>
<h1 dir="auto">${shown}</h1>
${previewHtml(markdown, place)}
</body>
</html>
`;
}
