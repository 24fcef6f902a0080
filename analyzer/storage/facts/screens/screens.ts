/** Every question of the screens about scored calls, each with the reader's scope as its first argument. */
import type { z } from 'zod';
import type { CallScope } from '../../../domain/call-scope.ts';
import type { FactsReader } from '../client.ts';
import { runScopedQuery, type ScopedQuery } from '../query.ts';
import { scoresByStepAsOf } from './as-of.ts';
import { answerByDays, dayReader } from './by-days.ts';
import { callPage, countCalls, type PageOptions } from './call-list.ts';
import { examplePage, findingsByEntry, findingsByRule, topPhrases } from './findings.ts';
import type { ByDays } from './held-days.ts';
import type { Judge } from './judge.ts';
import { chosenOf, type JudgedFilter, type JudgedQuestion, judgeOf, withoutJudge } from './judged-calls.ts';
import { type OwnCallsPeriod, ownCalls } from './own-calls.ts';
import type { CallFilter } from './period.ts';
import { type RankedPageOptions, type Ranking, rankedCalls } from './ranked-calls.ts';
import { rolledCounts } from './rolled-counts.ts';
import { rolledScores } from './rolled-scores.ts';
import { saidPage, type WordSearch } from './said-words.ts';
import {
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
  const days = dayReader(reader);
  type Ask<P extends z.ZodObject, R extends z.ZodType> = (
    scope: CallScope,
    params: z.input<P> & JudgedFilter,
  ) => Promise<z.output<R>[]>;
  const asked =
    <P extends z.ZodObject, R extends z.ZodType>(query: ScopedQuery<P, R>) =>
    (scope: CallScope, params: z.input<P>): Promise<z.output<R>[]> =>
      runScopedQuery(reader, query, scope, params);
  /** Counts that are kept by day: a long period is as quick as a short one. */
  const counted =
    <P extends z.ZodObject, Q extends z.ZodObject, R extends z.ZodType>(
      questions: JudgedQuestion<ScopedQuery<P, R>>,
      counts: Record<Judge, ByDays<ScopedQuery<Q, R>>>,
    ): Ask<P, R> =>
    (scope, params) => {
      const judge = judgeOf(params);
      const { rows: direct, ...copies } = chosenOf(questions, params);
      const question = { judge, direct, copies, counts: counts[judge] };
      return answerByDays(days, question, scope, withoutJudge(params) as z.input<P> & CallFilter);
    };
  /** The machine's word alone. */
  const countedPlain =
    <P extends z.ZodObject, Q extends z.ZodObject, R extends z.ZodType>(
      direct: ScopedQuery<P, R>,
      counts: ByDays<ScopedQuery<Q, R>>,
    ) =>
    (scope: CallScope, params: z.input<P> & CallFilter): Promise<z.output<R>[]> =>
      answerByDays(days, { judge: 'machine', direct, counts }, scope, params);
  return {
    /** The list or queue of scored calls, page by page. */
    list: (scope: CallScope, filter: JudgedFilter, page: PageOptions) => callPage(days, scope, filter, page),
    /** Ids of all judged calls by one figure, page by page. */
    ranked: (scope: CallScope, ranking: Ranking, page: RankedPageOptions) => rankedCalls(reader, scope, ranking, page),
    /** How many calls the filter has, counted up to 10,000. */
    count: (scope: CallScope, filter: JudgedFilter) => countCalls(days, scope, filter),
    /** What an operator's own page tells of the scope's calls. */
    ownCalls: (scope: CallScope, period: OwnCallsPeriod) => ownCalls(reader, scope, period),
    scoresByStep: asked(scoresByStep),
    /** The same as it was at a moment of the past. */
    scoresByStepAsOf: asked(scoresByStepAsOf),
    scoresByOperator: countedPlain(scoresByOperator, rolledScores.scoresByOperator),
    scoresByOperatorAndStep: asked(scoresByOperatorAndStep),
    timesByStep: asked(timesByStep),
    timesByOperator: asked(timesByOperator),
    versionMarks: asked(versionMarks),
    /** Sums for estimates with intervals; with `sampled` over the audit sample, weighted. */
    weighed: {
      bySteps: counted(weighedBySteps, rolledScores.weighedBySteps),
      byOperators: counted(weighedByOperators, rolledScores.weighedByOperators),
      byHours: counted(weighedByHours, rolledScores.weighedByHours),
      byTopics: counted(weighedByTopics, rolledScores.weighedByTopics),
      criteria: counted(weighedCriteria, rolledCounts.weighedCriteria),
      criteriaBySteps: counted(weighedCriteriaBySteps, rolledCounts.weighedCriteriaBySteps),
      criteriaByOperators: counted(weighedCriteriaByOperators, rolledCounts.weighedCriteriaByOperators),
    },
    findingsByRule: counted(findingsByRule, rolledCounts.findingsByRule),
    findingsByEntry: counted(findingsByEntry, rolledCounts.findingsByEntry),
    topPhrases: counted(topPhrases, rolledCounts.topPhrases),
    /** Calls of the filter with their findings, to be heard. */
    examples: (scope: CallScope, filter: CallFilter, page: PageOptions) => examplePage(days, scope, filter, page),
    /** Calls in which words were said or were not, with the segments; words come from `searchWords`. */
    search: (scope: CallScope, filter: CallFilter, search: WordSearch, page: Omit<PageOptions, 'order'>) =>
      saidPage(reader, scope, filter, search, page),
  };
}
