/** The rows of words by call on a real store: made of the segments they are what is written beside them, and they never come late. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Segment, speakers } from '../../../analyzer/domain/call.ts';
import { type CallRun, callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { openFactsReader } from '../../../analyzer/storage/facts/client.ts';
import { hasWordsByCall, wordsByCall } from '../../../analyzer/storage/facts/words-by-call.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';
import { makeRun } from '../../support/make-run.ts';

const store = embeddedStore();

const runOf = (day: number, segments: Pick<Segment, 'speaker' | 'text'>[]): CallRun => {
  const said = segments.map((one, i): Segment => ({ ...one, start: i * 5, end: i * 5 + 4.5 }));
  return makeRun({
    startedAt: `2026-03-${String(day).padStart(2, '0')}T08:00:00.000Z`,
    analysis: makeAnalysis('x', { segments: said }),
  });
};
const write = (...runs: CallRun[]) => callFacts(store.client).write(...runs);

async function rows(): Promise<Map<string, { analysis: string; words: string[] }>> {
  const answer = await store.client.query({
    query: 'SELECT toString(call_id) AS id, toString(analysis_id) AS analysis, words FROM said_words FINAL',
    format: 'JSONEachRow',
  });
  const found = await answer.json<{ id: string; analysis: string; words: string[] }>();
  return new Map(found.map(({ id, ...row }) => [id, row]));
}

const forget = () => store.client.command({ query: 'TRUNCATE TABLE said_words' });

/** As the product does it second by second; returns the days in their order. */
async function fillAll(): Promise<string[]> {
  const words = wordsByCall(store.client);
  const filled: string[] = [];
  for (;;) {
    const [day] = await words.daysLeft();
    if (day === undefined) return filled;
    await words.fill(day);
    filled.push(day);
  }
}

async function isWhole(): Promise<boolean> {
  const reader = openFactsReader(store.server.address);
  try {
    return await hasWordsByCall(reader);
  } finally {
    await reader.close();
  }
}

// Letters whose small ones lie in other alphabets (the sign of Kelvin, «İ»), masks that are cut, «ё» put together of two signs.
const pieces = [
  'Ещё-то',
  'ЁЛКА',
  '[ФИО]',
  '[',
  ']',
  'K',
  'İ',
  'ẞ',
  'ё',
  'Й',
  'й',
  'ſ',
  '№5',
  'a1б2',
  '\n',
  ' ',
  '…',
  "'",
  '\\',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 12 })
  .map((parts) => parts.join(''));

it('makes of any text the words that are written beside it, newest days first', async () => {
  const calls = fc.array(fc.record({ speaker: fc.constantFrom(...speakers), text }), { maxLength: 6 });
  await write(...fc.sample(calls, { numRuns: 300, seed: 5 }).map((segments, n) => runOf(1 + (n % 20), segments)));
  const written = await rows();
  expect([...written.values()].flatMap(({ words }) => words)).toContain('cелка');
  await forget();
  expect(await isWhole()).toBe(false);
  const days = await fillAll();
  expect(days).toEqual(days.toSorted().reverse());
  expect(days).toHaveLength(20);
  expect(await rows()).toEqual(written);
  expect(await isWhole()).toBe(true);
});

it('fills what is missing only, and what is written stays whenever it was filled', async () => {
  const [kept, lost] = [
    runOf(25, [{ speaker: 'client', text: 'Мне нужен счётчик' }]),
    runOf(25, [{ speaker: 'operator', text: 'Добрый день, день' }]),
  ];
  await write(kept);
  const before = await rows();
  await write(lost);
  await store.client.command({
    query: 'ALTER TABLE said_words DELETE WHERE call_id = {id:UUID} SETTINGS mutations_sync = 2',
    query_params: { id: lost.callId },
  });
  expect(await fillAll()).toEqual(['2026-03-25']);
  expect((await rows()).get(lost.callId)?.words).toEqual(['oдень', 'oдобрый']);
  expect((await rows()).get(kept.callId)).toEqual(before.get(kept.callId));
  // Filled from words that were masked in the meantime.
  const values = [
    { day: kept.day, call_id: kept.callId, analysis_id: kept.analysisId, words: ['cиванов'], version: 0 },
  ];
  await store.client.insert({ table: 'said_words', values, format: 'JSONEachRow' });
  expect((await rows()).get(kept.callId)).toEqual(before.get(kept.callId));
});
