/** What trends are asked for: a period, whose calls, over which of them. The same names stand in the pages' addresses. */
import { z } from 'zod';
import { type CallFilter, type CallScope, type JudgedFilter, localDay, weekOf } from '#analyzer';
import { plainText } from '../access/plain-text.ts';
import type { ApiDeps } from '../deps.ts';
import { hourTextSchema, localDaySchema, topicIdSchema } from '../shapes/filters.ts';
import { dayMs, dayOf, daysInOrder, timeOf } from './local-days.ts';

const usualWeeks = 12;

export const trendQuerySchema = z.strictObject({
  /** Local days, both included; the last 12 whole weeks and this one without them. */
  from: localDaySchema.optional(),
  to: localDaySchema.optional(),
  step: z.enum(['day', 'week', 'month']).default('week'),
  /** `sample`: calls drawn by lot, weighted; `all`: whatever calls there are, which may be biased. */
  basis: z.enum(['sample', 'all']).default('sample'),
  /** `people`: decisions of people count; `machine`: what the program said, whatever people decided. */
  judged: z.enum(['people', 'machine']).default('people'),
  /** Id of a team. */
  team: plainText(100).optional(),
  operator: plainText(200).optional(),
  topic: topicIdSchema.optional(),
  /** Local hour of the day. */
  hour: hourTextSchema.transform(Number).optional(),
});
export type TrendQuery = z.output<typeof trendQuerySchema>;

export const periodSchema = z.object({
  from: z.string(),
  to: z.string(),
  step: z.enum(['day', 'week', 'month']),
  basis: z.enum(['sample', 'all']),
  judged: z.enum(['people', 'machine']),
});
export type Period = z.infer<typeof periodSchema>;

/** A question to the store: its period as it is answered, and its filter. */
export interface TrendAsk {
  period: Period;
  filter: CallFilter;
  /** The same calls with whose word counts: for everything that decisions can change. */
  judged: JudgedFilter;
  /** The same over all calls, whatever the basis. */
  unsampled: CallFilter;
  scope: CallScope;
}

/** The days asked for, the usual ones where none are; as `daysInOrder`. */
export function periodDays(
  asked: { from?: string | undefined; to?: string | undefined },
  today: string,
): { from: string; to: string } {
  const to = asked.to ?? today;
  const from = asked.from ?? dayOf(timeOf(weekOf(to).from) - usualWeeks * 7 * dayMs);
  return daysInOrder(from, to);
}

/** An operator that nobody is: an empty team has no calls, not all of them. */
const nobody = '\u0000';

/** Reads a query as a question in the reader's scope. */
export async function trendAsk(
  deps: Pick<ApiDeps, 'teams' | 'timeZone'>,
  query: TrendQuery,
  scope: CallScope,
): Promise<TrendAsk> {
  const days = periodDays(query, localDay(new Date(), deps.timeZone));
  const { step, basis, judged, team, operator, topic, hour } = query;
  let operators = operator === undefined ? [] : [operator];
  if (team !== undefined) {
    const members = (await deps.teams.list()).find(({ id }) => id === team)?.operatorIds ?? [];
    const chosen = operator === undefined ? members : members.filter((id) => id === operator);
    operators = chosen.length === 0 ? [nobody] : chosen;
  }
  const unsampled: CallFilter = {
    ...days,
    zone: deps.timeZone,
    operators,
    topics: topic === undefined ? [] : [topic],
    hours: hour === undefined ? [] : [hour],
  };
  const filter = { ...unsampled, sampled: basis === 'sample' };
  return {
    period: { ...days, step, basis, judged },
    filter,
    judged: { ...filter, people: judged === 'people' },
    unsampled,
    scope,
  };
}
