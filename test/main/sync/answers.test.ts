import { describe, expect, it } from 'vitest';

import type { ErrorCode } from '../../../app/errors.ts';
import type { SyncStateName } from '../../../app/sync-states.ts';
import { furnish, openTestCore, REPO, temporaryFolder, TOKEN } from '../../support/core.ts';
import type { Fault } from '../../support/github/faults.ts';
import type { StandIn } from '../../support/github/stand-in.ts';
import { startGithub } from '../../support/github/stand-in.ts';
import { Installation, TestClock } from '../../support/sync/installation.ts';
import { startUntrusted } from '../../support/sync/untrusted.ts';

const ASKED = { create: 'POST', read: 'GET', update: 'PATCH' } as const;
type Asked = keyof typeof ASKED;
const ISSUES = '/repos/{owner}/{repo}/issues';

/** Where it leaves the draft, what is said, and the methods of all requests that were made meanwhile. */
type Meaning = readonly [state: SyncStateName, code: ErrorCode | null, methods: string];

interface Row {
  readonly answer: string;
  /** Null: GitHub answers as usual. */
  readonly fault: Fault | null;
  /** How many requests meet it; all until it ends, unless said otherwise. */
  readonly count?: number;
  readonly create?: Meaning;
  readonly read?: Meaning;
  readonly update?: Meaning;
}

const done = { create: ['synced', null, 'POST'], update: ['synced', null, 'GET PATCH'] } as const;
const unknown = {
  create: ['unconfirmed', 'github.unconfirmed', 'POST'],
  read: ['queued', 'github.unavailable', 'GET'],
  update: ['queued', 'github.unavailable', 'GET PATCH'],
} as const;
const says = (state: SyncStateName, code: ErrorCode): Required<Pick<Row, Asked>> => ({
  create: [state, code, 'POST'],
  read: [state, code, 'GET'],
  update: [state, code, 'GET PATCH'],
});
const followed = {
  create: ['synced', null, 'POST POST'],
  read: ['synced', null, 'GET GET PATCH'],
  update: ['synced', null, 'GET PATCH PATCH'],
} as const;
const elsewhere = 'https://elsewhere.example/repos/acme/ops/issues';

const rows: readonly Row[] = [
  { answer: '201 and 200', fault: null, ...done },
  ...([301, 302, 307, 308] as const).flatMap((status): Row[] => [
    {
      answer: `${status} to another place of the API`,
      fault: { kind: 'moved', status },
      count: 1,
      ...followed,
    },
    { answer: `${status} to another host`, fault: { kind: 'moved', status, to: elsewhere }, ...unknown },
  ]),
  { answer: '401', fault: { kind: 'bad-credentials' }, ...says('queued', 'github.unauthorized') },
  {
    answer: '403, a permission is missing',
    fault: { kind: 'missing-permission' },
    ...says('blocked', 'github.forbidden'),
  },
  { answer: '403, single sign-on', fault: { kind: 'saml' }, ...says('blocked', 'github.saml') },
  { answer: '403, primary limit', fault: { kind: 'primary-limit' }, ...says('queued', 'github.waiting') },
  {
    answer: '403, secondary limit with retry-after',
    fault: { kind: 'secondary-limit', retryAfterS: 90 },
    ...says('queued', 'github.waiting'),
  },
  {
    answer: '403, secondary limit without',
    fault: { kind: 'secondary-limit' },
    ...says('queued', 'github.waiting'),
  },
  {
    answer: '403, no right to make labels',
    fault: { kind: 'labels-refused' },
    count: 1,
    create: ['synced', null, 'POST POST'],
  },
  {
    answer: '403, no right to make labels, and again',
    fault: { kind: 'labels-refused' },
    create: ['blocked', 'github.labelsRefused', 'POST POST'],
  },
  {
    answer: '404',
    fault: { kind: 'not-found' },
    ...says('blocked', 'github.notFound'),
    read: ['blocked', 'github.issueHidden', 'GET'],
  },
  { answer: '409', fault: { kind: 'conflict' }, ...unknown },
  {
    answer: '410, issues are off',
    fault: { kind: 'issues-disabled' },
    ...says('blocked', 'github.issuesOff'),
  },
  {
    answer: '410, the issue was deleted',
    fault: { kind: 'issue-deleted' },
    read: ['blocked', 'github.issueGone', 'GET'],
    update: ['blocked', 'github.issueGone', 'GET PATCH'],
  },
  {
    answer: '422, a field',
    fault: { kind: 'invalid', field: 'title', code: 'missing_field' },
    ...says('blocked', 'github.invalid'),
  },
  {
    answer: '422, a custom message',
    fault: { kind: 'invalid', field: 'body', code: 'custom', message: 'body is too long' },
    ...says('blocked', 'github.invalid'),
  },
  { answer: '422, taken for spam', fault: { kind: 'spam' }, ...says('blocked', 'github.invalid') },
  {
    answer: '429, primary limit',
    fault: { kind: 'primary-limit', status: 429 },
    ...says('queued', 'github.waiting'),
  },
  {
    answer: '429, secondary limit',
    fault: { kind: 'secondary-limit', status: 429 },
    ...says('queued', 'github.waiting'),
  },
  { answer: '451', fault: { kind: 'legal' }, ...says('blocked', 'github.legal') },
  ...([500, 502, 503, 504] as const).flatMap((status): Row[] => [
    { answer: `${status}, nothing done`, fault: { kind: 'server-error', status }, ...unknown },
    { answer: `${status}, but done`, fault: { kind: 'server-error', status, acts: true }, ...unknown },
  ]),
  {
    answer: 'HTML, nothing done',
    fault: { kind: 'portal' },
    ...unknown,
    read: ['queued', 'github.offline', 'GET'],
  },
  {
    answer: 'HTML, but done',
    fault: { kind: 'portal', acts: true },
    ...unknown,
    read: ['queued', 'github.offline', 'GET'],
  },
  { answer: 'a cut body', fault: { kind: 'cut-answer' }, ...unknown },
  { answer: 'a cut body that ends cleanly', fault: { kind: 'cut-answer', clean: true }, ...unknown },
  { answer: 'an empty body', fault: { kind: 'empty-answer' }, ...unknown },
  { answer: 'a connection that breaks before', fault: { kind: 'drop' }, ...unknown },
  { answer: 'a connection that breaks after', fault: { kind: 'lose-answer' }, ...unknown },
  { answer: 'nothing for ever', fault: { kind: 'hang' }, ...unknown },
  { answer: 'nothing for ever, but done', fault: { kind: 'hang', acts: true }, ...unknown },
  { answer: 'a clock an hour ahead', fault: { kind: 'clock', aheadMs: 3_600_000 }, ...done },
  { answer: 'a clock an hour behind', fault: { kind: 'clock', aheadMs: -3_600_000 }, ...done },
];

