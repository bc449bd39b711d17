/** A machine whose clocks a test moves. */
import type { Reading } from '../../app/stopwatch.ts';

interface Kind {
  readonly wallMs?: number;
  readonly bootMs?: number;
  /** Its system tells how long it was awake, as Linux does. */
  readonly tellsAwake?: boolean;
  /** Its system names each start, as Linux does. */
  readonly namesBoots?: boolean;
}

export class FakeMachine {
  /** Time that really passed since it was made, in milliseconds. */
  passedMs = 0;
  /** How far its wall clock was set, all in all. */
  setMs = 0;
  sleptMs = 0;
  private readonly kind: Kind;
  private readonly beganMs: number;
  private bootMs: number;
  private awakeMs: number;
  private boots = 1;
  private zone = 'Europe/London';

  constructor(kind: Kind = {}) {
    this.kind = kind;
    this.beganMs = kind.wallMs ?? Date.UTC(2026, 2, 1, 9, 14);
    this.bootMs = kind.bootMs ?? 86_400_000;
    this.awakeMs = this.bootMs;
  }

  work(ms: number): void {
    this.passedMs += ms;
    this.bootMs += ms;
    this.awakeMs += ms;
  }

  sleep(ms: number): void {
    this.passedMs += ms;
    this.sleptMs += ms;
    this.bootMs += ms;
  }

  /** Somebody sets the wall clock forward, or back where that is negative. */
  setWall(byMs: number): void {
    this.setMs += byMs;
  }

  /** It is started anew, which takes some time; its boot clock then shows half of that. */
  reboot(ms: number): void {
    this.passedMs += ms;
    this.bootMs = ms / 2;
    this.awakeMs = ms / 2;
    this.boots += 1;
  }

  travel(zone: string): void {
    this.zone = zone;
  }

  /** What its wall clock shows, in UTC milliseconds. */
  readonly wallMs = (): number => this.beganMs + this.passedMs + this.setMs;

  readonly read = (): Reading => ({
    wallMs: this.wallMs(),
    bootMs: this.bootMs,
    awakeMs: this.kind.tellsAwake === false ? null : this.awakeMs,
    bootId: this.kind.namesBoots === false ? null : `boot ${this.boots}`,
    zone: this.zone,
  });
}
