/** What trends stand on, kept up by itself: topics of new calls, audit samples of weeks that are over, reports that are due. */
import { type CallScope, weekOf } from '#analyzer';
import { errorLine } from '#platform';
import type { ApiDeps } from '../deps.ts';
import { readDeskSettings } from '../desk/settings.ts';
import { dayMs, dayOf, timeOf } from './local-days.ts';
import { reportSender } from './report-sender.ts';
import { periodDays } from './trend-query.ts';

type KeepDeps = Parameters<typeof reportSender>[0] & Pick<ApiDeps, 'desk' | 'screens' | 'topics' | 'logger'>;

const everyMs = 60_000;
/** Samples are looked at more seldom: a week ends once a week. */
const samplesEvery = 5;
/** Weeks back that get a sample late. */
const weeksBack = 54;
const everybody: CallScope = { kind: 'all' };

/** Draws the samples of weeks that are over and have calls of somebody without one; returns the weeks drawn. */
export async function drawFinishedWeeks(deps: KeepDeps, today: string): Promise<string[]> {
  const { samplePerOperator: perOperator } = await readDeskSettings(deps);
  const end = dayOf(timeOf(weekOf(today).from) - dayMs);
  const begin = dayOf(timeOf(end) - weeksBack * 7 * dayMs);
  const { from, to } = periodDays({ from: begin, to: end }, today);
  const period = { from, to, zone: deps.timeZone, step: 'week' as const };
  const [all, drawn] = await Promise.all([
    deps.screens.scoresByOperatorAndStep(everybody, period),
    deps.screens.scoresByOperatorAndStep(everybody, { ...period, sampled: true }),
  ]);
  const known = new Set(drawn.map(({ step, operator_id: id }) => `${step} ${id}`));
  const open = all.filter(({ step, operator_id: id }) => id !== '' && !known.has(`${step} ${id}`));
  const weeks = [...new Set(open.map(({ step }) => step))].sort();
  for (const monday of weeks)
    await deps.desk.sample(weekOf(monday), { perOperator, timeZone: deps.timeZone, drawnBy: 'kamerton' });
  return weeks;
}

/** Begins at once; `stop` waits for what is running. Another process doing the same changes nothing. */
export function keepTrendsUp(deps: KeepDeps): { stop(): Promise<void> } {
  const sender = reportSender(deps);
  let round = 0;
  let stopped = false;
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    if (stopped) return;
    try {
      await work();
    } catch (error) {
      deps.logger.warn({ reason: errorLine(error) }, what);
    }
  };
  const turn = async () => {
    await attempt('topics not told', () => deps.topics.catchUp());
    if (round % samplesEvery === 0) await attempt('samples not drawn', () => drawFinishedWeeks(deps, sender.today()));
    await attempt('reports not sent', () => sender.tick());
    round += 1;
  };
  let running = turn();
  const timer = setInterval(() => {
    running = running.then(turn);
  }, everyMs);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
