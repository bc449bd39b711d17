/** What became of a code: nobody entered it yet, somebody did as `login`, or somebody refused. */
type Fate =
  | { readonly is: 'pending' }
  | { readonly is: 'approved'; readonly login: string }
  | { readonly is: 'denied' };

/** An app that may ask for codes. */
export interface DeviceApp {
  /** False: GitHub answers `device_flow_disabled`. */
  readonly isEnabled: boolean;
  readonly expiresInS: number;
  readonly intervalS: number;
  /** Where the code is to be entered; null for the page of the stand-in itself. */
  readonly verificationUri: string | null;
}

export interface PendingCode {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly clientId: string;
  readonly scope: string;
  readonly expiresAtMs: number;
  intervalS: number;
  askedAtMs: number;
  fate: Fate;
}

/** What a question for the token comes to. */
export type Asking =
  | { readonly is: 'token'; readonly login: string; readonly scope: string }
  | { readonly is: 'refused'; readonly error: string; readonly intervalS?: number };

/** A question that comes too early makes the interval so much longer, says GitHub. */
const SLOWER_S = 5;

/** The codes of OAuth's device flow that were given out. Knows no HTTP. */
export class DeviceCodes {
  readonly #apps = new Map<string, DeviceApp>();
  readonly #codes = new Map<string, PendingCode>();

  allow(clientId: string, app: DeviceApp): void {
    this.#apps.set(clientId, app);
  }

  app(clientId: string): DeviceApp | null {
    return this.#apps.get(clientId) ?? null;
  }

  start(clientId: string, scope: string, app: DeviceApp, nowMs: number): PendingCode {
    const number = this.#codes.size + 1;
    const code: PendingCode = {
      deviceCode: `device-code-${String(number).padStart(28, '0')}`,
      userCode: `ABCD-${String(number).padStart(4, '0')}`,
      clientId,
      scope,
      expiresAtMs: nowMs + app.expiresInS * 1000,
      intervalS: app.intervalS,
      askedAtMs: nowMs,
      fate: { is: 'pending' },
    };
    this.#codes.set(code.deviceCode, code);
    return code;
  }

  /** As GitHub's docs have it, "Error codes for the device flow". A code serves once. */
  ask(clientId: string, deviceCode: string, nowMs: number): Asking {
    const code = this.#codes.get(deviceCode);
    if (code?.clientId !== clientId) return { is: 'refused', error: 'incorrect_device_code' };
    const isEarly = nowMs - code.askedAtMs < code.intervalS * 1000;
    code.askedAtMs = nowMs;
    if (nowMs >= code.expiresAtMs) return { is: 'refused', error: 'expired_token' };
    if (isEarly) {
      code.intervalS += SLOWER_S;
      return { is: 'refused', error: 'slow_down', intervalS: code.intervalS };
    }
    if (code.fate.is === 'pending') return { is: 'refused', error: 'authorization_pending' };
    this.#codes.delete(deviceCode);
    if (code.fate.is === 'denied') return { is: 'refused', error: 'access_denied' };
    return { is: 'token', login: code.fate.login, scope: code.scope };
  }

  /** Longer from now on, without a word of it until the next question: what makes GitHub say `slow_down`. */
  slow(userCode: string, intervalS: number): void {
    this.#byUserCode(userCode).intervalS = intervalS;
  }

  decide(userCode: string, fate: Fate): void {
    this.#byUserCode(userCode).fate = fate;
  }

  #byUserCode(userCode: string): PendingCode {
    const found = [...this.#codes.values()].find((code) => code.userCode === userCode);
    if (found === undefined) throw new Error(`The stand-in gave out no code ${userCode}.`);
    return found;
  }
}
