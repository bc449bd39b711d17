import { DebriefError } from '../errors.ts';

/** A template file as text: no byte order mark, and LF line ends, so that CRLF files read as LF files do. */
export interface TemplateSource {
  readonly file: string;
  readonly text: string;
}

/** Line ends become LF one for one, so lines and columns stay those of the file. */
export function readSource(source: string, fileName: string): TemplateSource {
  return { file: fileName, text: source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n') };
}

/** The last part of a path of either kind. */
export function baseName(fileName: string): string {
  return fileName.replace(/^.*[\\/]/s, '');
}

/**
 * The error for a template that can't be used, pointing at a place in the file.
 *
 * @param offset where, in UTF-16 units from the start of `source.text`
 * @param reason what is wrong there: the end of a sentence, without its full stop
 */
export function invalidTemplate(source: TemplateSource, offset: number, reason: string): DebriefError {
  const before = source.text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return new DebriefError('template.invalid', {
    file: source.file,
    line: before.split('\n').length,
    column: before.length - lineStart + 1,
    reason,
  });
}
