/** An operator's page: how the calls went, what repeats, what to hear; of others only a mean of five and more. */

import type { z } from 'zod';
import { type CallScope, localDay, meanInterval, ruleNameSchema, wilson } from '#analyzer';
import type { ApiDeps } from '../../deps.ts';
import { foundExamples } from '../../desk/found-examples.ts';
import { hasSound } from '../../desk/reviewable-call.ts';
import { entriesNow, type Rate, ratesNow, stepStart, stepsOf, withChanges } from './count-decisions.ts';
import { type DecidedCall, type Moments, momentsOf, readDecided } from './decided-calls.ts';
import type { ownPageQuerySchema, ownPageSchema } from './own-page.schemas.ts';

type OwnPage = z.infer<typeof ownPageSchema>;
type OwnCall = OwnPage['calls'][number];

const usualDays = 83;
/** Criteria judged in fewer calls are no strength yet. */
const leastJudged = 5;
const mostStrengths = 5;
const mostRepeated = 8;
const mostMoments = 3;
const mostListed = 10;
/** Moments are looked for in so many of the newest calls. */
const mostLookedAt = 200;
/** A mean of fewer operators would show single people. */
const leastOperators = 5;

type Heard = ReadonlyMap<string, { hasRecording: boolean; places: Moments | undefined }>;

export type OwnPageDeps = Pick<ApiDeps, 'desk' | 'ledger' | 'facts' | 'teams' | 'timeZone'>;