const cases = rows.flatMap((row) =>
  (['create', 'read', 'update'] as const).flatMap((asked) => {
    const meaning = row[asked];
    return meaning === undefined ? [] : [{ ...row, asked, meaning }];
  }),
);

async function scene(): Promise<
  AsyncDisposable & { readonly github: StandIn; readonly here: Installation; readonly sentTo: Set<string> }
> {
  const clock = new TestClock();
  const sentTo = new Set<string>();
  const github = furnish(await startGithub({ listens: false, now: () => clock.nowMs }));
  const network =
    (through: typeof fetch): typeof fetch =>
    (input, init) => {
      sentTo.add(new URL(input instanceof Request ? input.url : String(input)).host);
      return through(input, init);
    };
  const here = await Installation.open({ clock, github, network, lookAgain: [2, 10], requestTimeoutMs: 400 });
  return {
    ...{ github, here, sentTo },
    [Symbol.asyncDispose]: async () => {
      await here[Symbol.asyncDispose]();
      await github.close();
      expect(github.violations).toEqual([]);
    },
  };
}

/** A draft that owes GitHub what is asked here: a create, or an update that begins with a read. */
async function owing(here: Installation, asked: Asked): Promise<string> {
  const id = await here.create('Answered');
  if (asked !== 'create') await here.sync();
  await here.write(id, 'Summary', 'Students waited.');
  return id;
}

