import type { DraftId } from '../../app/ids.ts';

/**
 * The draft was changed, by another process or in between, since the one that was edited was read. Not a failure: read
 * it again, apply the edit to that, and save.
 */
export class StaleDraft extends Error {
  override readonly name = 'StaleDraft';
  readonly draft: DraftId;

  constructor(draft: DraftId) {
    super('the draft was changed since it was read');
    this.draft = draft;
  }
}
