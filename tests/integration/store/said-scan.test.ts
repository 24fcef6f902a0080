/** Search of words on a real store against a plain scan: random calls, random questions, every way of asking. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Segment } from '../../../analyzer/domain/call.ts';
import { type CallRun, callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { openFactsReader } from '../../../analyzer/storage/facts/client.ts';
import { runScopedQuery } from '../../../analyzer/storage/facts/query.ts';
import { formsOf } from '../../../analyzer/storage/facts/screens/said-choice.ts';
import type { SaidMode } from '../../../analyzer/storage/facts/screens/said-conditions.ts';
import {
  type CallsSaying,
  saidByFew,
  saidByRows,
  saidQueries,
} from '../../../analyzer/storage/facts/screens/said-queries.ts';
import { phrasePatterns, type WordSearch } from '../../../analyzer/storage/facts/screens/said-words.ts';
import { type CallScreens, callScreens } from '../../../analyzer/storage/facts/screens/screens.ts';
import { hasWordsByCall } from '../../../analyzer/storage/facts/words-by-call.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';
import { makeRun } from '../../support/make-run.ts';

const store = embeddedStore();
const all = { kind: 'all' } as const;
const quarter = { from: '2026-01-01', to: '2026-03-31', zone: 'Europe/Moscow' };
let screens: CallScreens;
let runs: CallRun[];

// The last two are frequent, the first ones rare; «ещё» and «Ещё-то» are two spellings of what is found as «еще».
const spoken = ['вентиль', 'поверка', 'ещё', 'Ещё-то', 'насос', 'ДОГОВОР', '[ФИО]', 'не', 'вода'];
const asked = ['вентиль', 'поверка', 'еще', 'то', 'насос', 'договор', 'фио', 'не', 'вода'];
const between = [' ', ', ', '… ', ' – '];

/** Frequent words more often: each place is weighed by its index. */
const weighed = <T>(values: readonly T[]) =>
  fc.oneof(...values.map((value, i) => ({ arbitrary: fc.constant(value), weight: 1 + i * i })));
const text = fc
  .array(fc.tuple(weighed(spoken), fc.constantFrom(...between)), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.flat().join(''));
const speaker = fc.constantFrom('operator', 'client', 'specialist', 'ivr' as const);
const segment = fc.record({ speaker, text });
const call = fc.record({
  day: fc.integer({ min: 0, max: 85 }),
  segments: fc.array(segment, { minLength: 1, maxLength: 5 }),
});

const question = fc.record({
  // Forms of a word are a few words that count as one.
  words: fc.array(fc.uniqueArray(fc.constantFrom(...asked), { minLength: 1, maxLength: 2 }), {
    minLength: 1,
    maxLength: 4,
  }),
  mode: fc.constantFrom('all', 'phrase' as const),
  distance: fc.constantFrom(0, 0, 1, 2),
  channel: fc.constantFrom('both', 'operator', 'client' as const),
  notSaid: fc.boolean(),
});

beforeAll(async () => {
  screens = callScreens(store.client);
  const calls = fc.sample(call, { numRuns: 120, seed: 7 });
  runs = calls.map(({ day, segments }, n) => {
    const said = segments.map((one, i): Segment => ({ ...one, start: i * 5, end: i * 5 + 4.5 }));
    const startedAt = new Date(Date.parse('2026-01-02T08:00:00Z') + day * 86_400_000 + n * 1000).toISOString();
    return makeRun({ startedAt, externalId: String(n), analysis: makeAnalysis('x', { segments: said }) });
  });
  await callFacts(store.client).write(...runs);
});

/** A mask is a place between words that no word stands at. */
const wordsOf = (segment: Segment): string[] =>
  segment.text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/\[[^\]]*\]/g, ' | ')
    .match(/[а-яa-z0-9]+|\|/g) ?? [];

function isSaid({ words, mode, distance = 0, channel }: WordSearch, segments: readonly Segment[]): boolean {
  const heard = segments
    .filter(({ speaker }) => speaker !== 'ivr' && (channel === 'both' || speaker === channel))
    .map(wordsOf);
  if (mode === 'all') return words.every((forms) => heard.some((said) => said.some((word) => forms.includes(word))));
  return heard.some((said) => said.some((_, at) => stands(words, said, at, distance)));
}

