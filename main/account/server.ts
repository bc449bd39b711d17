/** Which server a token is for, and whether an address may have one at all. */
import { DebriefError } from '../../app/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Server {
  /** `github.com`, or the host (and port) of another server. Names the keychain entry: a token never goes elsewhere. */
  readonly host: string;
  /** Root of its REST API, without a slash at its end. */
  readonly apiUrl: string;
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
const GITHUB: Server = { host: 'github.com', apiUrl: 'https://api.github.com' };

/** @throws DebriefError url.insecure */
function checkApiUrl(apiUrl: string): URL {
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : null;
  const safe =
    url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname)));
  if (!safe || url.username !== '' || url.password !== '')
    throw new DebriefError('url.insecure', { url: apiUrl });
  return url;
}

/**
 * The server for a host name or an outright API address.
 * Source: GitHub's docs: api.github.com; `https://HOST/api/v3` for Enterprise Server; `https://api.NAME.ghe.com` for
 * Enterprise Cloud with data residency.
 * @throws DebriefError url.insecure
 */
export function serverFor(host: string | undefined, apiUrl: string | undefined): Server {
  if (apiUrl !== undefined && apiUrl !== '') {
    const url = checkApiUrl(apiUrl);
    const isGitHub = url.host === 'api.github.com';
    return {
      host: isGitHub ? GITHUB.host : isGiven(host) ? host.toLowerCase() : url.host,
      apiUrl: url.href.replace(/\/+$/, ''),
    };
  }
  const name = host?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'github.com') return GITHUB;
  const root = name.endsWith('.ghe.com') ? `https://api.${name}` : `https://${name}/api/v3`;
  return { host: name, apiUrl: checkApiUrl(root).href.replace(/\/+$/, '') };
}

/** The server that the environment names, as `gh` does; null if it names none. @throws DebriefError url.insecure */
export function serverFromEnvironment(environment: Environment): Server | null {
  const { GH_HOST: host, DEBRIEF_API_URL: apiUrl } = environment;
  return host || apiUrl ? serverFor(host, apiUrl) : null;
}

/**
 * The token that the environment gives for a server, in the order in which `gh` looks; null if none. GH_TOKEN is for
 * github.com and *.ghe.com, GH_ENTERPRISE_TOKEN for other servers (`gh help environment`): the one is never sent to the
 * other. Only who names another API outright, which `gh` can't, may give its token as GH_TOKEN too.
 */
export function tokenFromEnvironment(environment: Environment, server: Server): string | null {
  const {
    GH_TOKEN,
    GITHUB_TOKEN,
    GH_ENTERPRISE_TOKEN,
    GITHUB_ENTERPRISE_TOKEN,
    DEBRIEF_API_URL: apiUrl,
  } = environment;
  const usual = [GH_TOKEN, GITHUB_TOKEN];
  const enterprise = [GH_ENTERPRISE_TOKEN, GITHUB_ENTERPRISE_TOKEN];
  const isGitHub = server.host === GITHUB.host || server.host.endsWith('.ghe.com');
  const tokens = isGitHub ? usual : isGiven(apiUrl) ? [...enterprise, ...usual] : enterprise;
  return tokens.find(isGiven) ?? null;
}

function isGiven(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

/**
 * Does a server have the issues of a site (the host of their web addresses)? A server on this machine stands in for any,
 * as a proxy does.
 */
export function hasSite(server: Server, site: string): boolean {
  return server.host === site.toLowerCase().replace(/^www\./, '') || isLoopback(server);
}

/** The site of an issue's web address; null for what is no address. */
export function siteOf(issueUrl: string): string | null {
  return URL.parse(issueUrl)?.host ?? null;
}

export function isLoopback(server: Server): boolean {
  return LOOPBACK.has(new URL(`http://${server.host}`).hostname);
}

/**
 * A token as it may go into a header: one line of printable ASCII. What is wrong is said without repeating the token.
 * @throws DebriefError token.invalid
 */
export function checkToken(token: string): string {
  const trimmed = token.trim();
  if (trimmed === '') throw new DebriefError('token.invalid', { reason: 'it is empty' });
  if (/[\r\n]/.test(trimmed))
    throw new DebriefError('token.invalid', { reason: 'it has more than one line' });
  if (!/^[\x21-\x7e]+$/.test(trimmed))
    throw new DebriefError('token.invalid', { reason: 'it has a space or a letter that no token has' });
  if (trimmed.length > 255)
    throw new DebriefError('token.invalid', { reason: 'it is longer than 255 characters' });
  return trimmed;
}
