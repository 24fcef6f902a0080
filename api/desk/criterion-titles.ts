/** Titles of the criteria as the scorecard in force has them. */
import type { ApiDeps } from '../deps.ts';

/** By the ids of the criteria; older calls may have ids that it does not know. */
export const criterionTitles = ({ desk }: Pick<ApiDeps, 'desk'>): ReadonlyMap<string, string> =>
  new Map(desk.scorecard.groups.flatMap(({ criteria }) => criteria.map(({ id, title }) => [id, title] as const)));
