/** The store's queries of the screens: p50 and p95 of each over the seeded history, for four weeks and for all of it. */
import { loadMorphology } from '../../../analyzer/language/morphology.ts';
import { searchWords } from '../../../analyzer/language/search-words.ts';
import { rollDays } from '../../../analyzer/storage/facts/day-rolls.ts';
import type { CallFilter } from '../../../analyzer/storage/facts/screens/period.ts';
import { callScreens } from '../../../analyzer/storage/facts/screens/screens.ts';
import { costOf, type StoreBench, say, sayCost, sayTimes } from './bench.ts';

const rounds = 200;
/** Heavier questions are asked less often: the figures of 40 rounds are as steady. */
const fewRounds = 40;
const dayMs = 86_400_000;

export async function benchQueries(bench: StoreBench): Promise<void> {
  const { history, today, months } = bench;
  // What has been written since is counted anew, as the product does in the background.
  say('days counted', sayCost(await costOf(() => rollDays(history.client, 'Europe/Moscow'))));
  const page = await history.calls.page({ scope: { kind: 'all' }, limit: 50 });
  await sayTimes('list page (50 calls)', rounds, async (i) => {
    const scope = { kind: 'all' } as const;
    const cursor = i % 2 === 0 ? undefined : (page.nextCursor ?? undefined);
    const { items } = await history.calls.page({ scope, limit: 50, cursor });
    await history.facts.scores(items);
  });
  const some = (await history.calls.page({ scope: { kind: 'all' }, limit: 200 })).items;
  await sayTimes('call page', rounds, async (i) => {
    const shown = await history.calls.find(some[i % some.length]?.id ?? '');
    if (shown) await history.facts.read(shown);
  });
  const operators = ['op-anna', 'op-vera', 'op-nina', 'op-olga', 'op-marina', 'op-elena'];
  await sayTimes('list page of a team', fewRounds, async () => {
    await history.calls.page({ scope: { kind: 'teams', operatorIds: operators }, limit: 50, state: 'done' });
  });
  await sayTimes('operators of the list', fewRounds, async () => void (await history.calls.operators({ kind: 'all' })));
  const dayBefore = (days: number) => new Date(Date.parse(today) - days * dayMs).toISOString().slice(0, 10);
  await decideSome(bench);
  await benchScreens(bench, '4 weeks', dayBefore(28));
  await benchScreens(bench, `${months} months`, dayBefore(months * 31));
}

/** One call in twenty was decided about. */
async function decideSome({ history }: StoreBench): Promise<void> {
  const same = 'score, quality, compliance, fatal, findings, unsure, passed, failed, not_sure';
  await history.client.command({
    query: `INSERT INTO call_outcomes (day, call_id, analysis_id, version, decisions, reviewed, found, ${same})
      SELECT day, call_id, analysis_id, 1, 1, true, arrayMap(sure -> if(sure, 1, 2), found_certain), ${same}
      FROM calls FINAL WHERE cityHash64(call_id) % 20 = 0 SETTINGS max_partitions_per_insert_block = 0`,
  });
}

async function benchScreens({ history, today }: StoreBench, span: string, from: string): Promise<void> {
  const screens = callScreens(history.client);
  const all = { kind: 'all' } as const;
  const filter: CallFilter = { from, to: today, zone: 'Europe/Moscow' };
  const stepped = { ...filter, step: 'week' as const };
  const page = { order: 'newest' as const, limit: 50 };
  const people = true;
  const ofRule = { ...filter, rules: ['diminutive'] };
  const [busiest] = (await screens.scoresByOperator(all, filter)).sort((a, b) => b.calls - a.calls);
  const operator = { kind: 'operator', operatorId: busiest?.operator_id ?? '' } as const;
  const second = (await screens.list(all, filter, page)).nextCursor ?? undefined;
  const morphology = await loadMorphology();
  const search = (text: string, mode: 'all' | 'phrase', notSaid = false) =>
    screens.search(all, filter, { words: searchWords(text, morphology), mode, channel: 'both', notSaid }, page);
  const questions: Record<string, () => Promise<unknown>> = {
    'queue, newest': () => screens.list(all, filter, page),
    'queue, second page': () => screens.list(all, filter, { ...page, cursor: second }),
    'queue, worst first': () => screens.list(all, filter, { ...page, order: 'worst' }),
    'all calls, worst first': () => screens.ranked(all, 'worst', { limit: 50 }),
    'all calls, longest first': () => screens.ranked(all, 'longest', { limit: 50 }),
    'calls of an operator, best first': () => screens.ranked(operator, 'best', { limit: 50 }),
    'queue of a rule': () => screens.list(all, ofRule, page),
    'queue, nothing fits': () => screens.list(all, { ...filter, entries: ['no/such'] }, page),
    'calls of an operator': () => screens.list(operator, filter, page),
    'calls counted': () => screens.count(all, filter),
    'examples of a rule': () => screens.examples(all, ofRule, { ...page, limit: 20 }),
    'operator’s score by week': () => screens.scoresByStep(operator, stepped),
    'scores by week': () => screens.scoresByStep(all, stepped),
    'scores by operator': () => screens.scoresByOperator(all, filter),
    'scores by operator and week': () => screens.scoresByOperatorAndStep(all, stepped),
    'scores by hour': () => screens.scoresByHour(all, filter),
    'criteria pass rates': () => screens.criteriaRates(all, filter),
    'criteria by week': () => screens.criteriaRatesByStep(all, stepped),
    'heat map operator × criterion': () => screens.criteriaHeatMap(all, filter),
    'findings by rule': () => screens.findingsByRule(all, filter),
    'findings by rule and week': () => screens.findingsByRuleAndStep(all, stepped),
    'findings by entry': () => screens.findingsByEntry(all, { ...filter, most: 100 }),
    'top phrases': () => screens.topPhrases(all, { ...filter, most: 50 }),
    'times of Table 5 by week': () => screens.timesByStep(all, stepped),
    'times by operator': () => screens.timesByOperator(all, filter),
    'who said a word': () => search('счетчик', 'all'),
    'who said a phrase': () => search('передать показания', 'phrase'),
    'who said a phrase that nobody said': () => search('показания передать', 'phrase'),
    'who said three words': () => search('счетчик показания договор', 'all'),
    'who said a rare and a frequent word': () => search('каракатица счетчик', 'all'),
    'who did not say a word': () => search('счетчик', 'all', true),
    'version marks': () => screens.versionMarks(all, filter),
    'estimates by week': () => screens.weighed.bySteps(all, stepped),
    'estimates by operator': () => screens.weighed.byOperators(all, filter),
    'estimates of criteria': () => screens.weighed.criteria(all, filter),
    'estimates of criteria by operator': () => screens.weighed.criteriaByOperators(all, filter),
    'people’s: queue, newest': () => screens.list(all, { ...filter, people }, page),
    'people’s: queue, worst first': () => screens.list(all, { ...filter, people }, { ...page, order: 'worst' }),
    'people’s: estimates by week': () => screens.weighed.bySteps(all, { ...stepped, people }),
    'people’s: estimates by operator': () => screens.weighed.byOperators(all, { ...filter, people }),
    'people’s: estimates of criteria': () => screens.weighed.criteria(all, { ...filter, people }),
    'people’s: estimates of criteria by operator': () =>
      screens.weighed.criteriaByOperators(all, { ...filter, people }),
    'people’s: findings by entry': () => screens.findingsByEntry(all, { ...filter, people, most: 100 }),
  };
  for (const [name, ask] of Object.entries(questions)) {
    await sayTimes(`${name} (${span})`, fewRounds, async () => void (await ask()));
  }
}
