/** Resolves after some milliseconds, or as soon as the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(done, Math.min(ms, 0x7fff_ffff));
  function done(): void {
    clearTimeout(timer);
    signal.removeEventListener('abort', done);
    resolve(undefined);
  }
  signal.addEventListener('abort', done, { once: true });
  return promise;
}
