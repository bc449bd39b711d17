/** The words of the import of every issue with a label. */
const counted = (imported: number, here: number, unreadable: number): string =>
  [
    `${imported.toLocaleString('en-GB')} imported`,
    `${here.toLocaleString('en-GB')} already here`,
    ...(unreadable === 0 ? [] : [`${unreadable.toLocaleString('en-GB')} not readable`]),
  ].join(', ');

export const importingAll = {
  title: 'All issues with a label',
  repo: 'Repository',
  repoHint: 'OWNER/NAME or its address',
  label: 'Label',
  state: 'Which',
  states: { all: 'Open and closed', open: 'Open', closed: 'Closed' },
  go: 'Import all',
  stop: 'Stop',
  count: {
    running: (...counts: Parameters<typeof counted>) => `${counted(...counts)}…`,
    done: (...counts: Parameters<typeof counted>) =>
      counts.every((each) => each === 0) ? 'No issue has this label.' : `${counted(...counts)}.`,
    stopped: (...counts: Parameters<typeof counted>) => `Stopped: ${counted(...counts)}.`,
    failed: (...counts: Parameters<typeof counted>) => `${counted(...counts)}; then it broke off.`,
  },
  paused: (time: string) => `GitHub asks for a pause until ${time}; it goes on then.`,
  unreadable: 'Not readable',
};
