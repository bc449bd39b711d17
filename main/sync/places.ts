/** Where issues are: a repository of a server, with the drafts and the linked issues that are asked about there. */
import { siteOf } from '../account/server.ts';
import type { LinkedIssue } from '../store/known-issues.ts';
import type { KeptSync } from '../store/sync-records.ts';

export interface Place {
  /** Repositories of one name on several servers are different ones. */
  readonly key: string;
  readonly site: string | null;
  /** OWNER/NAME */
  readonly repo: string;
  /** Those whose issue is there, and in step. */
  readonly drafts: readonly KeptSync[];
  /** Issues of action items, each once, whoever filed them. */
  readonly linked: readonly LinkedIssue[];
}

type Open = Omit<Place, 'drafts' | 'linked'> & { drafts: KeptSync[]; linked: Map<string, LinkedIssue> };

/** Drafts and linked issues by place. */
export function placesOf(drafts: readonly KeptSync[], linked: readonly LinkedIssue[]): readonly Place[] {
  const places = new Map<string, Open>();
  const at = (repo: string, url: string): Open => {
    const site = siteOf(url);
    const key = `${site ?? ''}/${repo}`.toLowerCase();
    const place = places.get(key) ?? { key, site, repo, drafts: [], linked: new Map() };
    places.set(key, place);
    return place;
  };
  for (const each of drafts) {
    const { issue } = each.record;
    if (issue !== null) at(issue.repo, issue.url).drafts.push(each);
  }
  for (const each of linked)
    at(each.issue.repo, each.issue.url).linked.set(each.issue.url.toLowerCase(), each);
  return [...places.values()].map((place) => ({ ...place, linked: [...place.linked.values()] }));
}
