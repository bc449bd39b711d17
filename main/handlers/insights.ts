/** Insights across drafts. */
import { insightsOf } from '../../app/insights.ts';
import type { Incident } from '../../app/insights.ts';
import { metricsOf } from '../../app/metrics.ts';
import { placeText } from '../../app/places.ts';
import { checkZone } from '../../app/zones.ts';
import type { Parts } from '../parts.ts';
import { os } from './base.ts';

const NO_METRICS = metricsOf([]);

/** Every draft in use but the example as an incident. It began where its timeline says so, else where it was begun here. */
function incidentsOf({ store }: Parts): readonly Incident[] {
  const timelines = store.phaseTimelines();
  const actions = Map.groupBy(store.listActions(), ({ draft }) => draft);
  const drafts = store.listDrafts().filter(({ isExample }) => !isExample);
  return drafts.map((draft) => {
    const timeline = timelines.get(draft.id);
    const repo = placeText(draft);
    return {
      id: draft.id,
      title: draft.title,
      labels: draft.labels,
      repo: repo === '' ? null : repo,
      atMs: draft.beganAtMs ?? draft.startedAtMs ?? draft.createdAtMs,
      metrics: timeline === undefined ? NO_METRICS : metricsOf(timeline),
      actions: (actions.get(draft.id) ?? []).map(({ state }) => ({ isDone: state === 'closed' })),
    };
  });
}

export const insights = {
  get: os.insights.get.handler(({ input, context: { parts } }) => {
    const zone = checkZone(input.zone);
    return insightsOf(incidentsOf(parts), { nowMs: parts.nowMs(), zone, sinceMs: input.sinceMs });
  }),
};