describe('an answer of GitHub', () => {
  it.each(cases)(
    '$answer to a $asked leaves the draft $meaning.0, and in step once that is over',
    async ({ fault, count, asked, meaning }) => {
      await using all = await scene();
      const { github, here, sentTo } = all;
      const id = await owing(here, asked);
      github.forgetRequests();
      const template = asked === 'create' ? ISSUES : `${ISSUES}/{issue_number}`;
      if (fault !== null) github.fail(fault, { method: ASKED[asked], template, count: count ?? Infinity });
      const [report] = await here.sync(0);
      expect([
        here.record(id).state,
        report?.error?.code ?? null,
        github.requests.map((each) => each.method).join(' '),
      ]).toEqual(meaning);
      github.recover();
      for (let tries = 0; tries < 2; tries += 1) await here.sync();
      expect(here.record(id)).toMatchObject({ state: 'synced', owes: false, error: null });
      expect(github.issues(REPO).map((each) => each.body?.includes('Students waited.'))).toEqual([true]);
      expect([...sentTo]).toEqual([new URL(github.url).host]);
    },
  );

  it('304 says that both sides hold the same, and nothing is written', async () => {
    await using all = await scene();
    all.github.addIssue(REPO, { title: 'Old report', body: 'From the web.' });
    const { id } = await all.here.core.client.drafts.import({ issue: { repo: REPO, number: 1 } });
    const { store, runner } = all.here.core.context.parts;
    const subject = { kind: 'draft', id: store.resolveDraft(id) } as const;
    store.updateSync(subject, (record) => ({ ...record, state: 'queued', owes: true }));
    all.github.forgetRequests();
    await runner.run([subject], 0);
    expect(all.github.requests.map((each) => [each.method, each.status])).toEqual([['GET', 304]]);
    expect(all.here.record(id).state).toBe('synced');
  });

  it('404 and 410 for an issue that is gone name it, and the draft stays as it was', async () => {
    await using all = await scene();
    const id = await owing(all.here, 'update');
    all.github.deleteIssue(REPO, 1);
    const [report] = await all.here.sync(0);
    expect(report?.error?.message).toContain(`${REPO}#1`);
    expect(await all.here.body(id)).toContain('Students waited.');
    expect(all.github.issues(REPO)).toEqual([]);
  });

  it('a repository that is archived blocks the draft, and says so', async () => {
    await using all = await scene();
    await owing(all.here, 'create');
    all.github.changeRepository(REPO, { isArchived: true });
    const [report] = await all.here.sync(0);
    expect(report?.error?.code).toBe('github.archived');
  });

  it('names the missing permission, the link for single sign-on, the field and its reason', async () => {
    const said = async (fault: Fault): Promise<string> => {
      await using all = await scene();
      await owing(all.here, 'create');
      all.github.fail(fault, { method: 'POST' });
      const [report] = await all.here.sync(0);
      return `${report?.error?.message ?? ''} ${report?.error?.help ?? ''}`;
    };
    expect(await said({ kind: 'missing-permission', permission: 'issues=write' })).toContain('Issues: write');
    expect(await said({ kind: 'saml' })).toContain(
      'https://github.com/orgs/acme/sso?authorization_request=A5E2',
    );
    expect(
      await said({ kind: 'invalid', field: 'body', code: 'custom', message: 'body is too long' }),
    ).toContain('the body: body is too long');
    expect(await said({ kind: 'spam' })).toContain('was submitted too quickly');
  });
});

describe('no answer at all, because nothing was sent', () => {
  async function refusedBy(
    apiUrl: string,
  ): Promise<readonly [string, string | undefined, string | undefined]> {
    using folder = temporaryFolder();
    const core = openTestCore(folder.path, apiUrl);
    const { id } = await core.client.drafts.create({ title: 'Nowhere', repo: REPO });
    const [report] = await core.client.sync.run({ waitMs: 0 });
    const { state } = (await core.client.drafts.get({ id })).sync;
    await core.close();
    return [state, report?.error?.code, report?.error?.message];
  }

  it('a certificate that nobody vouches for: the draft stays queued, and the token stays here', async () => {
    await using untrusted = await startUntrusted();
    expect(await refusedBy(untrusted.url)).toEqual([
      'queued',
      'github.offline',
      expect.stringContaining('not private'),
    ]);
    expect(untrusted.requests()).toBe(0);
  });

  it('a name that does not exist', async () => {
    expect(await refusedBy('https://github.invalid')).toEqual([
      'queued',
      'github.offline',
      expect.stringContaining('name was not found'),
    ]);
  });

  it('a port on which nobody listens', async () => {
    const closed = await startGithub();
    await closed.close();
    expect(await refusedBy(closed.url)).toEqual([
      'queued',
      'github.offline',
      expect.stringContaining('refused'),
    ]);
  });

  it('and the token goes to no other host, whatever an answer says', async () => {
    await using other = await startGithub();
    await using github = furnish(await startGithub());
    using folder = temporaryFolder();
    github.fail({ kind: 'moved', status: 307, to: `${other.url}/repos/acme/ops/issues` }, { method: 'POST' });
    const core = openTestCore(folder.path, github.url, {
      environment: { GH_TOKEN: TOKEN, DEBRIEF_API_URL: github.url },
    });
    await core.client.drafts.create({ title: 'Lured', repo: REPO });
    await core.client.sync.run({ waitMs: 0 });
    await core.close();
    expect(other.requests).toEqual([]);
  });
});