/** Whether the words stand from `at` on, each with `distance` other words before it at most. */
function stands(words: WordSearch['words'], said: readonly string[], at: number, distance: number): boolean {
  const [forms, ...rest] = words;
  if (!forms?.includes(said[at] ?? '')) return false;
  if (rest.length === 0) return true;
  for (let next = at + 1; next <= at + 1 + distance; next += 1) {
    if (said.slice(at + 1, next).includes('|')) return false;
    if (stands(rest, said, next, distance)) return true;
  }
  return false;
}

const expectedOf = (search: WordSearch) =>
  runs
    .filter(({ analysis }) => isSaid(search, analysis.segments) !== search.notSaid)
    .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
    .map(({ externalId }) => externalId);

describe('search of words against a plain scan', () => {
  it('finds the same calls in the same order, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(question, fc.constantFrom(3, 200), async (search, limit) => {
        const found: string[] = [];
        let cursor: string | undefined;
        // Three pages tell as much as all of them.
        for (let page = 0; page < 3; page += 1) {
          const { items, nextCursor } = await screens.search(all, quarter, search, { limit, cursor });
          found.push(...items.map(({ externalId }) => externalId));
          if (nextCursor === null) break;
          cursor = nextCursor;
        }
        expect(found).toEqual(expectedOf(search).slice(0, limit * 3));
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it.each<[string, (mode: SaidMode, rows: 'said' | 'unsaid') => readonly CallsSaying[]]>([
    ['the indexes', (mode) => saidQueries.index[mode]],
    ['reading the texts', (mode) => saidQueries.text[mode]],
    [
      'the rows of calls, and the few segments that come into question',
      (mode, rows) => (mode === 'all' ? saidByRows[rows].all : saidByFew[mode]),
    ],
  ])('finds the same by %s', async (_, queries) => {
    await fc.assert(
      fc.asyncProperty(question, async (search) => {
        const { words, distance, notSaid, channel } = search;
        const mode = search.mode === 'phrase' && distance > 0 ? 'near' : search.mode;
        const query = queries(mode, notSaid ? 'unsaid' : 'said')[words.length - 1] ?? expect.fail('no such query');
        const rows = await runScopedQuery(store.client, query, all, {
          ...quarter,
          after_at: '2290-01-01 00:00:00.000',
          after_id: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
          size: 200,
          since: '2025-12-31',
          until: '2026-04-01',
          speakers: channel === 'both' ? ['operator', 'client', 'specialist'] : [channel],
          ...('not_said' in query.params.shape ? { not_said: notSaid } : {}),
          ...formsOf(words),
          ...('phrase' in query.params.shape ? phrasePatterns(words, distance) : {}),
        });
        expect(rows.map(({ call }) => call.externalId)).toEqual(expectedOf(search));
      }),
      { numRuns: 80, seed: 12 },
    );
  });

  it('finds the same in parts that have no index yet', async () => {
    // As in a store that a new version has just been started on: the index is made in the background.
    for (const [table, index] of [
      ['segments', 'ix_words'],
      ['segments', 'ix_pairs'],
      ['said_words', 'ix_words'],
    ]) {
      await store.client.command({ query: `ALTER TABLE ${table} CLEAR INDEX ${index} SETTINGS mutations_sync = 2` });
    }
    await fc.assert(
      fc.asyncProperty(question, async (search) => {
        const { items } = await screens.search(all, quarter, search, { limit: 200 });
        expect(items.map(({ externalId }) => externalId)).toEqual(expectedOf(search));
      }),
      { numRuns: 40, seed: 13 },
    );
  });

  it('finds the same while calls of an older version have no rows of their words yet', async () => {
    await store.client.command({
      query: 'ALTER TABLE said_words DELETE WHERE cityHash64(call_id) % 2 = 0 SETTINGS mutations_sync = 2',
    });
    // What a reader has seen whole it takes for whole: a server that has just been started has not looked yet.
    const reader = openFactsReader(store.server.address);
    try {
      expect(await hasWordsByCall(reader)).toBe(false);
      const early = callScreens(reader);
      await fc.assert(
        fc.asyncProperty(question, async (search) => {
          const { items } = await early.search(all, quarter, search, { limit: 200 });
          expect(items.map(({ externalId }) => externalId)).toEqual(expectedOf(search));
        }),
        { numRuns: 40, seed: 14 },
      );
    } finally {
      await reader.close();
    }
  });
});
