/** The sync was stopped, or another process has taken over or done it already: nothing was sent. */
export class NotOurTurn extends Error {
  override readonly name = 'NotOurTurn';
}
