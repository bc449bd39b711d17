/** The account, the settings, and the events. */
import { checkRepo } from '../../app/draft.ts';
import { checkZone } from '../../app/zones.ts';
import { errorOf } from '../github/answer.ts';
import { statusOf } from '../status.ts';
import { os } from './base.ts';

export const account = {
  get: os.account.get.handler(async ({ context: { parts } }) => {
    const known = await parts.session.account();
    if (known?.login !== '') return known;
    const answer = await parts.session.knowLogin();
    if (answer.is !== 'told') throw errorOf(answer);
    return { ...known, login: answer.value.login };
  }),
  signIn: os.account.signIn.handler(async ({ input, context: { parts } }) => {
    const signedIn = await parts.session.signIn(input.token, input.host, input.apiUrl);
    parts.changes.tellStatus(await statusOf(parts));
    return signedIn;
  }),
  signOut: os.account.signOut.handler(async ({ context: { parts } }) => {
    await parts.session.signOut();
    parts.changes.tellStatus(await statusOf(parts));
    return {};
  }),
};

export const settings = {
  get: os.settings.get.handler(({ context: { parts } }) => ({ ...parts.settings(), 'sync.lookAgain': [...parts.settings()['sync.lookAgain']] })),
  set: os.settings.set.handler(({ input, context: { parts } }) => {
    const checked = {
      ...input,
      ...(input.zone ? { zone: checkZone(input.zone) } : {}),
      ...(input.repo ? { repo: checkRepo(input.repo) ?? '' } : {}),
    };
    parts.store.transaction(() => {
      for (const [key, value] of Object.entries(checked)) parts.store.settings.set(key, value);
    });
    return { ...parts.settings(), 'sync.lookAgain': [...parts.settings()['sync.lookAgain']] };
  }),
};

export const events = {
  watch: os.events.watch.handler(async function* ({ context: { parts }, signal }) {
    const changes = parts.changes.watch(signal);
    yield { type: 'status' as const, status: await statusOf(parts) };
    yield* changes;
  }),
};
