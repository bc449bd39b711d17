import type { Place } from '../../app/preview.ts';
import type { DraftView } from '../../app/views.ts';

/** Where a report's issue is, or is to be: what its references mean. @param account the host of the account, if any */
export function placeOf(view: DraftView | null, account: string | null): Place {
  const issue = view?.issue ?? null;
  const host = issue === null ? view?.host : URL.parse(issue.url)?.host;
  return {
    repo: view?.repo ?? issue?.repo ?? null,
    host: host ?? account ?? 'github.com',
  };
}
