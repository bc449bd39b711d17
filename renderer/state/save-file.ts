/** Hands a text to the person as a file. */

const TYPES = {
  md: 'text/markdown',
  html: 'text/html',
  json: 'application/json',
} as const;

/** A file's name from a title: what some system would refuse in it is left out. */
export function fileNameFor(title: string, extension: string): string {
  const name = title
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  return `${Array.from(name).slice(0, 80).join('').trim() || 'debrief'}.${extension}`;
}

/** Saves as the browser saves downloads. */
export function saveFile(title: string, extension: keyof typeof TYPES, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${TYPES[extension]};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileNameFor(title, extension);
  link.click();
  // The download reads the address only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
