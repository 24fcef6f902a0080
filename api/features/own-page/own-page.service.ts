/** An operator's page: how the calls went, what repeats, what to hear; of others only a mean of five and more. */

import type { z } from 'zod';
import { type CallScope, localDay, meanInterval, type OwnCalls, wilson } from '#analyzer';
import type { ApiDeps } from '../../deps.ts';
import { foundExamples } from '../../desk/found-examples.ts';
import { hasSound, type ReviewableCall } from '../../desk/reviewable-call.ts';
import { dayMs, dayOf, daysInOrder, timeOf } from '../../trends/local-days.ts';
import { type Rate, ratesNow, sampleNow, stepStart, stepsOf, sumOf } from './count-decisions.ts';
import { type DecidedCall, momentOf, openCalls, openDecided } from './opened-calls.ts';
import { ownCallsOf } from './own-calls.ts';
import type { ownPageQuerySchema, ownPageSchema } from './own-page.schemas.ts';
import { type RepeatedFault, repeatedFaults, shownFaults, stillHolds } from './repeated-faults.ts';
import { teamMeans } from './team-mean.ts';

type OwnPage = z.infer<typeof ownPageSchema>;
type OwnCall = OwnPage['calls'][number];

const usualDays = 83;
/** Criteria judged in fewer calls are no strength yet. */
const leastJudged = 5;
const mostStrengths = 5;
const mostMoments = 3;
const mostListed = 10;
/** Moments are looked for in so many of the newest calls. */
const mostLookedAt = 200;

export type OwnPageDeps = Pick<ApiDeps, 'desk' | 'ledger' | 'facts' | 'teams' | 'timeZone' | 'standOfOperator'>;

