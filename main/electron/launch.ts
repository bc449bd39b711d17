import { z } from 'zod';

/** How the app was started: what it is to show first. Handed over as it is when another start is running already. */
const launch = z.object({
  /** `background`: nothing, as at login. */
  show: z.enum(['window', 'capture', 'background']),
  /** The draft to be opened, by its id. */
  draft: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .nullable(),
});
export type Launch = z.infer<typeof launch>;

/** Its argument `--capture` opens quick capture: to be bound to a key of the desktop where no program may have one. */
export const captureArgument = '--capture';
export const backgroundArgument = '--background';

/** From the arguments of the program. What is no argument of ours is Chromium's, or nobody's. */
export function readLaunch(argv: readonly string[]): Launch {
  const draft = argv.find((each) => each.startsWith('--draft='))?.slice('--draft='.length) ?? null;
  const show = argv.includes(captureArgument)
    ? 'capture'
    : argv.includes(backgroundArgument)
      ? 'background'
      : 'window';
  return launch.safeParse({ show, draft }).data ?? { show, draft: null };
}

/** From what a second start handed over: it may be of another version. */
export function launchHandedOver(handed: unknown): Launch {
  return launch.safeParse(handed).data ?? { show: 'window', draft: null };
}
