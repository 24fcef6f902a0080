/** The calls behind a figure of trends, and what trends can be narrowed to. */
import type { z } from 'zod';
import type { Account, JudgedFilter } from '#analyzer';
import { scopeOf } from '../../access/scope.ts';
import type { ApiDeps } from '../../deps.ts';
import { criterionTitles } from '../../desk/criterion-titles.ts';
import type { TrendAsk } from '../../trends/trend-query.ts';
import type { trendCallsQuerySchema, trendCallsSchema, trendChoicesSchema } from './trends.schemas.ts';

const pageLength = 50;

/** One page of the calls; no word of what was said is in it. */
export async function trendCalls(
  deps: Pick<ApiDeps, 'screens' | 'desk'>,
  query: z.output<typeof trendCallsQuerySchema>,
  ask: TrendAsk,
): Promise<z.infer<typeof trendCallsSchema>> {
  const some = (value: string | undefined) => (value === undefined ? [] : [value]);
  const filter: JudgedFilter = {
    ...ask.judged,
    criteria: some(query.criterion),
    rules: some(query.rule),
    entries: some(query.entry),
    min_score: query.min ?? null,
    max_score: query.max ?? null,
    flags: query.flag === undefined ? [] : [query.flag],
  };
  const [{ items, nextCursor }, { calls, more }] = await Promise.all([
    deps.screens.list(ask.scope, filter, { order: query.order, limit: pageLength, cursor: query.cursor }),
    deps.screens.count(ask.scope, filter),
  ]);
  const titles = criterionTitles(deps);
  return {
    from: ask.period.from,
    to: ask.period.to,
    items: items.map((call) => ({
      id: call.id,
      externalId: call.externalId,
      startedAt: call.startedAt,
      operatorId: call.operatorId,
      operatorName: call.operatorName,
      duration: call.duration,
      score: call.score,
      findings: call.findings,
      unsure: call.unsure,
      fatal: call.fatal.length > 0,
      failed: call.failed.map((id) => titles.get(id) ?? id),
    })),
    nextCursor,
    total: calls,
    more,
  };
}

/** Teams that the reader sees somebody of, topics, criteria. */
export async function trendChoices(
  deps: Pick<ApiDeps, 'teams' | 'topics' | 'desk'>,
  account: Account,
): Promise<z.infer<typeof trendChoicesSchema>> {
  const scope = scopeOf(account);
  const teams = (await deps.teams.list()).filter(
    ({ operatorIds }) =>
      scope.kind === 'all' ||
      (scope.kind === 'teams' && operatorIds.some((operatorId) => scope.operatorIds.includes(operatorId))),
  );
  return {
    teams: teams.map(({ id, name }) => ({ id, name })),
    topics: deps.topics.list.map(({ id, title }) => ({ id, title })),
    criteria: deps.desk.scorecard.groups.flatMap(({ criteria }) => criteria.map(({ id, title }) => ({ id, title }))),
  };
}
