/** The store's queries of the screens: p50 and p95 of each over the seeded history. */
import { type StoreBench, sayTimes } from './bench.ts';

const rounds = 200;

export async function benchQueries({ history }: StoreBench): Promise<void> {
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
}
