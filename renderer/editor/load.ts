/** The editor's code, which is large, is fetched once, when the first draft opens. */
type EditorCode = typeof import('./section-editor.ts');

let code: EditorCode | null = null;
let coming: Promise<EditorCode> | null = null;

/**
 * Calls back with the editor's code: at once where it is here already. An editor that opens for somebody who is typing
 * must be there before the next key.
 */
export function withEditor(use: (code: EditorCode) => void): void {
  if (code !== null) return use(code);
  coming ??= import('./section-editor.ts');
  void coming.then((arrived) => {
    code = arrived;
    use(arrived);
  });
}
