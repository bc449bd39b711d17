/** Hands pasted lines to the worker that reads them. */
import type { ReadAnswer, ReadRequest } from './read-worker.ts';

export type ReadAside = (request: ReadRequest) => Promise<ReadAnswer>;

/** What reads lines beside the page; its worker starts with the first ones. One text at a time. */
export function lineReader(): ReadAside {
  let worker: Worker | null = null;
  return (request) => {
    const reader = (worker ??= new Worker(new URL('./read-worker.ts', import.meta.url), { type: 'module' }));
    return new Promise((resolve, reject) => {
      reader.onmessage = ({ data }: MessageEvent<ReadAnswer>) => resolve(data);
      reader.onerror = () => {
        // The next text gets another.
        worker = null;
        reject(new Error('these lines could not be read'));
      };
      reader.postMessage(request);
    });
  };
}
