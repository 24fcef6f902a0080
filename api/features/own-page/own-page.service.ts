/** An operator's own page: how the calls went, what repeats, what to hear; of others only a mean of five and more. */

import type { z } from 'zod';
import { type Account, type CallScope, localDay, meanInterval, ruleNameSchema, wilson } from '#analyzer';
import { KamertonError } from '#platform';
import type { ApiDeps } from '../../deps.ts';
import { foundExamples } from '../../desk/found-examples.ts';
import type { ownPageQuerySchema, ownPageSchema } from './own-page.schemas.ts';

type OwnPage = z.infer<typeof ownPageSchema>;
type Moment = OwnPage['best'][number];

const usualDays = 83;
/** Criteria judged in fewer calls are no strength yet. */
const leastJudged = 5;
const mostStrengths = 5;
const mostRepeated = 8;
const mostMoments = 3;
/** A mean of fewer operators would show single people. */
const leastOperators = 5;

export function ownPageService(deps: Pick<ApiDeps, 'desk' | 'ledger' | 'facts' | 'teams' | 'timeZone'>) {
  const { desk } = deps;

  return async (query: z.output<typeof ownPageQuerySchema>, account: Account): Promise<OwnPage> => {
    const { operatorId } = account;
    if (operatorId === null)
      throw new KamertonError('conflict', 'к этой учётной записи не привязан оператор; обратитесь к администратору');
    const scope: CallScope = { kind: 'operator', operatorId };
    const zone = deps.timeZone;
    const to = query.to ?? localDay(new Date(), zone);
    const from = query.from ?? daysBefore(to, usualDays);
    const period = { from, to, zone };
    const { screens } = desk;
    const [steps, [own], rates, entries, calls, disputes, notes] = await Promise.all([
      screens.scoresByStep(scope, { ...period, step: query.step }),
      screens.scoresByOperator(scope, period),
      screens.criteriaRates(scope, period),
      screens.findingsByEntry(scope, { ...period, most: 100 }),
      screens.list(scope, period, { order: 'newest', limit: 200 }),
      desk.disputes.list({ state: 'open', operators: [operatorId] }, 200),
      desk.coaching.list([operatorId], 200),
    ]);
    const scored = calls.items.filter(({ score }) => score !== null);
    scored.sort((a, b) => (a.score ?? 0) - (b.score ?? 0));
    const repeated = entries.filter((one) => one.in_calls >= 2 && one.certain_count > 0).slice(0, mostRepeated);
    const worst = await moments(scored.slice(0, mostMoments), 'worst');
    const shown = new Set(worst.map(({ callId }) => callId));
    const others = scored.filter(({ id }) => !shown.has(id));
    return {
      ...{ from, to },
      operatorName: own?.operator_name || null,
      overall: meanInterval(own?.n ?? 0, own?.mean ?? null, own?.deviation ?? null),
      steps: steps.map(({ step, n, mean, deviation }) => ({ from: step, ...meanInterval(n, mean, deviation) })),
      strengths: strengthsOf(rates),
      repeated: await withExamples(repeated, scope, period),
      best: await moments(others.slice(-mostMoments).reverse(), 'best'),
      worst,
      team: await teamMean(operatorId, period),
      openDisputes: disputes.length,
      unacknowledged: notes.filter(({ acknowledgedAt }) => acknowledgedAt === null).length,
    };
  };

  function strengthsOf(rates: readonly { criterion: string; passed_calls: number; failed_calls: number }[]) {
    const titles = new Map(
      desk.scorecard.groups.flatMap(({ criteria }) => criteria.map(({ id, title }) => [id, title] as const)),
    );
    return rates
      .flatMap(({ criterion, passed_calls: passed, failed_calls: failed }) => {
        const judged = passed + failed;
        const low = wilson({ calls: judged, faulty: passed })?.low ?? 0;
        const rate = judged === 0 ? 0 : passed / judged;
        const title = titles.get(criterion) ?? criterion;
        return judged < leastJudged ? [] : [{ criterion, title, passed, judged, rate: share(rate), low: share(low) }];
      })
      .sort((a, b) => b.low - a.low)
      .slice(0, mostStrengths);
  }

  async function withExamples(
    entries: readonly { rule: string; entry: string; certain_count: number; in_calls: number }[],
    scope: CallScope,
    period: { from: string; to: string; zone: string },
  ): Promise<OwnPage['repeated']> {
    const asked = entries.map(({ entry }) => entry);
    const examples = await foundExamples(deps, scope, period, asked);
    return entries.flatMap(({ rule, entry, certain_count: count, in_calls: calls }) => {
      const newest = examples.find(({ finding }) => finding.entry === entry);
      if (newest === undefined) return [];
      const { id: findingId, start, text: example, replacement } = newest.finding;
      return {
        rule: ruleNameSchema.parse(rule),
        ...{ entry, example, replacement, count, calls },
        newest: { callId: newest.callId, findingId, start },
      };
    });
  }

  /** Where to listen in: the first certain finding of a poor call, the first proof of something done well in a good one. */
  async function moments(
    calls: readonly { id: string; day: string; externalId: string; startedAt: string; score: number | null }[],
    kind: 'best' | 'worst',
  ): Promise<Moment[]> {
    const found: Moment[] = [];
    for (const { id, day, externalId, startedAt, score } of calls) {
      const stored = await deps.facts.read({ id, day });
      const call = { callId: id, callName: externalId, startedAt, score };
      const fault = stored?.findings.find(({ certain }) => certain);
      const done = stored?.criteria.find(({ outcome, evidence }) => outcome === 'passed' && evidence.length > 0);
      const proof = done?.evidence[0];
      if (kind === 'worst' && fault) found.push({ ...call, start: fault.start, text: fault.text, about: fault.rule });
      if (kind === 'best' && proof && done)
        found.push({ ...call, start: proof.start, text: proof.text, about: done.title });
    }
    return found;
  }

  async function teamMean(operatorId: string, period: { from: string; to: string; zone: string }) {
    const team = (await deps.teams.list()).find(({ operatorIds }) => operatorIds.includes(operatorId));
    const scope: CallScope = team === undefined ? { kind: 'all' } : { kind: 'teams', operatorIds: team.operatorIds };
    const rows = await desk.screens.scoresByOperator(scope, period);
    const means = rows.flatMap(({ operator_id, mean }) => (operator_id === '' || mean === null ? [] : [mean]));
    if (means.length < leastOperators) return null;
    const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
    return { mean: Math.round(mean * 10) / 10, operators: means.length };
  }
}

const share = (value: number) => Math.round(value * 1_000) / 1_000;
const daysBefore = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
