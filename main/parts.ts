/** What the handlers of the contract work with: the parts that main/core.ts puts together. */
import type { ProgramFacts } from '../app/diagnosis.ts';
import type { Draft } from '../app/draft.ts';
import type { DraftId, NewId } from '../app/ids.ts';
import type { PictureFolder } from '../app/picture-folder.ts';
import type { Settings } from '../app/settings.ts';
import type { DraftView } from '../app/views.ts';
import type { DeviceSignIns } from './account/device-sign-ins.ts';
import type { Keychain } from './account/keychain.ts';
import type { Session } from './account/session.ts';
import type { Changes } from './changes.ts';
import type { DiagnosticLog } from './diagnosis/diagnostic-log.ts';
import type { EntryLog } from './entry-log.ts';
import type { GitHub } from './github/github.ts';
import type { Album } from './pictures/album.ts';
import type { IncidentClocks } from './incident-clocks.ts';
import type { Notice } from '../app/notice.ts';
import type { RevisionReason } from './store/revisions.ts';
import type { Store } from './store/store.ts';
import type { Connectivity } from './sync/connectivity.ts';
import type { SignedIn } from './sync/signed-in.ts';
import type { SyncRunner } from './sync/runner.ts';

export interface Parts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly store: Store;
  readonly session: Session;
  readonly devices: DeviceSignIns;
  readonly github: GitHub;
  readonly connectivity: Connectivity;
  readonly runner: SyncRunner;
  /** The account for issues of a site, or the default one for null; null where nobody is signed in there. */
  readonly signedIn: (site: string | null) => Promise<SignedIn | null>;
  readonly changes: Changes;
  readonly keychain: Keychain;
  readonly fetch: typeof globalThis.fetch;
  /** The data folder. */
  readonly folder: string;
  /** What happened, for whoever looks for a fault. */
  readonly log: DiagnosticLog;
  /** Which Debrief this is, and what runs it. */
  readonly program: () => ProgramFacts;
  /** UTC milliseconds. */
  readonly nowMs: () => number;
  /** What the clocks of running incidents show. */
  readonly clocks: IncidentClocks;
  readonly entryLog: EntryLog;
  /** The pictures of drafts. */
  readonly album: Album;
  /** Shows a file in the system's own view of its folder. */
  readonly reveal: (file: string) => Promise<void>;
  readonly newId: NewId;
  /** What a person should know about this start. */
  readonly notices: readonly Notice[];
  /** Resolves after some milliseconds, or when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The IANA zone of this machine. */
  readonly machineZone: () => string;
  readonly settings: () => Settings;
  /** Where a person wants pictures to go on GitHub; null: nowhere. */
  readonly pictureFolder: () => PictureFolder | null;
  /** What a person should know of the program around this core. */
  readonly hostNotices: Notice[];
  /** Applies a pure edit to a draft and saves it, in one transaction. Gives the draft as saved. */
  readonly edit: (id: DraftId, reason: RevisionReason, change: (draft: Draft) => Draft) => Draft;
  readonly view: (id: DraftId) => DraftView;
}