export function ownPageService(deps: OwnPageDeps) {
  const { desk } = deps;
  const zone = deps.timeZone;

  return async (operatorId: string, query: z.output<typeof ownPageQuerySchema>): Promise<OwnPage> => {
    const scope: CallScope = { kind: 'operator', operatorId };
    const to = query.to ?? localDay(new Date(), zone);
    const from = query.from ?? daysBefore(to, usualDays);
    const period = { from, to, zone };
    const { screens } = desk;
    const [steps, [own], rates, entries, newest, decided, disputes, notes] = await Promise.all([
      screens.scoresByStep(scope, { ...period, step: query.step }),
      screens.scoresByOperator(scope, period),
      screens.criteriaRates(scope, period),
      screens.findingsByEntry(scope, { ...period, most: 100 }),
      screens.list(scope, period, { order: 'newest', limit: mostLookedAt }),
      readDecided(deps, operatorId, period),
      desk.disputes.list({ state: 'open', operators: [operatorId] }, mostLookedAt),
      desk.coaching.list([operatorId], mostLookedAt),
    ]);
    const calls = await withReviews(newest.items, decided);
    const byScore = calls
      .flatMap((call) => (call.score === null ? [] : [{ ...call, score: call.score }]))
      .sort((a, b) => a.score - b.score);
    // The best are looked for among the highest scores, of which the worst may have taken some where calls are few.
    const looked = new Set([...byScore.slice(0, mostMoments), ...byScore.slice(-2 * mostMoments)]);
    const heard = await listenIn([...looked].map(({ callId }) => callId));
    const worst = moments(byScore.slice(0, mostMoments), 'worst', heard);
    const shown = new Set(worst.map(({ callId }) => callId));
    const others = byScore.filter(({ callId }) => !shown.has(callId));
    const repeated = entriesNow(
      entries.map(({ certain_count: count, in_calls: calls, ...one }) => ({ ...one, count, calls })),
      decided.map(({ reviewed }) => reviewed),
    )
      .filter(({ calls, count }) => calls >= 2 && count > 0)
      .sort((a, b) => b.calls - a.calls || (a.entry < b.entry ? -1 : 1))
      .slice(0, mostRepeated);
    const overall = withChanges(
      { n: own?.n ?? 0, mean: own?.mean ?? null, deviation: own?.deviation ?? null },
      decided.map(({ change }) => change),
    );
    return {
      from,
      to,
      operatorId,
      operatorName: own?.operator_name || null,
      overall: meanInterval(overall.n, overall.mean, overall.deviation),
      steps: stepsOf(from, to, query.step).map((step) => {
        const machine = steps.find((one) => one.step === step) ?? { n: 0, mean: null, deviation: null };
        const here = decided.filter(({ at }) => stepStart(localDay(new Date(at), zone), query.step) === step);
        const { n, mean, deviation } = withChanges(
          machine,
          here.map(({ change }) => change),
        );
        return { from: step, ...meanInterval(n, mean, deviation) };
      }),
      decidedCalls: decided.length,
      strengths: strengthsOf(
        ratesNow(
          rates.map(({ criterion, passed_calls: passed, failed_calls: failed }) => ({ criterion, passed, failed })),
          decided.map(({ reviewed }) => reviewed),
        ),
      ),
      repeated: await withExamples(repeated, scope, period),
      best: moments(others.slice(-mostMoments).reverse(), 'best', heard),
      worst,
      calls: calls.slice(0, mostListed),
      team: await teamMean(operatorId, period),
      openDisputes: disputes.length,
      unacknowledged: notes.filter(({ acknowledgedAt }) => acknowledgedAt === null).length,
    };
  };

  /** The calls as they count now, with whether their review is finished and was read. */
  async function withReviews(
    items: Awaited<ReturnType<typeof desk.screens.list>>['items'],
    decided: readonly DecidedCall[],
  ): Promise<OwnCall[]> {
    const ids = items.map(({ id }) => id);
    const [events, acknowledged] = await Promise.all([
      desk.callEvents.ofCalls(ids),
      desk.acknowledgements.ofCalls(ids),
    ]);
    const submitted = new Set(events.filter(({ kind }) => kind === 'submitted').map(({ callId }) => callId));
    const read = new Set(acknowledged.map(({ analysisId }) => analysisId));
    const byId = new Map(decided.map((one) => [one.id, one]));
    return items.map(({ id, externalId, startedAt, duration, analysisId, score, findings, fatal }) => {
      const now = byId.get(id)?.reviewed;
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

  /** With the newest example that nobody dismissed; an entry without one is left out. */
  async function withExamples(
    entries: readonly { rule: string; entry: string; count: number; calls: number }[],
    scope: CallScope,
    period: { from: string; to: string; zone: string },
  ): Promise<OwnPage['repeated']> {
    const asked = entries.map(({ entry }) => entry);
    const examples = await foundExamples(deps, scope, period, asked);
    const reviews = await desk.reviews.ofCalls([...new Set(examples.map(({ callId }) => callId))]);
    const dismissed = new Set(
      [...reviews.values()].flat().flatMap(({ id, verdict }) => (verdict === 'dismissed' ? [id] : [])),
    );
    const newestOf = new Map(
      entries.flatMap(({ entry }) => {
        const newest = examples.find(({ finding }) => finding.entry === entry && !dismissed.has(finding.id));
        return newest ? [[entry, newest] as const] : [];
      }),
    );
    const audible = await withSound([...newestOf.values()].map(({ callId }) => callId));
    return entries.flatMap(({ rule, entry, count, calls }) => {
      const newest = newestOf.get(entry);
      if (newest === undefined) return [];
      const { id: findingId, start, end, text: example, replacement } = newest.finding;
      const { callId, callName } = newest;
      return {
        rule: ruleNameSchema.parse(rule),
        entry,
        example,
        replacement,
        count,
        calls,
        newest: { callId, callName, hasRecording: audible.has(callId), findingId, start, end },
      };
    });
  }

  /** Places in the calls to hear, and whether they can be heard. */
  async function listenIn(callIds: readonly string[]): Promise<Heard> {
    const calls = await deps.ledger.findMany(callIds);
    const places = await momentsOf(deps, calls);
    return new Map(calls.map((call) => [call.id, { hasRecording: hasSound(call), places: places.get(call.id) }]));
  }

  function moments(calls: readonly OwnCall[], kind: keyof Moments, heard: Heard): OwnPage['best'] {
    return calls.flatMap(({ callId, callName, startedAt, score }) => {
      const { hasRecording = false, places } = heard.get(callId) ?? {};
      const place = places?.[kind];
      return place ? [{ callId, callName, startedAt, score, hasRecording, ...place }] : [];
    });
  }

  /** Those of the calls whose sound is still there. */
  async function withSound(callIds: readonly string[]): Promise<Set<string>> {
    const calls = await deps.ledger.findMany([...new Set(callIds)]);
    return new Set(calls.filter(hasSound).map(({ id }) => id));
  }

  async function teamMean(operatorId: string, period: { from: string; to: string; zone: string }) {
    const team = (await deps.teams.list()).find(({ operatorIds }) => operatorIds.includes(operatorId));
    const scope: CallScope = team === undefined ? { kind: 'all' } : { kind: 'teams', operatorIds: team.operatorIds };
    const rows = await desk.screens.weighed.byOperators(scope, { ...period, people: true });
    const means = rows.flatMap(({ key, n, scores }) => (key === '' || n === 0 ? [] : [scores / n]));
    if (means.length < leastOperators) return null;
    const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
    return { mean: Math.round(mean * 10) / 10, operators: means.length };
  }
}

const share = (value: number) => Math.round(value * 1_000) / 1_000;
const daysBefore = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
