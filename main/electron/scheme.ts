import type { LoadPicture } from '../picture-answer.ts';
import { answerWithPicture } from '../picture-answer.ts';
import { answerWith, everyAnswer } from '../renderer-answer.ts';
import type { RendererFiles } from '../renderer-files.ts';
import type { ElectronParts } from './parts.ts';

const scheme = 'debrief';
const host = 'app';

/** The origin of our own page, as Electron and Chromium write it. */
export const pageOrigin = `${scheme}://${host}`;
/** The address of our own page. */
export const pageAddress = `${pageOrigin}/`;

/**
 * Makes the scheme one whose pages have an origin, count as secure, and keep their compiled code. Before the app is
 * ready, and once. https://www.electronjs.org/docs/latest/api/protocol
 */
export function registerScheme(protocol: ElectronParts['protocol']): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }]);
}

/** Answers the scheme from the built renderer and the pictures of drafts, and from nowhere else. */
export function serveScheme(
  protocol: ElectronParts['protocol'],
  files: RendererFiles,
  loadPicture: LoadPicture,
): void {
  protocol.handle(scheme, async ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') return refusal(405);
    const asked = URL.parse(url);
    if (asked?.host !== host) return refusal(404);
    const file = files.find(asked.pathname);
    try {
      // The page talks to the core over a port, so it may connect to nothing but its own files.
      const answer =
        file === undefined
          ? await answerWithPicture(asked.pathname, loadPicture)
          : await answerWith(file, []);
      if (answer === null) return refusal(404);
      const { headers, body } = answer;
      return new Response(method === 'HEAD' ? null : body, { headers });
    } catch {
      // The file went away since it was listed.
      return refusal(404);
    }
  });
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: everyAnswer });
}
