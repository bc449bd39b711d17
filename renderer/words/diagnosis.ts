/** The words of the diagnosis. */
export const diagnosis = {
  title: 'If something is wrong',
  about:
    'Looks at the database, the keychain, the network, GitHub and the clock. What Debrief did is noted in its data folder, without any of your words; nothing is sent anywhere.',
  examine: 'Look now',
  examining: 'Looking…',
  copy: 'Copy for whoever helps',
  copyCommand: 'Copy a diagnosis',
  copied: 'The diagnosis is copied, with the end of the diagnostic log.',
  allWell: 'All is well.',
  toDo: (count: number) => (count === 1 ? 'One thing to look at.' : `${count} things to look at.`),
  standings: { well: 'Well', notice: 'To look at', trouble: 'Does not work' },
} as const;
