/** What is said about the comments under an issue. */
export const comments = {
  open: 'Comments',
  title: (issue: string) => `Comments on ${issue}`,
  about:
    'What colleagues write under the issue can go into the timeline, with its time, its author and a link.',
  none: 'Nobody has commented on this issue yet.',
  take: 'Take in',
  takeOf: (author: string, time: string) => `Take in what ${author} wrote at ${time}`,
  takeAll: (n: number) =>
    n === 1 ? 'Take in the new one' : `Take in all ${n.toLocaleString('en-GB')} new ones`,
  dismiss: 'Leave out',
  dismissOf: (author: string, time: string) => `Leave out what ${author} wrote at ${time}`,
  taken: 'In the timeline',
  dismissed: 'Left out',
  ghost: 'ghost',
  follow: 'Follow: new comments go into the timeline as they come',
  again: 'Look again',
  took: (n: number) => (n === 1 ? 'One comment is in the timeline' : `${n} comments are in the timeline`),
};
