/** Insights as they cross the contract: `Insights` of insights.ts. */
import { z } from 'zod';

const spread = z
  .object({ count: z.number().int(), lowMs: z.number(), medianMs: z.number(), highMs: z.number() })
  .nullable();
const times = z.object({ detect: spread, mitigate: spread });
const count = z.number().int();
const actions = z.object({ done: count, openByAge: z.tuple([count, count, count]).readonly() });
const share = times.extend({ name: z.string(), incidents: count, actions });

export const insightsView = z.object({
  incidents: count,
  weeks: z.array(z.object({ monday: z.string(), incidents: count })).readonly(),
  times,
  quarters: z.array(times.extend({ name: z.string(), incidents: count })).readonly(),
  actions,
  labels: z.array(share).readonly(),
  repos: z.array(share).readonly(),
  anniversaries: z.array(z.object({ id: z.string(), title: z.string(), atMs: z.number().int() })).readonly(),
});
export type InsightsView = z.infer<typeof insightsView>;
