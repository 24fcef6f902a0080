/** Every question of the screens about scored calls, each with the reader's scope as its first argument. */
import type { z } from 'zod';
import type { CallScope } from '../../../domain/call-scope.ts';
import type { FactsReader } from '../client.ts';
import { runScopedQuery, type ScopedQuery } from '../query.ts';
import { scoresByStepAsOf } from './as-of.ts';
import { callPage, countCalls, type PageOptions } from './call-list.ts';
import { examplePage, findingsByEntry, findingsByRule, findingsByRuleAndStep, topPhrases } from './findings.ts';
import type { JudgedFilter } from './judged-calls.ts';
import { type OwnCallsPeriod, ownCalls } from './own-calls.ts';
import type { CallFilter } from './period.ts';
import { type RankedPageOptions, type Ranking, rankedCalls } from './ranked-calls.ts';
import { rolledAnswer, rolledQueries } from './rolled.ts';
import { saidPage, type WordSearch } from './said-words.ts';
import {
  criteriaHeatMap,
  criteriaRates,
  criteriaRatesByStep,
  scoresByHour,
  scoresByOperator,
  scoresByOperatorAndStep,
  scoresByStep,
  timesByOperator,
  timesByStep,
  versionMarks,
} from './trends.ts';
import {
  weighedByHours,
  weighedByOperators,
  weighedBySteps,
  weighedByTopics,
  weighedCriteria,
  weighedCriteriaByOperators,
  weighedCriteriaBySteps,
} from './weighted.ts';

export type CallScreens = ReturnType<typeof callScreens>;

/** The questions over an open reader. */
export function callScreens(reader: FactsReader) {
  const asked =
    <P extends z.ZodObject, R extends z.ZodType>(query: ScopedQuery<P, R>) =>
    (scope: CallScope, params: z.input<P>): Promise<z.output<R>[]> =>
      runScopedQuery(reader, query, scope, params);
  /** Counts that are kept by day: a long period is as quick as a short one. */
  const counted =
    <P extends z.ZodObject, Q extends z.ZodObject, R extends z.ZodType>(
      direct: ScopedQuery<P, R>,
      rolled: ScopedQuery<Q, R>,
    ) =>
    (scope: CallScope, params: z.input<P> & CallFilter): Promise<z.output<R>[]> =>
      rolledAnswer(reader, { direct, rolled }, scope, params);
  return {
    /** The list or queue of scored calls, page by page. */
    list: (scope: CallScope, filter: JudgedFilter, page: PageOptions) => callPage(reader, scope, filter, page),
    /** Ids of all judged calls by one figure, page by page. */
    ranked: (scope: CallScope, ranking: Ranking, page: RankedPageOptions) => rankedCalls(reader, scope, ranking, page),
    /** How many calls the filter has, counted up to 10,000. */
    count: (scope: CallScope, filter: JudgedFilter) => countCalls(reader, scope, filter),
    /** What an operator's own page tells of the scope's calls. */
    ownCalls: (scope: CallScope, period: OwnCallsPeriod) => ownCalls(reader, scope, period),
    scoresByStep: asked(scoresByStep),
    /** The same as it was at a moment of the past. */
    scoresByStepAsOf: asked(scoresByStepAsOf),
    scoresByOperator: asked(scoresByOperator),
    scoresByOperatorAndStep: asked(scoresByOperatorAndStep),
    scoresByHour: asked(scoresByHour),
    criteriaRates: counted(criteriaRates, rolledQueries.criteriaRates),
    criteriaRatesByStep: counted(criteriaRatesByStep, rolledQueries.criteriaRatesByStep),
    criteriaHeatMap: counted(criteriaHeatMap, rolledQueries.criteriaHeatMap),
    timesByStep: asked(timesByStep),
    timesByOperator: asked(timesByOperator),
    versionMarks: asked(versionMarks),
    /** Sums for estimates with intervals; with `sampled` over the audit sample, weighted. */
    weighed: {
      bySteps: asked(weighedBySteps),
      byOperators: asked(weighedByOperators),
      byHours: asked(weighedByHours),
      byTopics: asked(weighedByTopics),
      criteria: counted(weighedCriteria, rolledQueries.weighedCriteria),
      criteriaBySteps: counted(weighedCriteriaBySteps, rolledQueries.weighedCriteriaBySteps),
      criteriaByOperators: counted(weighedCriteriaByOperators, rolledQueries.weighedCriteriaByOperators),
    },
    findingsByRule: counted(findingsByRule, rolledQueries.findingsByRule),
    findingsByRuleAndStep: counted(findingsByRuleAndStep, rolledQueries.findingsByRuleAndStep),
    findingsByEntry: counted(findingsByEntry, rolledQueries.findingsByEntry),
    topPhrases: counted(topPhrases, rolledQueries.topPhrases),
    /** Calls of the filter with their findings, to be heard. */
    examples: (scope: CallScope, filter: CallFilter, page: PageOptions) => examplePage(reader, scope, filter, page),
    /** Calls in which words were said or were not, with the segments; words come from `searchWords`. */
    search: (scope: CallScope, filter: CallFilter, search: WordSearch, page: Omit<PageOptions, 'order'>) =>
      saidPage(reader, scope, filter, search, page),
  };
}
