/** Durations as a terminal shows them. */
import { clockTime } from '../../app/durations.ts';

/** `00:12:31`, as the clock of an incident shows it; `-00:02:00` for what was before its start. */
export function elapsed(ms: number): string {
  return `${ms <= -1000 ? '-' : ''}${clockTime(Math.abs(ms))}`;
}

/** `340 ms`, `12 s`, `3 min 5 s`, `1 h 2 min`: how long something took, as exactly as a person cares. */
export function durationWords(ms: number): string {
  if (ms < 1000) return `${Math.round(Math.max(0, ms))} ms`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
