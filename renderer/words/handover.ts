/** What is said where a timeline is handed on. */
export const handover = {
  update: 'Copy an update (the last 5 entries)',
  timeline: 'Copy the timeline…',
  updateCopied: 'The update is on the clipboard',
  refused: 'The browser does not let this page use the clipboard',
  title: 'Copy the timeline',
  part: 'How much of it',
  newest: (n: number) => `Last ${n}`,
  all: (n: number) => (n === 0 ? 'All' : `All ${n.toLocaleString('en-GB')}`),
  form: 'As what',
  forms: { md: 'Markdown', plain: 'Plain text', chat: 'Chat' },
  zone: 'In whose time zone',
  zoneUnknown: 'That zone is not known here. Write it as Europe/London.',
  near: 'Zones nearby',
  zoneOf: (zone: string, drafts: string, here: string) =>
    zone === drafts ? `${zone} (the draft’s)` : zone === here ? `${zone} (mine)` : zone,
  none: 'There is nothing to copy yet: the timeline has no entries.',
  text: 'What is copied',
  copy: 'Copy',
  copied: 'Copied',
};
