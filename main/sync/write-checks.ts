/**
 * Looks whether writes went over what somebody else had written since the read before them, and brings their words back.
 * One question an account and run, for all that are unchecked; none where there are none.
 */
import type { IssueRef } from '../../app/draft.ts';
import type { DraftId } from '../../app/ids.ts';
import { findOverwritten } from '../../app/lost-race.ts';
import type { HistoryPart, HistoryQuestion } from '../github/histories.ts';
import type { Store } from '../store/store.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import type { KeptWrite } from '../store/unchecked-writes.ts';
import type { AccountPauses } from './account-pauses.ts';
import type { Ledger } from './ledger.ts';
import type { SignedIn } from './signed-in.ts';
import type { Step } from './step.ts';
import type { SubjectAccounts } from './subject-accounts.ts';

export interface WriteChecksOptions {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly nowMs: () => number;
  readonly signedIn: (site: string | null) => Promise<SignedIn | null>;
  readonly accounts: SubjectAccounts;
  readonly pauses: AccountPauses;
  /** Whether this process may go on, which it says each time. */
  readonly mayGoOn: () => boolean;
  readonly changed: (subject: SyncSubject) => void;
}

/** Edits to ask for: what matters stands right before our own write. Where that is further back, once more. */
const FEW_EDITS = 10;
const MANY_EDITS = 100;
/** Characters that an answer may have: as many bodies as edits, for each issue. What is left over is asked in the next run. */
const MOST_CHARACTERS = 4_000_000;

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;

const PUT_OFF_KEY = 'sync.checksPutOff';

/** Until when accounts are not asked (UTC milliseconds). */
type PutOff = Readonly<Record<string, number>>;

/** The unchecked writes of one draft. */
interface Unchecked {
  readonly draft: DraftId;
  readonly issue: IssueRef;
  readonly writes: readonly KeptWrite[];
}

const REGAINED: Step = {
  action: 'merge',
  reason: 'somebody wrote between our read and our write',
  outcome: { is: 'inStep' },
};

export class WriteChecks {
  private readonly options: WriteChecksOptions;

  constructor(options: WriteChecksOptions) {
    this.options = options;
  }

  /** Checks what is unchecked of some subjects. `done` gets what was done. */
  async go(subjects: readonly SyncSubject[], done: Map<string, Step>): Promise<void> {
    for (const [account, unchecked] of this.byAccount(subjects)) {
      const isPutOff = (this.putOff()[account] ?? 0) > this.options.nowMs();
      if (isPutOff || this.options.pauses.untilMs(account) !== null) continue;
      await this.ask(account, withinBounds(unchecked), done);
    }
  }

  private byAccount(subjects: readonly SyncSubject[]): ReadonlyMap<string, readonly Unchecked[]> {
    const { store, accounts } = this.options;
    const grouped = new Map<string, Unchecked[]>();
    const wanted = new Set<string>(subjects.map((each) => each.id));
    for (const [draft, writes] of Map.groupBy(store.unchecked.all(), (each) => each.draft)) {
      const subject: SyncSubject = { kind: 'draft', id: draft };
      const { issue } = store.getSync(subject);
      if (!wanted.has(draft) || issue === null || !this.mayTake(draft)) continue;
      const account = accounts.accountOf(subject);
      grouped.set(account, [...(grouped.get(account) ?? []), { draft, issue, writes }]);
    }
    return grouped;
  }

  private async ask(
    account: string,
    unchecked: readonly Unchecked[],
    done: Map<string, Step>,
  ): Promise<void> {
    const { nowMs, pauses, accounts, signedIn, mayGoOn } = this.options;
    const [first] = unchecked;
    if (first === undefined || !mayGoOn()) return;
    const who = await signedIn(accounts.siteOf({ kind: 'draft', id: first.draft }));
    if (who === null) return;
    const answer = await who.histories.of(unchecked.map(questionFor));
    if (!mayGoOn()) return;
    switch (answer.is) {
      case 'told':
        unchecked.forEach((each, index) => {
          this.take(each, answer.histories[index] ?? 'later', done);
        });
        return;
      case 'unavailable':
        this.putOffUntil(account, nowMs() + DAY_MS);
        this.giveUp(unchecked);
        return;
      case 'spent':
        this.putOffUntil(account, answer.untilMs ?? nowMs() + HOUR_MS);
        return;
      default:
        // Nothing waits for this answer: what else is asked finds out about the network and the token.
        if (answer.is === 'pause') pauses.note(account, answer);
    }
  }

