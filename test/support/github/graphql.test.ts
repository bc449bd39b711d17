import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, begin } from './ask.ts';
import type { StandIn } from './stand-in.ts';

const QUERY = `query Histories($owner0: String!, $name0: String!, $number0: Int!, $edits0: Int!) {
  issue0: repository(owner: $owner0, name: $name0) {
    issue(number: $number0) {
      ...History
      userContentEdits(first: $edits0) { nodes { diff } pageInfo { hasNextPage } }
    }
  }
}
fragment History on Issue {
  timelineItems(last: 20, itemTypes: [RENAMED_TITLE_EVENT]) {
    nodes { ... on RenamedTitleEvent { previousTitle currentTitle } }
  }
}`;

describe('a stand-in’s GraphQL', () => {
  let github: StandIn;

  beforeEach(async () => {
    ({ github } = await begin());
  });

  afterEach(async () => {
    await github.close();
  });

  const history = (number: number, edits = 10, name0 = 'ops'): ReturnType<typeof ask> =>
    ask(github, 'POST', '/graphql', {
      body: { query: QUERY, variables: { owner0: 'acme', name0, number0: number, edits0: edits } },
    });
  const issueWith = (timelineItems: object[], diffs: (string | null)[], hasNextPage = false): object => ({
    data: {
      issue0: {
        issue: {
          timelineItems: { nodes: timelineItems },
          userContentEdits: { nodes: diffs.map((diff) => ({ diff })), pageInfo: { hasNextPage } },
        },
      },
    },
  });

  test('shows the texts of an issue, newest first, and how its title changed', async () => {
    github.addIssue('acme/ops', { title: 'A', body: 'one' });
    expect((await history(1)).json).toEqual(issueWith([], []));
    github.editIssue('acme/ops', 1, { title: 'B' });
    github.editIssue('acme/ops', 1, { body: 'two' });
    github.editIssue('acme/ops', 1, { body: 'three', labels: ['bug'] });
    const renamed = [{ previousTitle: 'A', currentTitle: 'B' }];
    expect((await history(1)).json).toEqual(issueWith(renamed, ['three', 'two', 'one']));
    expect((await history(1, 2)).json).toEqual(issueWith(renamed, ['three', 'two'], true));
    github.deleteRevision('acme/ops', 1, 2);
    expect((await history(1)).json).toEqual(issueWith(renamed, ['three', null, 'one']));
    expect(github.violations).toEqual([]);
  });

  test('says what is not there, and what the token may not see, with status 200', async () => {
    const missing = await history(7);
    expect(missing.status).toBe(200);
    expect(missing.json).toMatchObject({
      data: { issue0: { issue: null } },
      errors: [{ type: 'NOT_FOUND', path: ['issue0', 'issue'] }],
    });
    expect((await history(1, 10, 'none')).json).toMatchObject({
      data: { issue0: null },
      errors: [{ type: 'NOT_FOUND', path: ['issue0'] }],
    });
  });

  test('has a quota of its own, and answers nobody without a token', async () => {
    const { headers } = await history(7);
    expect(headers.get('x-ratelimit-resource')).toBe('graphql');
    expect(headers.get('x-ratelimit-used')).toBe('1');
    const anonymous = await ask(github, 'POST', '/graphql', { body: { query: QUERY }, token: null });
    expect(anonymous.status).toBe(401);
  });

  test('takes any other query for a violation', async () => {
    const { status } = await ask(github, 'POST', '/graphql', { body: { query: '{ viewer { login } }' } });
    expect(status).toBe(500);
    expect(github.violations).toHaveLength(1);
  });
});

describe('labels of an issue', () => {
  test('are added to those that are there, and taken off one by one, by those who may', async () => {
    const { github } = await begin();
    const path = '/repos/acme/ops/issues/1/labels';
    github.addIssue('acme/ops', { title: 'A', labels: ['bug'] });
    const added = await ask(github, 'POST', path, { body: { labels: ['Question', 'BUG'] } });
    expect(added.json).toMatchObject([{ name: 'bug' }, { name: 'question' }]);
    const removed = await ask(github, 'DELETE', `${path}/Bug`);
    expect(removed.json).toMatchObject([{ name: 'question' }]);
    expect((await ask(github, 'DELETE', `${path}/bug`)).status).toBe(404);
    github.setAccess('acme/ops', 'ada', 'read');
    expect((await ask(github, 'POST', path, { body: { labels: ['bug'] } })).status).toBe(403);
    expect(github.issue('acme/ops', 1).labels).toEqual(['question']);
    expect(github.violations).toEqual([]);
    await github.close();
  });
});
