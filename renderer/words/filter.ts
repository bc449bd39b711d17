/** The labels of the list's conditions: a part of words.ts, in a file of its own for its length. */
import type { Condition } from '../../app/draft-query.ts';
import type { Settings } from '../../app/settings.ts';
import { phases, plural } from '../words.ts';

export const filter = {
  name: 'Filter and sort',
  label: 'Label',
  repo: 'Repository',
  phase: 'Stands at',
  actions: 'Action items',
  any: 'Any',
  actionsOf: { open: 'Some open', done: 'All done' },
  archived: 'Archived only',
  sort: 'Sort by',
  sorts: { changed: 'Last changed', started: 'Start of the incident', title: 'Title' } satisfies Record<
    Settings['list.sort'],
    string
  >,
  typed:
    'Or type it into the search: label:post-mortem repo:acme/ops phase:mitigated actions:open is:archived',
  conditions: 'The list is narrowed by',
  chip: ({ key, value }: Condition): string => {
    switch (key) {
      case 'label':
        return value;
      case 'repo':
        return value;
      case 'phase':
        return Object.entries(phases).find(([phase]) => phase === value)?.[1] ?? value;
      case 'actions':
        return value === 'open' ? 'action items open' : 'action items done';
      case 'is':
        return 'archived';
    }
  },
  drop: (chip: string) => `Not by “${chip}” any more`,
  shown: (n: number) => plural(n, 'draft', 'drafts'),
  nothing: 'No draft is like that',
  nothingArchived: 'Nothing is archived',
  nothingArchivedHelp: 'What you archive leaves the list and stays here. Searches find it, too.',
  all: 'Show all drafts',
};