  /** One transaction: after a crash the whole is found again, or nothing of it. */
  private take({ draft, issue, writes }: Unchecked, part: HistoryPart, done: Map<string, Step>): void {
    const { store, changed } = this.options;
    if (part === 'later') return;
    if (part === 'hidden') {
      this.forget([{ draft, issue, writes }]);
      return;
    }
    const subject: SyncSubject = { kind: 'draft', id: draft };
    store.transaction(() => {
      // Another process may have dealt with it meanwhile, or a person have filed it elsewhere.
      const { issue: now } = store.getSync(subject);
      const left = writes.filter((each) => store.unchecked.has(each.key));
      if (now?.url !== issue.url) return;
      for (const [index, finding] of findOverwritten(left, part).entries()) {
        const write = left[index];
        if (write === undefined || !this.mayTake(draft)) return;
        if (finding.needsOlder && write.asked === 0) {
          store.unchecked.countAsked(write.key);
          continue;
        }
        if (this.settle(write, finding)) done.set(draft, REGAINED);
      }
    });
    changed(subject);
  }

  /** Deals with what was found of one write. Was anything brought back? */
  private settle(
    write: KeptWrite,
    { overwritten, isDeleted }: ReturnType<typeof findOverwritten>[number],
  ): boolean {
    const { store, ledger } = this.options;
    const isLost = Object.keys(overwritten).length > 0;
    if (isDeleted) ledger.noteDeleted(write.draft);
    if (isLost) ledger.regain(write.draft, write, overwritten);
    store.unchecked.remove(write.key);
    return isLost;
  }

  /** Whatever else a draft waits for comes first: a person's choice, above all. */
  private mayTake(draft: DraftId): boolean {
    const { state } = this.options.store.getSync({ kind: 'draft', id: draft });
    return state === 'synced' || state === 'queued';
  }

  private forget(unchecked: readonly Unchecked[]): void {
    const { store } = this.options;
    store.transaction(() => {
      for (const { key } of unchecked.flatMap((each) => each.writes)) store.unchecked.remove(key);
    });
  }

  /** Where there is no answer to be had: a day later somebody may have given the token what it takes. Once. */
  private giveUp(unchecked: readonly Unchecked[]): void {
    const { store } = this.options;
    store.transaction(() => {
      for (const { key, asked } of unchecked.flatMap((each) => each.writes))
        if (asked === 0) store.unchecked.countAsked(key);
        else store.unchecked.remove(key);
    });
  }

  private putOff(): PutOff {
    return (this.options.store.getMeta(PUT_OFF_KEY) ?? {}) as PutOff;
  }

  private putOffUntil(account: string, untilMs: number): void {
    this.options.store.setMeta(PUT_OFF_KEY, { ...this.putOff(), [account]: untilMs } satisfies PutOff);
  }
}

function questionFor({ issue, writes }: Unchecked): HistoryQuestion {
  if (writes.every((each) => each.sent.body === undefined)) return { issue, edits: 1 };
  return { issue, edits: writes.some((each) => each.asked > 0) ? MANY_EDITS : FEW_EDITS };
}

/** As many as fit into one answer, and one at least. */
function withinBounds(unchecked: readonly Unchecked[]): readonly Unchecked[] {
  let characters = 0;
  return unchecked.filter((each, index) => {
    const longest = Math.max(...each.writes.map((write) => write.sent.body?.length ?? 0));
    characters += longest * questionFor(each).edits;
    return index === 0 || characters <= MOST_CHARACTERS;
  });
}
