/** The history of the bench: how fast it is made and written, and what it holds. */
import { callsByDay } from '../../../analyzer/demo/seed/calendar.ts';
import { seedOperators } from '../../../analyzer/demo/seed/operators.ts';
import { readSampleParts } from '../../../analyzer/demo/seed/sample-parts.ts';
import { seedHistory } from '../../../analyzer/demo/seed/seed-history.ts';
import { seedSlots } from '../../../analyzer/demo/seed/seed-slots.ts';
import { loadMorphology } from '../../../analyzer/language/morphology.ts';
import type { CallRun } from '../../../analyzer/storage/facts/call-facts.ts';
import { openFactsClient, wholeTableMs } from '../../../analyzer/storage/facts/client.ts';
import { costOf, rate, rowsOf, type StoreBench, say, sayCost, secondsOf } from './bench.ts';
import { copiedTables, copyHistory } from './copy-history.ts';

const seed = 'bench';

export async function benchSeed(bench: StoreBench): Promise<void> {
  const { history, source, calls, judged, months, today } = bench;
  const seeding = await costOf(() => seedHistory(history, source, { calls: judged, months, seed, today, long: true }));
  const copies = calls / judged - 1;
  const copying = await costOf(() => copyHistory(bench, copies));
  const merging = await costOf(() => mergeParts(bench));
  const [counts] = await rowsOf<Record<string, number>>(
    bench,
    `SELECT toUInt32(count()) AS segments, toUInt32(sum(length(word_text))) AS words,
       toUInt32((SELECT count() FROM findings)) AS findings, toUInt32((SELECT count() FROM criteria)) AS criteria
     FROM segments`,
  );
  const { segments = 0, words = 0, findings = 0, criteria = 0 } = counts ?? {};
  const ratio = (count: number) => (count / calls).toFixed(1);
  say('calls', `${calls} (${ratio(words)} words, ${ratio(segments)} segments, ${ratio(findings)} findings a call)`);
  say('in all', `${words} words, ${segments} segments, ${findings} findings, ${criteria} criteria`);
  say(
    'seed: composed, judged and written',
    `${judged} calls, ${rate(judged, seeding.seconds)} calls/s, ${sayCost(seeding)}`,
  );
  say(
    'copied inside the server',
    `each ${copies} times, ${rate(calls - judged, copying.seconds)} calls/s, ${sayCost(copying)}`,
  );
  say('parts merged', sayCost(merging));
  await sayInsertion(bench);
}

/** As the server leaves past months by itself sooner or later. */
async function mergeParts({ history }: StoreBench): Promise<void> {
  for (const table of [...copiedTables, 'originals', 'vocabulary']) {
    const query = `OPTIMIZE TABLE ${table} FINAL`;
    const client = openFactsClient(history.address, { requestTimeoutMs: wholeTableMs });
    await client.command({ query, clickhouse_settings: { max_execution_time: 0 } });
    await client.close();
  }
}

/** Writes some calls of the history once more: their rows are the same and replace each other. */
async function sayInsertion({ history, judge, today, months, judged }: StoreBench): Promise<void> {
  const material = { seed, long: true, operators: seedOperators(seed), parts: await readSampleParts() };
  const slots = callsByDay(today, months, judged)
    .flatMap(({ day, calls }) => Array.from({ length: calls }, (_, slot) => ({ day, slot })))
    .slice(-500);
  let runs: readonly CallRun[] = [];
  const collect = {
    write: async (...made: readonly CallRun[]) => {
      runs = made;
    },
  };
  const masking = { morphology: await loadMorphology(), privacyKeys: history.privacyKeys };
  await seedSlots({ facts: collect, ...masking }, judge, material, slots);
  const rows = runs.reduce(
    (sum, { analysis }) => sum + 2 + analysis.segments.length + analysis.findings.length + analysis.criteria.length,
    0,
  );
  const seconds = await secondsOf(() => history.facts.write(...runs));
  say('insertion', `${rate(runs.length, seconds)} calls/s, ${rate(rows, seconds)} rows/s`);
}
