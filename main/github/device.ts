/**
 * Sign-in with a code that a person enters on the server's own page: OAuth's device flow (RFC 8628; GitHub's docs,
 * "Authorizing OAuth apps", "Device flow"). The device code, which is as good as the token, stays in here.
 *
 * The waiting is done beneath `@octokit/auth-oauth-device`, which has none that can be stopped, goes back to the old
 * interval after a `slow_down` where RFC 8628, 3.5, wants the longer one for good, and gives up when one answer is lost.
 */
import { createOAuthDeviceAuth } from '@octokit/auth-oauth-device';
import { RequestError } from '@octokit/request-error';
import { Octokit } from '@octokit/rest';
import { z } from 'zod';

import { DebriefError } from '../../app/errors.ts';
import type { Asked } from './answer.ts';
import { errorOf, notGitHub, readFailure } from './answer.ts';

export interface DeviceOptions {
  readonly clientId: string;
  /** Root of the server's REST API, without a slash at its end. */
  readonly apiUrl: string;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds after which an unanswered request is given up. */
  readonly timeoutMs: number;
  readonly nowMs: () => number;
  /** Resolves after some milliseconds, or when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Aborted: the person does not want to sign in any more. */
  readonly signal: AbortSignal;
}

/** What the person needs: where to go, and what to enter there before when. */
export interface DeviceCode {
  readonly userCode: string;
  readonly verificationUri: string;
  readonly expiresAtMs: number;
}

/** Filing needs to write issues; of a private repository too, for which there is no smaller scope. */
const SCOPES = ['repo'];
/** RFC 8628, 3.5: so much longer between questions after each `slow_down`. */
const SLOWER_S = 5;
const LONGEST_INTERVAL_S = 60;
const ASKED: Asked = { kind: 'account', what: 'account' };

const codeSchema = z.object({
  device_code: z.string().min(1),
  user_code: z.string().regex(/^[\w-]{1,32}$/),
  verification_uri: z.url(),
  expires_in: z.number().positive().max(86_400),
  interval: z.number().min(0).max(LONGEST_INTERVAL_S).default(5),
});
const tokenSchema = z.object({ access_token: z.string().min(1), scope: z.string() });
const refusalSchema = z.object({
  error: z.string(),
  error_description: z.string().optional(),
  interval: z.number().min(0).max(3600).optional(),
});
type Refusal = z.infer<typeof refusalSchema>;

type Endpoint = Required<ReturnType<Octokit['request']['endpoint']['merge']>>;
type Reply = Awaited<ReturnType<Octokit['request']>>;
type Send = (endpoint: Endpoint) => Reply | Promise<Reply>;

/**
 * Asks for a code, and waits until it was entered.
 * @param onCode gets the code as soon as it is there
 * @returns the token
 * @throws DebriefError device.expired, device.denied, device.refused, device.cancelled, github.*
 */
export async function signInByDevice(
  options: DeviceOptions,
  onCode: (code: DeviceCode) => void,
): Promise<string> {
  const exchange = new DeviceExchange(options, onCode);
  const signIn = createOAuthDeviceAuth({
    clientType: 'oauth-app',
    clientId: options.clientId,
    scopes: SCOPES,
    request: exchange.client.request,
    // Told by the exchange, which checks the address first.
    onVerification: () => undefined,
  });
  try {
    const { token } = await signIn({ type: 'oauth' });
    return token;
  } catch (error) {
    if (options.signal.aborted) throw new DebriefError('device.cancelled', {}, { cause: error });
    throw error;
  }
}

/** The requests of one sign-in. */
class DeviceExchange {
  readonly client: Octokit;
  private readonly options: DeviceOptions;
  private readonly onCode: (code: DeviceCode) => void;
  private intervalS = 0;
  private expiresAtMs = 0;

