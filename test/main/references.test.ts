import { describe, expect, it, onTestFinished } from 'vitest';

import type { Core } from '../../main/core.ts';
import { furnish, openTestCore, REPO, temporaryFolder } from '../support/core.ts';
import { startGithub } from '../support/github/stand-in.ts';

async function openFiling(): Promise<Core> {
  const folder = temporaryFolder();
  const github = furnish(await startGithub());
  const core = openTestCore(folder.path, github.url);
  onTestFinished(async () => {
    await core.close();
    await github.close();
    folder[Symbol.dispose]();
  });
  return core;
}

describe('what is completed in a draft', () => {
  it('is what other drafts are filed as and name, and what it names itself', async () => {
    const { client } = await openFiling();
    const filed = await client.drafts.create({ title: 'Hub down', repo: REPO });
    await client.sync.run({ ids: [filed.id], waitMs: 10_000 });
    const [first] = filed.sections;
    await client.drafts.saveSection({
      id: filed.id,
      section: first!.id,
      text: 'Found by @lee, see acme/docs#7.',
    });
    const draft = await client.drafts.create({ title: 'Another', repo: REPO });
    await client.timeline.log({ draft: draft.id, text: '@kim rolls back', atMs: 0 });

    const seen = await client.references.seen({ id: draft.id });

    expect(seen.people).toEqual(['kim', 'lee']);
    expect(seen.repos).toEqual([REPO, 'acme/docs']);
    expect(seen.issues).toEqual([
      { repo: REPO, number: 1, title: filed.title },
      { repo: 'acme/docs', number: 7, title: '' },
    ]);
  });

  it('is nothing of a draft that was put aside', async () => {
    const { client } = await openFiling();
    const gone = await client.drafts.create({ title: 'Gone', repo: 'acme/secret' });
    await client.timeline.log({ draft: gone.id, text: '@lee acme/secret#7', atMs: 0 });
    await client.drafts.remove({ id: gone.id });
    const draft = await client.drafts.create({ title: 'Another' });
    expect(await client.references.seen({ id: draft.id })).toEqual({ issues: [], repos: [], people: [] });
  });
});
