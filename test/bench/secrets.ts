/** How long it takes to look for secrets in a body before it is sent, beside the least: reading it once. */
import { findSecrets } from '../../main/sync/secrets/findings.ts';
import { loadScanner } from '../../main/sync/secrets/scanner.ts';
import { AWS_KEY, SAMPLES } from '../support/secrets.ts';
import type { Figure } from './timing.ts';
import { medianMs } from './timing.ts';

const SIZE = 65_536;

/** Lines as logs have them, up to a size in characters. */
function logOf(size: number): string {
  const lines: string[] = [];
  for (let n = 0, length = 0; length < size; n += 1) {
    const line = `2026-03-01T09:14:${String(n % 60).padStart(2, '0')}Z hub-${n % 7} GET https://hub.acme.io/user/kim-${n}/api?n=${n * 7919} 503 in ${n} ms\n`;
    lines.push(line);
    length += line.length;
  }
  return lines.join('').slice(0, size);
}

function readOnce(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at);
  return sum;
}

/** Figures for a body of 64 KB that holds nothing, for one that holds one of each kind, and with all that a finding tells. */
export async function benchSecrets(): Promise<readonly Figure[]> {
  const scan = await loadScanner();
  const clean = `# Summary\n\n## Timeline\n\n### 2026-03-01 09:14\n\n${logOf(SIZE - 48)}`;
  const pasted = Object.values(SAMPLES)
    .map(({ text }) => text)
    .join('\n\n');
  const leaking = `${clean.slice(0, SIZE - pasted.length - 2)}\n\n${pasted}`;
  const floor = 'each of its characters read once';
  const floorMs = medianMs(() => readOnce(clean));
  return [
    { what: 'look for secrets in 64 KB that hold none', ms: medianMs(() => scan(clean)), floor, floorMs },
    {
      what: 'look for secrets in 64 KB that hold one of each kind',
      ms: medianMs(() => scan(leaking)),
      floor,
      floorMs,
    },
    {
      what: 'say where a secret in 64 KB is',
      ms: await findingMs(`${clean.slice(0, SIZE - 22)}\n${AWS_KEY}`),
      floor,
      floorMs,
    },
  ];
}

const ROUNDS = 21;

async function findingMs(body: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startMs = performance.now();
    await findSecrets({ title: 'Hub down', body }, () => '');
    times.push(performance.now() - startMs);
  }
  return times.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0;
}
