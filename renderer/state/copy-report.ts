/** Puts a whole report on the clipboard: as it is filed, or with its looks for a mail or a document. */
import type { Place } from '../../app/preview.ts';

/** The report as Markdown. @throws what the browser says where it refuses the clipboard */
export async function copyMarkdown(clipboard: Clipboard, title: string, markdown: string): Promise<void> {
  await clipboard.writeText(`# ${title}\n\n${markdown}`);
}

/** The report as GitHub shows it, sanitised as the preview is, with the Markdown for fields that take text alone. */
export async function copyRichText(
  clipboard: Clipboard,
  title: string,
  markdown: string,
  place: Place,
): Promise<void> {
  // What renders reports is large, and only needed here.
  const { previewHtml } = await import('../../app/preview.ts');
  const heading = document.createElement('h1');
  heading.textContent = title;
  const parts = {
    'text/html': `${heading.outerHTML}\n${previewHtml(markdown, place)}`,
    'text/plain': `${title}\n\n${markdown}`,
  };
  const blobs = Object.entries(parts).map(([type, text]) => [type, new Blob([text], { type })] as const);
  await clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}
