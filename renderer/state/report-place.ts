import type { Place } from '../../app/preview.ts';
import type { DraftView } from '../../app/views.ts';

let latest: Place | null = null;

/**
 * Where a report's issue is, or is to be: what its references mean. The same place is the same object, so that what depends on
 * it is not made anew by a line that is logged.
 * @param account the host of the account, if any
 */
export function placeOf(view: DraftView | null, account: string | null): Place {
  const issue = view?.issue ?? null;
  const host = issue === null ? view?.host : URL.parse(issue.url)?.host;
  const place = {
    repo: view?.repo ?? issue?.repo ?? null,
    host: host ?? account ?? 'github.com',
  };
  if (latest?.repo !== place.repo || latest.host !== place.host) latest = place;
  return latest;
}
