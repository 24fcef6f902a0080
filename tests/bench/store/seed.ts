/** The history of the bench: how fast it is made and written, and what it holds. */
import { seedHistory } from '../../../analyzer/demo/seed/seed-history.ts';
import type { CallFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import type { LedgerBatches } from '../../../analyzer/storage/state/ledger-batches.ts';
import { rate, rowsOf, type StoreBench, say, secondsOf } from './bench.ts';

export async function benchSeed(bench: StoreBench): Promise<void> {
  const { history, judge, calls, months, today } = bench;
  const spent = { facts: 0, ledger: 0 };
  const facts: CallFacts = { ...history.facts, write: (...runs) => timed('facts', history.facts.write(...runs)) };
  const ledger: LedgerBatches = {
    ...history.ledger,
    receiveDone: (rows) => timed('ledger', history.ledger.receiveDone(rows)),
  };
  async function timed<T>(store: keyof typeof spent, work: Promise<T>): Promise<T> {
    const begun = performance.now();
    return work.finally(() => {
      spent[store] += (performance.now() - begun) / 1000;
    });
  }

  const seeding = await secondsOf(() => seedHistory({ facts, ledger }, judge, { calls, months, seed: 'bench', today }));
  for (const table of ['calls', 'segments', 'findings', 'criteria']) {
    await history.client.command({ query: `OPTIMIZE TABLE ${table} FINAL` });
  }
  const [counts] = await rowsOf<Record<string, number>>(
    bench,
    `SELECT toUInt32(count()) AS segments, toUInt32(sum(length(word_text))) AS words,
       toUInt32((SELECT count() FROM findings)) AS findings, toUInt32((SELECT count() FROM criteria)) AS criteria
     FROM segments`,
  );
  const { segments = 0, words = 0, findings = 0, criteria = 0 } = counts ?? {};
  const rows = calls + segments + findings + criteria;
  const ratio = (count: number) => (count / calls).toFixed(1);
  say('calls', `${calls} (${ratio(words)} words, ${ratio(segments)} segments, ${ratio(findings)} findings a call)`);
  say('seed: composed, judged and written', `${rate(calls, seeding)} calls/s, ${seeding.toFixed(1)} s`);
  say('insertion: facts', `${rate(calls, spent.facts)} calls/s, ${rate(rows, spent.facts)} rows/s`);
  say('insertion: ledger', `${rate(calls, spent.ledger)} calls/s`);
}
