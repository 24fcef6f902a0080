/**
 * `npm run bench:cluster [CALLS]`: the facts store on a cluster of two shards with two replicas each (four servers and a ZooKeeper on
 * this machine), beside a single server with the same calls (40 unless told, and as many again by the end). Checks the schema, the answers of every
 * screen, writing while replicas die and come back, a re-score and a deletion; prints each fact and ends with 1 when one does not
 * hold.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedHistory } from '../../analyzer/demo/seed/seed-history.ts';
import { readJudgeSource } from '../../analyzer/scoring/judge-call.ts';
import { rollDays } from '../../analyzer/storage/facts/day-rolls.ts';
import { openTestHistory, openTestHistoryAt, type TestHistory } from '../support/history.ts';
import { checkAnswers, tellLack } from './cluster/answers.ts';
import { checkReplicas, whenCaughtUp, whileDying, whileReplicasLag } from './cluster/outages.ts';
import { check, wrongChecks } from './cluster/report.ts';
import { checkDeletion, checkRescore, checkReturn } from './cluster/rewriting.ts';
import { checkSchema } from './cluster/schema.ts';
import { type Server, startCluster } from './cluster/servers.ts';
import { otherFacts } from './store/other-facts.ts';

const calls = Number(process.argv[2] ?? 40);
const folder = mkdtempSync(join(tmpdir(), 'kam-cluster-'));
const servers = await startCluster(folder);
try {
  await checkSchema(servers);
  const { servers: each } = servers;
  const [one, two, three, four] = each as [Server, Server, Server, Server];
  const single = await openTestHistory(join(folder, 'single'));
  // Over a server that is the second choice of its shard.
  const cluster = await openTestHistoryAt(four.address, join(folder, 'cluster'));
  const source = readJudgeSource();
  const seed = { months: 2, seed: 'bench', today: '2026-06-01', long: true };
  const write = (history: TestHistory, upTo: number) => seedHistory(history, source, { ...seed, calls: upTo });
  const count = async () => {
    for (const { client } of [single, cluster]) await rollDays(client, 'Europe/Moscow');
  };
  const pages = (...some: Server[]) => Object.fromEntries(some.map((server) => [server.name, server.pages]));

  for (const history of [single, cluster]) {
    check('calls judged and written', (await write(history, calls)) === calls, String(calls));
    for (const query of Object.values(otherFacts)) await history.client.command({ query });
  }
  await checkAnswers('as written', single.client, pages(one));
  await count();
  await checkAnswers('days counted', single.client, pages(one));

  let written = Math.round(calls * 1.2);
  await write(single, written);
  await whileReplicasLag(servers, async () => {
    await write(cluster, written);
    await checkAnswers('second replicas lag', single.client, pages(one, two, four));
    await count();
  });
  await checkReplicas(servers);
  for (const dying of [one, two, three]) {
    written += Math.round(calls / 5);
    await write(single, written);
    await whileDying(dying, () => write(cluster, written));
    await tellLack(`${dying.name} is dead`, single.client, pages(four));
    await dying.start();
    await whenCaughtUp(servers);
  }
  await checkReplicas(servers);
  await checkAnswers('all are back', single.client, pages(one, two));

  await checkRescore(source, single, cluster);
  await checkAnswers('re-scored', single.client, pages(two));
  await checkDeletion(single, cluster, servers);
  await count();
  await checkReplicas(servers);
  await checkAnswers('deleted and counted anew', single.client, pages(one, two, three, four));
  await checkReturn(cluster);
  await single.close();
  await cluster.close();
} finally {
  await servers.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = wrongChecks() === 0 ? 0 : 1;
