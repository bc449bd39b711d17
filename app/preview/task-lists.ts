/** Task lists (https://github.github.com/gfm/#task-list-items-extension-), as a rule for markdown-it. */
import type { MarkdownIt, Token } from 'markdown-it';

const TASK = /^\[([ xX])\](?=\s)/;

/** Adds checkboxes, which can't be ticked, to items that begin with `[ ]` or `[x]`. */
export function taskLists(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'task-lists', ({ tokens }) => {
    const lists: Token[] = [];
    tokens.forEach((token, index) => {
      if (/^(?:bullet|ordered)_list_open$/.test(token.type)) lists.push(token);
      else if (/^(?:bullet|ordered)_list_close$/.test(token.type)) lists.pop();
      else if (token.type === 'list_item_open' && markTask(tokens, index)) {
        lists.at(-1)?.attrSet('class', 'contains-task-list');
      }
    });
  });
}

/** Makes a task of the item that is opened at `index`, if it reads like one. */
function markTask(tokens: readonly Token[], index: number): boolean {
  const item = tokens[index];
  const paragraph = tokens[index + 1];
  const inline = tokens[index + 2];
  const first = inline?.children?.[0];
  if (item === undefined || paragraph?.type !== 'paragraph_open' || first?.type !== 'text') return false;
  const task = TASK.exec(first.content);
  if (task === null) return false;
  first.content = first.content.slice(task[0].length);
  const box = Object.assign(Object.create(Object.getPrototypeOf(first) as object) as Token, first);
  box.type = 'html_inline';
  box.content = `<input type="checkbox" disabled${task[1] === ' ' ? '' : ' checked'}>`;
  inline?.children?.unshift(box);
  item.attrSet('class', 'task-list-item');
  return true;
}
