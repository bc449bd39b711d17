/**
 * The composition root: the only place that knows all parts. Opens the store, the keychain, GitHub and sync in order,
 * implements the contract with them, and closes them in reverse.
 */
import { createRouterClient } from '@orpc/server';
import { v7 as uuidv7 } from 'uuid';

import type { CoreClient } from '../app/contract.ts';
import type { DraftId, NewId } from '../app/ids.ts';
import type { PaceRules } from '../app/pace.ts';
import { GITHUB_PACE } from '../app/pace.ts';
import { readPictureFolder } from '../app/picture-folder.ts';
import { readPlace } from '../app/places.ts';
import { settingsFrom } from '../app/settings.ts';
import type { Keychain } from './account/keychain.ts';
import { openKeychain } from './account/keychain.ts';
import { DeviceSignIns } from './account/device-sign-ins.ts';
import { hasSite, siteOf } from './account/server.ts';
import type { Server } from './account/server.ts';
import type { KnownAccount } from './account/session.ts';
import { Session } from './account/session.ts';
import { Changes } from './changes.ts';
import type { ReadClocks } from './clock.ts';
import { machineClock, wallClockOnly } from './clock.ts';
import { dataFolder } from './data-folder.ts';
import type { Desk } from './desk.ts';
import { deskOf } from './desk.ts';
import { DiagnosticLog } from './diagnosis/diagnostic-log.ts';
import { programFacts } from './diagnosis/looks.ts';
import { watchProcess } from './diagnosis/watch-process.ts';
import { EntryLog } from './entry-log.ts';
import { GitHub } from './github/github.ts';
import { account, events, settings } from './handlers/account.ts';
import { actions } from './handlers/actions.ts';
import { os } from './handlers/base.ts';
import { comments } from './handlers/comments.ts';
import { diagnosis } from './handlers/diagnosis.ts';
import { drafts } from './handlers/drafts.ts';
import { insights } from './handlers/insights.ts';
import { pictures } from './handlers/pictures.ts';
import { references } from './handlers/references.ts';
import { sections } from './handlers/sections.ts';
import { sync } from './handlers/sync.ts';
import { templates } from './handlers/templates.ts';
import { timeline } from './handlers/timeline.ts';
import { isProcessAlive, openHostLog } from './host-log.ts';
import { IncidentClocks, lookAtClocks } from './incident-clocks.ts';
import { machineZone } from './machine-zone.ts';
import type { Parts } from './parts.ts';
import type { LoadPicture } from './picture-answer.ts';
import { Album } from './pictures/album.ts';
import { reveal } from './pictures/reveal.ts';
import type { Store } from './store/store.ts';
import { openStore } from './store/store.ts';
import { AutomaticSync } from './sync/automatic.ts';
import { Connectivity } from './sync/connectivity.ts';
import { SyncRunner } from './sync/runner.ts';
import { pause } from './sync/pause.ts';
import { Ticker } from './ticker.ts';
import { viewOf } from './views.ts';

export interface CoreOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The data folder; by default that of the platform, or the one that DEBRIEF_DATA names. */
  readonly folder?: string;
  readonly keychain?: Keychain;
  readonly fetch?: typeof globalThis.fetch;
  /** The wall clock, in UTC milliseconds. */
  readonly nowMs?: () => number;
  /** All clocks of the machine, taken together. By default the machine's own, or the wall clock alone where that is given. */
  readonly readClocks?: ReadClocks;
  readonly random?: () => number;
  readonly newId?: NewId;
  readonly machineZone?: (likely?: string) => string;
  readonly pace?: PaceRules;
  readonly requestTimeoutMs?: number;
  /** Shows a file in the system's own view of its folder: by default with a program of the system. */
  readonly reveal?: (file: string) => Promise<void>;
  /** Resolves after some milliseconds, or when the signal is aborted: for a test whose clock is its own. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** What runs this core, for a diagnosis; by default a command. */
  readonly host?: 'web host' | 'desktop app';
  /** Sync by itself as long as this core is open: for hosts that stay. */
  readonly automatic?: boolean;
}

/** Every call of the contract, for a host to serve over its link. */
export const router = os.router({
  drafts,
  timeline,
  actions,
  comments,
  insights,
  pictures,
  sections,
  references,
  templates,
  sync,
  account,
  settings,
  diagnosis,
  events,
});

