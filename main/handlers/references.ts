/** What an editor completes: references and names that were seen before. Nobody is asked. */
import { actionsOf, entriesOf } from '../../app/draft.ts';
import type { Seen } from '../../app/seen.ts';
import { gatherSeen, mentionsIn } from '../../app/seen.ts';
import type { DraftId } from '../../app/ids.ts';
import { hasSite, siteOf } from '../account/server.ts';
import type { Parts } from '../parts.ts';
import { os } from './base.ts';
import { hostOf } from './hosts.ts';

/** What the draft itself names. */
function inDraft({ store }: Parts, id: DraftId): Seen[] {
  const draft = store.getDraft(id);
  const texts = [...draft.sections, ...entriesOf(draft), ...actionsOf(draft)].map(({ text }) => text);
  return texts.filter((text) => text !== '').map((text) => mentionsIn({ text, repo: draft.repo }));
}

/** `owner/repo#12` means an issue of the server that the draft is on: what is elsewhere is not offered. */
function seenFrom(parts: Parts, id: DraftId): Seen {
  const { store } = parts;
  const server = { host: hostOf(parts, id), apiUrl: '' };
  const isThere = ({ url }: { readonly url: string }): boolean => hasSite(server, siteOf(url) ?? '');
  const known: Seen = {
    issues: store.issuesKnown().filter(isThere),
    repos: store.reposKnown(),
    people: store.authorsKnown(),
  };
  const lately = store.writtenLately(id).map(mentionsIn);
  return gatherSeen([...inDraft(parts, id), known, ...lately], store.getHead(id).repo);
}

export const references = {
  seen: os.references.seen.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    const { issues, repos, people } = parts.store.snapshot(() => seenFrom(parts, id));
    return { issues: [...issues], repos: [...repos], people: [...people] };
  }),
};
