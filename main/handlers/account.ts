/** The account, the settings, and the events. */
import { placeText, readPlace } from '../../app/places.ts';
import { ask } from '../../app/sync.ts';
import { checkZone } from '../../app/zones.ts';
import { errorOf } from '../github/answer.ts';
import type { Parts } from '../parts.ts';
import { statusOf } from '../status.ts';
import { os } from './base.ts';

const NOWHERE = { host: null, repo: null } as const;

async function tellStatus(parts: Parts): Promise<void> {
  parts.changes.tellStatus(await statusOf(parts));
}

export const account = {
  get: os.account.get.handler(async ({ context: { parts } }) => {
    const known = await parts.session.account();
    if (known?.login !== '') return known;
    const answer = await parts.session.knowLogin();
    if (answer.is !== 'told') throw errorOf(answer);
    return parts.session.account();
  }),
  list: os.account.list.handler(({ context: { parts } }) => parts.session.accounts()),
  choose: os.account.choose.handler(async ({ input, context: { parts } }) => {
    parts.session.choose(input.host);
    await tellStatus(parts);
    return parts.session.accounts();
  }),
  server: os.account.server.handler(({ context: { parts } }) => ({
    host: parts.session.serverToSignIn(undefined, undefined).host,
  })),
  signIn: os.account.signIn.handler(async ({ input, context: { parts } }) => {
    const server = parts.session.serverToSignIn(input.host, input.apiUrl);
    const signedIn = await parts.session.signIn(input.token, server);
    await tellStatus(parts);
    return signedIn;
  }),
  canUseDevice: os.account.canUseDevice.handler(({ context: { parts } }) => ({
    available: parts.devices.available,
  })),
  startDevice: os.account.startDevice.handler(({ input, context: { parts } }) =>
    parts.devices.start(parts.session.serverToSignIn(input.host, input.apiUrl)),
  ),
  awaitDevice: os.account.awaitDevice.handler(async ({ input, context: { parts } }) => {
    const signedIn = await parts.devices.finish(input.id);
    await tellStatus(parts);
    return signedIn;
  }),
  cancelDevice: os.account.cancelDevice.handler(({ input, context: { parts } }) => {
    parts.devices.stop(input.id);
    return {};
  }),
  signOut: os.account.signOut.handler(async ({ input, context: { parts } }) => {
    await parts.session.signOut(input.host);
    await tellStatus(parts);
    return {};
  }),
};

/** Filed drafts whose pictures were to be attached by hand are to be sent once more, now that there is a place for them. */
function oweWaitingPictures(store: Parts['store']): void {
  for (const id of store.pictures.draftsToPlace())
    store.updateSync({ kind: 'draft', id }, (record) => ({ ...record, ...ask(record, { is: 'changed' }) }));
}

export const settings = {
  get: os.settings.get.handler(({ context: { parts } }) => ({
    ...parts.settings(),
    'sync.lookAgain': [...parts.settings()['sync.lookAgain']],
  })),
  set: os.settings.set.handler(({ input, context: { parts } }) => {
    const checked = {
      ...input,
      ...(input.zone ? { zone: checkZone(input.zone) } : {}),
      ...(input.repo ? { repo: placeText(readPlace(input.repo) ?? NOWHERE) } : {}),
    };
    parts.store.transaction(() => {
      for (const [key, value] of Object.entries(checked)) parts.store.settings.set(key, value);
      if (input['pictures.folder']) oweWaitingPictures(parts.store);
    });
    parts.changes.tellSettings();
    if (input['pictures.folder']) parts.changes.tell();
    return { ...parts.settings(), 'sync.lookAgain': [...parts.settings()['sync.lookAgain']] };
  }),
};

export const events = {
  watch: os.events.watch.handler(async function* ({ input, context: { parts }, signal }) {
    const changes = parts.changes.watch(signal);
    if (input.draft !== undefined) {
      const id = parts.store.resolveDraft(input.draft);
      yield { type: 'draft' as const, id };
      for await (const change of changes) if (change.type === 'draft' && change.id === id) yield change;
      return;
    }
    yield { type: 'status' as const, status: await statusOf(parts) };
    yield* changes;
  }),
};