export interface Core extends Desk {
  readonly router: typeof router;
  /** What the router's handlers get as context. */
  readonly context: { readonly parts: Parts };
  /** Direct calls. They reject with an ORPCError `DEBRIEF` whose data is the error's row of the table. */
  readonly client: CoreClient;
  readonly folder: string;
  /** Gives the bytes of a picture, for a host to answer a page with. */
  readonly loadPicture: LoadPicture;
  /** What a person should know by now: a backup that was restored, say. */
  readonly notices: Parts['notices'];
  /** Brings entries that could not be written before into their drafts, if that is possible now. Gives how many still wait. */
  bringInWaiting(): number;
  close(): Promise<void>;
  /** Aborted when it closes. */
  readonly closed: AbortSignal;
}

const REQUEST_TIMEOUT_MS = 30_000;
/** What is remarked of a clock carries the time at which it was seen, and an entry that waits shows within a second. */
const TICK_MS = 1_000;
/** Long after a start, and often enough for a machine that is on for an hour a day. */
const TIDY_MS = 20 * 60_000;
const ACCOUNTS_KEY = 'accounts';

type EnsuredOptions = CoreOptions &
  Required<Pick<CoreOptions, 'nowMs' | 'readClocks' | 'machineZone' | 'newId' | 'random' | 'fetch' | 'wait'>>;

function makeSession(options: EnsuredOptions, store: Store, keychain: Keychain, github: GitHub): Session {
  return new Session({
    environment: options.environment,
    keychain,
    loadAccounts: () => (store.getMeta(ACCOUNTS_KEY) ?? []) as readonly KnownAccount[],
    saveAccounts: (accounts) => {
      store.setMeta(ACCOUNTS_KEY, accounts);
    },
    nowMs: options.nowMs,
    whoIs: (server, token) => github.whoIs(server, token),
    repoToTry: (server) => newestRepo(store, server),
    readIssues: (server, token, repo) => github.readIssues(server, token, repo),
  });
}

/** The repository of the newest draft that is or may be filed on a server; else the one of the settings. */
function newestRepo(store: Store, server: Server): string | null {
  const mayBeThere = (host: string | null): boolean => host === null || hasSite(server, host);
  const newest = store
    .listDrafts()
    .find(({ repo, host, issue }) => repo !== null && mayBeThere(issue === null ? host : siteOf(issue.url)));
  const usual = readPlace(settingsFrom(store.settings.all()).repo);
  return newest?.repo ?? (usual !== null && mayBeThere(usual.host) ? usual.repo : null);
}

function makeDevices(options: EnsuredOptions, store: Store, session: Session, github: GitHub): DeviceSignIns {
  return new DeviceSignIns({
    newId: options.newId,
    clientId: () =>
      options.environment['DEBRIEF_CLIENT_ID'] ?? settingsFrom(store.settings.all())['github.clientId'],
    ask: (server, clientId, signal, onCode) => github.signInByDevice(server, clientId, signal, onCode),
    signIn: (token, server) => session.signIn(token, server),
  });
}

/** Who is signed in for a site, or by default for null, with what it takes to ask there. */
function signedInWith(session: Session, github: GitHub): Parts['signedIn'] {
  return async (site) => {
    const credentials = await session.credentials(site);
    if (credentials === null) return null;
    return {
      ...(await github.answering(credentials)),
      apiUrl: credentials.server.apiUrl,
      login: () => session.knowLogin(site),
    };
  };
}

/** The runner, but for what is told to whoever watches. */
function makeRunner(options: EnsuredOptions, parts: Omit<Parts, 'runner'>): SyncRunner {
  const { store, connectivity, session, changes } = parts;
  return new SyncRunner({
    store,
    connectivity,
    nowMs: options.nowMs,
    random: options.random,
    newId: options.newId,
    pace: options.pace ?? GITHUB_PACE,
    wait: options.wait,
    repost: () => parts.settings()['sync.repost'],
    pictureFiles: parts.album.files,
    pictureFolder: parts.pictureFolder,
    lookAgainMs: () => parts.settings()['sync.lookAgain'].map((seconds) => seconds * 1000),
    changed: () => {
      changes.tell();
    },
    performed: ({ kind, id }, { action, outcome }) => {
      // What is in step is looked at every minute, and says nothing.
      if (outcome.is !== 'inStep' || action !== 'none')
        parts.log.note('sync.step', { [kind]: id, action, outcome: outcome.is });
    },
    signedIn: parts.signedIn,
    hostFor: (site) => session.hostFor(site),
  });
}

