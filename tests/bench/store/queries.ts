/** The store's queries of the screens: p50 and p95 of each over the seeded history, for four weeks and for all of it. */
import { rollDays } from '../../../analyzer/storage/facts/day-rolls.ts';
import { wordsByCall } from '../../../analyzer/storage/facts/words-by-call.ts';
import { costOf, type StoreBench, say, sayCost, sayTimes } from './bench.ts';
import { makeOtherFacts } from './other-facts.ts';
import { screenQuestions } from './screen-questions.ts';

const rounds = 200;
const dayMs = 86_400_000;

export async function benchQueries(bench: StoreBench): Promise<void> {
  const { history, today, months, asked, rounds: fewRounds } = bench;
  await makeOtherFacts(bench);
  // As the product does in the background over calls of an older version.
  const words = wordsByCall(history.client);
  const days = (await words.daysLeft()).length;
  const gather = async () => {
    for (const day of [...(await words.daysLeft())]) await words.fill(day);
  };
  if (days > 0) say(`words by call gathered, ${days} days`, sayCost(await costOf(gather)));
  // What has been written since is counted anew, as the product does in the background.
  say('days counted', sayCost(await costOf(() => rollDays(history.client, 'Europe/Moscow'))));
  // As the engine does two minutes later (migration 0063).
  await history.client.command({ query: 'OPTIMIZE TABLE day_calls FINAL' });
  if (asked === undefined) await benchLedgerPages(bench);
  const dayBefore = (days: number) => new Date(Date.parse(today) - days * dayMs).toISOString().slice(0, 10);
  const spans = [
    ['4 weeks', dayBefore(28)],
    [`${months} months`, dayBefore(months * 31)],
  ] as const;
  for (const [span, from] of spans) {
    const questions = await screenQuestions(history.client, { from, to: today, zone: 'Europe/Moscow' });
    for (const [name, ask] of Object.entries(questions)) {
      const title = `${name} (${span})`;
      if (asked?.test(title) !== false) await sayTimes(title, fewRounds, async () => void (await ask()));
    }
  }
}

async function benchLedgerPages({ history, rounds: fewRounds }: StoreBench): Promise<void> {
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
}
