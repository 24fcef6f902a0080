/** What rewrites stored calls: a re-score of all of them, and a deletion, on the cluster as on the single server. */
import { isDeepStrictEqual } from 'node:util';
import { deterministicUuid } from '../../../analyzer/platform/ids.ts';
import { rescoreCalls } from '../../../analyzer/rescore/rescore-calls.ts';
import type { JudgeSource } from '../../../analyzer/scoring/judge-call.ts';
import { callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { factsEraser } from '../../../analyzer/storage/facts/erase-facts.ts';
import { storedParts } from '../../../analyzer/storage/facts/stored-parts.ts';
import { byOtherEngine, type TestHistory } from '../../support/history.ts';
import { makeRun } from '../../support/make-run.ts';
import { withEntry, withWeights } from '../store/changed-source.ts';
import { check } from './report.ts';
import { rowsOf } from './schema.ts';
import type { Cluster } from './servers.ts';

/** Each is another way to write the new runs: judged again, weighed otherwise, only stamped. */
export async function checkRescore(source: JudgeSource, single: TestHistory, cluster: TestHistory): Promise<void> {
  const heavier = withWeights(source);
  const changed = withEntry(heavier, 'понимаю');
  for (const [what, next] of Object.entries({
    'other weights': heavier,
    'one more entry': changed,
    'another engine, same result': byOtherEngine(changed, 'bench'),
  })) {
    const [one, other] = [
      await rescoreCalls({ ...single, source: next }),
      await rescoreCalls({ ...cluster, source: next }),
    ];
    const told = `${other.calls.rescored} calls, ${other.calls.changed} changed`;
    check(`re-score after ${what}`, JSON.stringify(one.calls) === JSON.stringify(other.calls), told);
  }
}

const wordTables = ['segments_local', 'said_words_local', 'call_words_local', 'originals_local'];

export async function checkDeletion(single: TestHistory, cluster: TestHistory, { servers }: Cluster): Promise<void> {
  const calls = await rowsOf<{ call_id: string; day: string }>(
    single.client,
    'SELECT call_id, toString(day) AS day FROM calls FINAL ORDER BY cityHash64(call_id) LIMIT 8',
  );
  const erased = calls.map(({ call_id: callId, day }, i) => ({
    callId,
    day,
    newId: deterministicUuid('erased', String(i)),
    level: i % 2 === 0 ? ('everything' as const) : ('words' as const),
  }));
  for (const { client, address } of [single, cluster]) {
    await factsEraser(client, storedParts(client, address)).erase(erased);
  }
  const of = (level: string) => erased.filter((one) => one.level === level).map(({ callId }) => callId);
  for (const { root, name } of servers) {
    const held = await tablesHolding(root, of('everything'));
    const words = await tablesHolding(root, of('words'));
    const left = words.filter((table) => wordTables.includes(table));
    check(`${name}: no table holds the deleted`, held.length + left.length === 0, [...held, ...left].join(', '));
  }
}

/** What was deleted may come again, row for row: a replicated table must not take it for a repetition. */
export async function checkReturn(cluster: TestHistory): Promise<void> {
  const run = makeRun({ externalId: 'comes again' });
  const call = { id: run.callId, day: run.day };
  const facts = callFacts(cluster.client);
  await facts.write(run);
  const before = await facts.read(call);
  const erased = [
    { callId: run.callId, day: run.day, newId: deterministicUuid('erased', 'again'), level: 'everything' as const },
  ];
  await factsEraser(cluster.client, storedParts(cluster.client, cluster.address)).erase(erased);
  const gone = await facts.read(call);
  await facts.write(run);
  const after = await facts.read(call);
  check('a deleted call is gone', before !== null && gone === null);
  check('it can be written again, whole', isDeepStrictEqual(before, after));
}

/** Tables of this server alone that have a row of one of the calls, replaced rows too. */
async function tablesHolding(client: TestHistory['client'], ids: readonly string[]): Promise<string[]> {
  const tables = await rowsOf<{ table: string }>(
    client,
    `SELECT DISTINCT table FROM system.columns
     WHERE database = currentDatabase() AND name = 'call_id' AND endsWith(table, '_local')`,
  );
  const holding: string[] = [];
  for (const { table } of tables) {
    const query = `SELECT count() AS n FROM ${table} WHERE call_id IN {ids:Array(UUID)}`;
    const answer = await client.query({ query, query_params: { ids }, format: 'JSONEachRow' });
    const [row] = await answer.json<{ n: number }>();
    if (row?.n !== 0) holding.push(table);
  }
  return holding;
}