  constructor(options: DeviceOptions, onCode: (code: DeviceCode) => void) {
    this.options = options;
    this.onCode = onCode;
    const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
    this.client = new Octokit({ baseUrl: options.apiUrl, userAgent: 'debrief', log });
    this.client.hook.before('request', (request) => {
      const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]);
      // Not followed: neither the code nor the token is anybody else's business.
      request.request = { ...request.request, fetch: options.fetch, redirect: 'error', signal };
    });
    this.client.hook.wrap('request', (send, endpoint) =>
      endpoint.url.endsWith('/device/code')
        ? this.askForCode(send, endpoint)
        : this.askForToken(send, endpoint),
    );
  }

  private async askForCode(send: Send, endpoint: Endpoint): Promise<Reply> {
    const reply = await answered(send, endpoint).catch((error: unknown) => {
      const failure = readFailure(ASKED, error, this.options.nowMs());
      throw errorOf(failure.is === 'unchanged' ? notGitHub(ASKED, 304) : failure);
    });
    const refusal = refusalSchema.safeParse(reply.data);
    if (refusal.success) throw refusalOf(refusal.data);
    const code = codeSchema.safeParse(reply.data);
    if (!code.success) throw errorOf(notGitHub(ASKED, reply.status));
    const verificationUri = checkAddress(code.data.verification_uri, endpoint.baseUrl);
    this.intervalS = code.data.interval;
    this.expiresAtMs = this.options.nowMs() + code.data.expires_in * 1000;
    this.onCode({ userCode: code.data.user_code, verificationUri, expiresAtMs: this.expiresAtMs });
    return reply;
  }

  private async askForToken(send: Send, endpoint: Endpoint): Promise<Reply> {
    for (;;) {
      await this.untilNextTry();
      const reply = await this.tryOnce(send, endpoint);
      if (reply !== null) return reply;
    }
  }

  private async untilNextTry(): Promise<void> {
    const { wait, signal, nowMs } = this.options;
    await wait(this.intervalS * 1000, signal);
    signal.throwIfAborted();
    if (nowMs() >= this.expiresAtMs) throw new DebriefError('device.expired');
  }

  /** The answer with the token; null where it is to be asked again. */
  private async tryOnce(send: Send, endpoint: Endpoint): Promise<Reply | null> {
    let reply: Reply;
    try {
      reply = await answered(send, endpoint);
    } catch (error) {
      this.options.signal.throwIfAborted();
      return this.afterFailure(error);
    }
    const refusal = refusalSchema.safeParse(reply.data);
    if (refusal.success) return this.afterRefusal(refusal.data);
    if (tokenSchema.safeParse(reply.data).success) return reply;
    // A network's sign-in page, or half an answer: GitHub is asked again.
    this.slowDown(this.intervalS * 2);
    return null;
  }

  private afterRefusal(refusal: Refusal): null {
    if (refusal.error === 'authorization_pending') return null;
    if (refusal.error !== 'slow_down') throw refusalOf(refusal);
    this.slowDown(refusal.interval ?? this.intervalS + SLOWER_S);
    return null;
  }

  /** RFC 8628, 3.5: after a failure of the network the interval doubles. What GitHub itself refuses ends it. */
  private afterFailure(error: unknown): null {
    const { nowMs } = this.options;
    const failure = readFailure(ASKED, error, nowMs());
    if (failure.is === 'refused' || failure.is === 'signIn') throw errorOf(failure);
    const pauseS =
      failure.is === 'pause' && failure.untilMs !== null ? (failure.untilMs - nowMs()) / 1000 : 0;
    this.slowDown(Math.max(pauseS, this.intervalS * 2, 1));
    return null;
  }

  private slowDown(intervalS: number): void {
    this.intervalS = Math.min(Math.max(intervalS, this.intervalS), LONGEST_INTERVAL_S);
  }
}

/** An answer of OAuth's, whichever its status: GitHub says 200 to a refusal where RFC 8628 says 400. */
async function answered(send: Send, endpoint: Endpoint): Promise<Reply> {
  try {
    return await send(endpoint);
  } catch (error) {
    const response = error instanceof RequestError ? error.response : undefined;
    if (response === undefined || !refusalSchema.safeParse(response.data).success) throw error;
    return response as Reply;
  }
}

function refusalOf(refusal: Refusal): DebriefError {
  switch (refusal.error) {
    case 'access_denied':
      return new DebriefError('device.denied');
    case 'expired_token':
    case 'token_expired':
      return new DebriefError('device.expired');
    default:
      return new DebriefError('device.refused', {
        reason: (refusal.error_description ?? refusal.error).slice(0, 200).replace(/\.$/, ''),
      });
  }
}

/** The address where the code is entered: on the server that was asked, or nobody is sent there. */
function checkAddress(uri: string, serverUrl: string): string {
  const { origin, host, href } = new URL(uri);
  if (origin === new URL(serverUrl).origin) return href;
  throw new DebriefError('device.refused', {
    reason: `the code is to be entered on another server, ${host}`,
  });
}

function ignore(): void {
  // Nothing of a request is written anywhere: these carry the device code.
}
