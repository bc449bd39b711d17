/** What a look at this installation found, as it crosses the contract. */
import { z } from 'zod';

export const findingView = z.object({
  /** What was looked at: `Database`. */
  about: z.string(),
  /** `notice`: it works, and a person may want to know. `trouble`: something does not work. */
  standing: z.enum(['well', 'notice', 'trouble']),
  found: z.string(),
  /** What a person can do about it; null where there is nothing to do. */
  advice: z.string().nullable(),
});
export type Finding = z.infer<typeof findingView>;

export const diagnosisView = z.object({
  findings: z.array(findingView),
  /** All of it as Markdown, with the last lines of the diagnostic log: to hand to whoever looks for a fault. */
  text: z.string(),
});
export type DiagnosisView = z.infer<typeof diagnosisView>;