export function ownPageService(deps: OwnPageDeps) {
  const { desk } = deps;
  const zone = deps.timeZone;
  const teamMean = teamMeans(deps);
  const ownCalls = ownCallsOf(deps);

  return async (operatorId: string, query: z.output<typeof ownPageQuerySchema>): Promise<OwnPage> => {
    const scope: CallScope = { kind: 'operator', operatorId };
    const last = query.to ?? localDay(new Date(), zone);
    const { from, to } = daysInOrder(query.from ?? dayOf(timeOf(last) - usualDays * dayMs), last);
    const period = { from, to, zone };
    const [machine, decidedCalls, team, disputes, notes] = await Promise.all([
      ownCalls(operatorId, { ...period, step: query.step, most: mostLookedAt }),
      openDecided(deps, operatorId, period),
      teamMean(operatorId, period),
      desk.disputes.list({ state: 'open', operators: [operatorId] }, mostLookedAt),
      desk.coaching.list([operatorId], mostLookedAt),
    ]);
    const decided = new Map(decidedCalls.map((one) => [one.call.id, one]));
    const calls = await withReviews(machine.newest, decided);
    const byScore = calls
      .flatMap((call) => (call.score === null ? [] : [{ ...call, score: call.score }]))
      .sort((a, b) => a.score - b.score);
    // The best are looked for among the highest scores, of which the worst may have taken some where calls are few.
    const looked = new Set([...byScore.slice(0, mostMoments), ...byScore.slice(-2 * mostMoments)]);
    const faults = await withOlderExamples(
      repeatedFaults(machine.entries, machine.newest, decided),
      decided,
      scope,
      period,
    );
    const opened = await openBeside(decided, [
      ...[...looked].map(({ callId }) => callId),
      ...faults.flatMap(({ exampleIn }) => exampleIn ?? []),
    ]);
    const worst = moments(byScore.slice(0, mostMoments), 'worst', opened);
    const shown = new Set(worst.map(({ callId }) => callId));
    const others = byScore.filter(({ callId }) => !shown.has(callId));
    const changes = (some: readonly DecidedCall[]) => some.map(({ change }) => change);
    const stepNow = (step: string) => {
      const here = decidedCalls.filter(({ at }) => stepStart(localDay(new Date(at), zone), query.step) === step);
      const { n, mean, deviation } = sampleNow(machine.steps.get(step) ?? sumOf([]), changes(here));
      return { from: step, ...meanInterval(n, mean, deviation) };
    };
    const overall = sampleNow(sumOf(machine.steps.values()), changes(decidedCalls));
    return {
      from,
      to,
      operatorId,
      operatorName: machine.name || null,
      overall: meanInterval(overall.n, overall.mean, overall.deviation),
      steps: stepsOf(from, to, query.step).map(stepNow),
      decidedCalls: decidedCalls.length,
      strengths: strengthsOf(
        ratesNow(
          machine.criteria,
          decidedCalls.map(({ reviewed }) => reviewed),
        ),
      ),
      repeated: shownFaults(faults, opened),
      best: moments(others.slice(-mostMoments).reverse(), 'best', opened),
      worst,
      calls: calls.slice(0, mostListed),
      team,
      openDisputes: disputes.length,
      unacknowledged: notes.filter(({ acknowledgedAt }) => acknowledgedAt === null).length,
    };
  };

  /** The calls as they count now, with whether their review is finished and was read. */
  async function withReviews(
    newest: OwnCalls['newest'],
    decided: ReadonlyMap<string, DecidedCall>,
  ): Promise<OwnCall[]> {
    const listed = newest.slice(0, mostListed).map(({ id }) => id);
    const [events, acknowledged] = await Promise.all([
      desk.callEvents.ofCalls(listed),
      desk.acknowledgements.ofCalls(listed),
    ]);
    const submitted = new Set(events.filter(({ kind }) => kind === 'submitted').map(({ callId }) => callId));
    const read = new Set(acknowledged.map(({ analysisId }) => analysisId));
    return newest.map(({ id, externalId, startedAt, duration, analysisId, score, findings, fatal }) => {
      const now = decided.get(id)?.reviewed;
      return {
        callId: id,
        callName: externalId,
        startedAt,
        duration,
        score: now ? now.current.score : score,
        machineScore: score,
        findings: now ? now.findings.filter(({ counts }) => counts).length : findings,
        fatal: (now ? now.current.fatal : fatal).length > 0,
        reviewed: submitted.has(id),
        acknowledged: read.has(analysisId),
      };
    });
  }

  function strengthsOf(rates: readonly Rate[]): OwnPage['strengths'] {
    const titles = new Map(
      desk.scorecard.groups.flatMap(({ criteria }) => criteria.map(({ id, title }) => [id, title] as const)),
    );
    return rates
      .flatMap(({ criterion, passed, failed }) => {
        const judged = passed + failed;
        const low = wilson({ calls: judged, faulty: passed })?.low ?? 0;
        const rate = judged === 0 ? 0 : passed / judged;
        const title = titles.get(criterion) ?? criterion;
        return judged < leastJudged ? [] : [{ criterion, title, passed, judged, rate: share(rate), low: share(low) }];
      })
      .sort((a, b) => b.low - a.low)
      .slice(0, mostStrengths);
  }

  /** What none of the newest calls has is looked for in the older ones. */
  async function withOlderExamples(
    faults: readonly RepeatedFault[],
    decided: ReadonlyMap<string, DecidedCall>,
    scope: CallScope,
    period: { from: string; to: string; zone: string },
  ): Promise<RepeatedFault[]> {
    const missing = faults.flatMap(({ entry, exampleIn }) => (exampleIn === null ? [entry] : []));
    const older = await foundExamples(deps, scope, period, missing);
    const exampleOf = (entry: string) =>
      older.find(({ callId, finding }) => finding.entry === entry && stillHolds(decided.get(callId), entry));
    return faults.map((fault) => ({ ...fault, exampleIn: fault.exampleIn ?? exampleOf(fault.entry)?.callId ?? null }));
  }

  /** The decided calls, and the others that are asked for. */
  async function openBeside(
    decided: ReadonlyMap<string, DecidedCall>,
    ids: readonly string[],
  ): Promise<Map<string, ReviewableCall>> {
    const missing = [...new Set(ids)].filter((id) => !decided.has(id));
    const others = await openCalls(deps, missing);
    return new Map([...decided.values(), ...others].map((one) => [one.call.id, one]));
  }

  function moments(
    calls: readonly OwnCall[],
    kind: keyof typeof momentOf,
    opened: ReadonlyMap<string, ReviewableCall>,
  ): OwnPage['best'] {
    return calls.flatMap(({ callId, callName, startedAt, score }) => {
      const whole = opened.get(callId);
      const place = whole && momentOf[kind](whole.reviewed);
      return place ? [{ callId, callName, startedAt, score, hasRecording: hasSound(whole.call), ...place }] : [];
    });
  }
}

const share = (value: number) => Math.round(value * 1_000) / 1_000;
