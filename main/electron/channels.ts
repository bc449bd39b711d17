/** The names of the few messages between the host and its page. The preload script hands them on, under the same names. */

/** The page asks for a port to the core, and the host's answer brings it. */
export const portChannel = 'debrief:port';
/** The host asks the page to save what was typed in the last moment. */
export const flushChannel = 'debrief:flush';
/** The page says that it has: everything it had is on disk. */
export const flushedChannel = 'debrief:flushed';
/** The host asks the page to go to another place of the app: the part of an address after `#`. */
export const routeChannel = 'debrief:route';
/** The page of quick capture says that its line is on disk. */
export const capturedChannel = 'debrief:captured';
