/** What is said where a timeline is handed on. */
export const handover = {
  update: 'Copy an update (the last 5 entries)',
  timeline: 'Copy the timeline in my time zone',
  updateCopied: 'The update is on the clipboard',
  timelineCopied: 'The timeline is on the clipboard',
  refused: 'The browser does not let this page use the clipboard',
};
