import { describe, expect, it, onTestFinished } from 'vitest';

import { parseBody } from '../../app/markdown/parse.ts';
import type { Core } from '../../main/core.ts';
import { furnish, openTestCore, REPO, temporaryFolder } from '../support/core.ts';
import type { StandIn } from '../support/github/stand-in.ts';
import { startGithub } from '../support/github/stand-in.ts';
import { countingIds } from '../support/ids.ts';

async function open(): Promise<{ readonly core: Core; readonly github: StandIn }> {
  const folder = temporaryFolder();
  const github = furnish(await startGithub());
  const core = openTestCore(folder.path, github.url);
  onTestFinished(async () => {
    await core.close();
    await github.close();
    folder[Symbol.dispose]();
  });
  return { core, github };
}

describe('the example', () => {
  it('is a whole debrief, marked as what it is, and there is one of it at most', async () => {
    const { core } = await open();
    const { client } = core;
    expect(await client.drafts.list({})).toEqual([]);
    const example = await client.drafts.example({});
    expect(example).toMatchObject({ isExample: true, repo: null, labels: [], phase: 'resolved' });
    expect(example.metrics.mitigate).not.toBeNull();
    expect(example.sections.every(({ text, level }) => text !== '' || level === 2)).toBe(true);
    expect((await client.drafts.example({})).id).toBe(example.id);
    const { text } = await client.drafts.export({ id: example.id, format: 'md' });
    const read = parseBody(text, { newId: countingIds(), zone: null });
    expect(read.sections.flatMap(({ entries }) => entries)).toHaveLength(7);
    expect(read.sections.flatMap(({ actions }) => actions)).toHaveLength(4);
  });

  it('is never filed, nor is an item of it, also with a repository', async () => {
    const { core, github } = await open();
    const { client } = core;
    const { id, sections } = await client.drafts.example({});
    await client.drafts.update({ id, repo: REPO });
    const refused = { data: { code: 'draft.example' } };
    await expect(client.sync.request({ ids: [id] })).rejects.toMatchObject(refused);
    await expect(client.sync.run({ ids: [id], waitMs: 0 })).rejects.toMatchObject(refused);
    await expect(client.sync.preview({ ids: [id] })).rejects.toMatchObject(refused);
    const [action] = sections.flatMap(({ actions }) => actions);
    await expect(client.actions.file({ draft: id, action: action!.id })).rejects.toMatchObject(refused);
    expect(await client.sync.run({ waitMs: 0 })).toEqual([]);
    expect(github.issues(REPO)).toEqual([]);
  });

  it('is not what is logged into or counted, and goes and comes back as any draft', async () => {
    const { core } = await open();
    const { client } = core;
    const { id } = await client.drafts.example({});
    await expect(client.timeline.current({})).rejects.toMatchObject({ data: { code: 'draft.none' } });
    expect(await client.actions.list({})).toEqual([]);
    const before = await client.insights.get({ sinceMs: null, zone: 'UTC' });
    await client.drafts.remove({ id });
    expect(await client.insights.get({ sinceMs: null, zone: 'UTC' })).toEqual(before);
    expect((await client.drafts.restore({ id })).isExample).toBe(true);
    await client.drafts.remove({ id });
    expect((await client.drafts.example({})).id).not.toBe(id);
  });
});