function makeParts(options: EnsuredOptions, folder: string, store: Store, notices: Parts['notices']): Parts {
  const { environment, nowMs, newId, fetch, wait } = options;
  const github = new GitHub({
    fetch,
    nowMs,
    timeoutMs: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    wait,
  });
  const keychain = options.keychain ?? openKeychain();
  const session = makeSession(options, store, keychain, github);
  const changes = new Changes(store);
  const edit: Parts['edit'] = (id, reason, change) => {
    const saved = store.transaction(() => {
      const before = store.getDraft(id);
      const after = change(before);
      return after === before ? before : store.saveDraft(before, after, reason);
    });
    changes.tell();
    return saved;
  };
  const album = new Album({ folder, store, nowMs, newId });
  const clocks = new IncidentClocks({ store, newId, readClocks: options.readClocks });
  const parts = {
    environment,
    store,
    session,
    devices: makeDevices(options, store, session, github),
    github,
    connectivity: new Connectivity({ nowMs, fetch }),
    changes,
    signedIn: signedInWith(session, github),
    keychain,
    fetch,
    folder,
    log: new DiagnosticLog(folder, nowMs),
    program: () => programFacts(options.host ?? 'command line', options.machineZone()),
    nowMs,
    newId,
    notices,
    wait,
    machineZone: options.machineZone,
    clocks,
    album,
    reveal: options.reveal ?? ((file: string) => reveal(file, environment)),
    entryLog: new EntryLog({ folder, store, clocks, newId, nowMs }),
    settings: () => settingsFrom(store.settings.all()),
    pictureFolder: () => readPictureFolder(settingsFrom(store.settings.all())['pictures.folder']),
    hostNotices: [],
    edit,
    view: (id: DraftId) =>
      store.snapshot(() =>
        viewOf(store.getDraft(id), store.getRecord(id), store.issueStates(id), (markdown) =>
          album.viewsOf(markdown),
        ),
      ),
  };
  return { ...parts, runner: makeRunner(options, parts) };
}

/** What a host that stays looks after: the clocks of incidents, and what any process left in the journal. */
function makeTickers(parts: Parts): readonly Ticker[] {
  const { album, entryLog, changes } = parts;
  const bringIn = (): void => {
    if (entryLog.tryToBringIn() > 0) changes.tell();
  };
  const tidy = (): void => album.tidyNowAndThen();
  return [
    new Ticker(() => lookAtClocks(parts), TICK_MS),
    new Ticker(bringIn, TICK_MS),
    new Ticker(tidy, TIDY_MS),
  ];
}

/** @throws DebriefError store.*, url.insecure, token.invalid */
export function openCore(given: CoreOptions): Core {
  const { nowMs, machineZone: zone = machineZone } = given;
  const options: EnsuredOptions = {
    nowMs: Date.now,
    readClocks: nowMs === undefined ? machineClock(zone) : wallClockOnly(nowMs, zone),
    machineZone,
    newId: uuidv7,
    random: Math.random,
    fetch: globalThis.fetch,
    wait: pause,
    ...given,
  };
  const folder = options.folder ?? dataFolder(options.environment);
  const store = openStore({ folder, nowMs: options.nowMs, newId: options.newId });
  const hostLog =
    options.automatic === true
      ? openHostLog({ store, readClocks: options.readClocks, pid: process.pid, isAlive: isProcessAlive })
      : null;
  const notices = [...store.notices, ...(hostLog?.notices ?? [])];
  const parts = makeParts(options, folder, store, notices);
  const automatic = options.automatic === true ? new AutomaticSync(parts) : null;
  automatic?.start();
  const stopWatching = options.automatic === true ? watchProcess(parts) : null;
  const tickers = options.automatic === true ? makeTickers(parts) : [];
  for (const ticker of tickers) ticker.start();
  const closing = new AbortController();
  return {
    router,
    context: { parts },
    client: createRouterClient(router, { context: { parts } }),
    folder,
    loadPicture: (name) => parts.album.files.load(name),
    get notices() {
      return [...notices, ...parts.entryLog.notices()];
    },
    bringInWaiting() {
      parts.entryLog.tryToBringIn();
      return parts.entryLog.waiting();
    },
    ...deskOf(parts, { automatic, tickers }, closing.signal),
    closed: closing.signal,
    close: async () => {
      closing.abort();
      automatic?.stop();
      for (const ticker of tickers) ticker.stop();
      parts.devices.stop();
      await parts.runner.stop();
      parts.changes.close();
      hostLog?.close();
      stopWatching?.();
      store.close();
    },
  };
}
