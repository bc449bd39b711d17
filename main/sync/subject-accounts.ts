/** Which account a subject is asked about with: that of the server that has its issue, or will have it. */
import { siteOf } from '../account/server.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import type { Store } from '../store/store.ts';

const CREATES_KEY = 'sync.createdAt';

/** Where a create was sent. */
interface SentCreate {
  readonly subject: SyncSubject;
  readonly host: string;
}

export class SubjectAccounts {
  private readonly store: Store;
  private readonly hostFor: (site: string | null) => string | null;

  /** `hostFor`: the host of the account for a site, or of the default one for null; null where there is none. */
  constructor(store: Store, hostFor: (site: string | null) => string | null) {
    this.store = store;
    this.hostFor = hostFor;
  }

  /**
   * The site that has the issue, or will have it: for a draft the one that a person named, for an action item that of its
   * draft; null for that of the default account.
   */
  siteOf(subject: SyncSubject): string | null {
    const { issue, unconfirmedSinceMs } = this.store.getSync(subject);
    if (issue !== null) return siteOf(issue.url);
    const sentTo =
      unconfirmedSinceMs === null ? undefined : this.creates().find((each) => each.subject.id === subject.id);
    if (sentTo !== undefined) return sentTo.host;
    return subject.kind === 'draft'
      ? this.store.getHead(subject.id).host
      : this.siteOf({ kind: 'draft', id: this.store.draftOfAction(subject.id) });
  }

  /** Both at once: the site, and the account that it is asked with. */
  of(subject: SyncSubject): { readonly site: string | null; readonly account: string } {
    const site = this.siteOf(subject);
    return { site, account: this.accountAt(site) };
  }

  /** Tells accounts apart, those that are missing too. */
  accountOf(subject: SyncSubject): string {
    return this.accountAt(this.siteOf(subject));
  }

  /** The account that a site is asked with. */
  accountAt(site: string | null): string {
    return this.hostFor(site) ?? `nobody at ${site ?? 'all'}`;
  }

  /**
   * On disk before a create: where its answer is lost, it is looked for on that server, whichever account is the default
   * one by then. What is known to be filed, or not, needs no note any more.
   */
  noteCreate(subject: SyncSubject): void {
    const host = this.hostFor(this.siteOf(subject));
    if (host === null) return;
    const open = this.creates().filter(
      (each) =>
        each.subject.id !== subject.id && this.store.getSync(each.subject).unconfirmedSinceMs !== null,
    );
    this.store.setMeta(CREATES_KEY, [...open, { subject, host }] satisfies readonly SentCreate[]);
  }

  private creates(): readonly SentCreate[] {
    return (this.store.getMeta(CREATES_KEY) ?? []) as readonly SentCreate[];
  }
}
