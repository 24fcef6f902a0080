/** The queue follows the ledger: what it has taken in is not taken in again, and nothing that comes later is missed. */
import { expect, test } from 'vitest';
import { followLedger } from '../../../analyzer/desk/follow-ledger.ts';
import type { JudgedCallRow } from '../../../analyzer/storage/facts/judged-calls.ts';
import type { ChangedCall, FeedPlace, ReviewFeed } from '../../../analyzer/storage/state/review-feed.ts';

const start = Date.parse('2026-09-01T10:00:00.000Z');
const at = (seconds: number) => new Date(start + seconds * 1_000).toISOString();

/** A ledger and a store of judgements that count what they are asked. */
function opened() {
  let now = start;
  let place: FeedPlace = { at: '', id: '' };
  let calls: ChangedCall[] = [];
  const runs = new Map<string, number>();
  let version: string | null = null;
  const counts = { judged: 0, settled: [] as string[][] };
  const looks = { count: 0 };
  const feed: ReviewFeed = {
    place: async () => place,
    keepPlace: async (next) => {
      place = next;
    },
    changedAfter: async (after) => {
      looks.count += 1;
      return calls.filter(({ changedAt, id }) => changedAt > after.at || (changedAt === after.at && id > after.id));
    },
    settle: async (items) => {
      counts.settled.push(items.map(({ callId }) => callId));
      return [];
    },
  };
  const judged = async (asked: readonly ChangedCall[]) => {
    counts.judged += 1;
    return asked.map(({ id }): JudgedCallRow => {
      const fatal = ['fatal'];
      return { id, run: runs.get(id) ?? 1, score: 0, fatal, failed: fatal, notSure: [], rules: [], certain: [] };
    });
  };
  return {
    counts,
    follower: followLedger(
      feed,
      judged,
      () => version,
      () => new Date(now),
    ),
    looks,
    versionIs: (next: string) => {
      version = next;
    },
    place: () => place,
    pass: (seconds: number) => {
      now += seconds * 1_000;
    },
    judge: (id: string, run: number) => void runs.set(id, run),
    change: (id: string, run: number, seconds: number) => {
      const call = { id, day: '2026-09-01', operatorId: null, receivedAt: at(0), run, changedAt: at(seconds) };
      calls = [...calls.filter((one) => one.id !== id), call];
    },
  };
}

test('what was taken in is not judged and written again while it is still near', async () => {
  const { follower, change, counts } = opened();
  change('a', 1, 0);
  for (let n = 0; n < 5; n += 1) await follower.catchUp();
  expect(counts).toEqual({ judged: 1, settled: [['a']] });
});

test('a call that comes later, or is judged again, is taken in at the next look', async () => {
  const { follower, change, judge, counts } = opened();
  change('a', 1, 0);
  await follower.catchUp();
  change('b', 1, 1);
  await follower.catchUp();
  judge('a', 2);
  change('a', 2, 2);
  await follower.catchUp();
  expect(counts.settled).toEqual([['a'], ['a', 'b'], ['b', 'a']]);
});

test('a call whose new run is not in the store yet is looked at until it is', async () => {
  const { follower, change, judge, counts } = opened();
  change('a', 2, 0);
  await follower.catchUp();
  await follower.catchUp();
  judge('a', 2);
  await follower.catchUp();
  await follower.catchUp();
  expect(counts.judged).toBe(3);
});

test('the place moves on once the calls are safely past, without taking them in again', async () => {
  const { follower, change, pass, place, counts } = opened();
  change('a', 1, 0);
  await follower.catchUp();
  expect(place()).toEqual({ at: at(-30), id: '' });
  pass(31);
  await follower.catchUp();
  expect(place()).toEqual({ at: at(0), id: 'a' });
  expect(counts.judged).toBe(1);
});

test('a ledger that has not changed since everything of it was taken in is not looked at', async () => {
  const { follower, change, judge, counts, looks, versionIs } = opened();
  versionIs('1');
  change('a', 2, 0);
  // The store still has the judgement of the run before.
  await follower.catchUp();
  await follower.catchUp();
  expect(looks.count).toBe(2);
  judge('a', 2);
  await follower.catchUp();
  expect(looks.count).toBe(3);
  await follower.catchUp();
  expect(looks.count).toBe(3);
  change('b', 1, 1);
  versionIs('2');
  await follower.catchUp();
  expect(looks.count).toBe(4);
  expect(counts.settled.at(-1)).toContain('b');
});
