/**
 * `npm run bench:store [CALLS]`: the store on its own server in a temporary folder. Seeds CALLS calls (5,000 unless told) and
 * prints the rate of insertion, bytes a call on disk, p50 and p95 of the screens' queries, the rate of a whole re-score,
 * and the peak memory of this process and of the engine.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileJudge, readJudgeSource } from '../../analyzer/scoring/judge-call.ts';
import { openTestHistory } from '../support/history.ts';
import type { StoreBench } from './store/bench.ts';
import { benchQueries } from './store/queries.ts';
import { benchRescore } from './store/rescore.ts';
import { benchSeed } from './store/seed.ts';
import { sayDisk, sayMemory } from './store/size.ts';

const folder = mkdtempSync(join(tmpdir(), 'kam-store-'));
const history = await openTestHistory(folder);
const source = readJudgeSource();
const bench: StoreBench = {
  history,
  source,
  judge: await compileJudge(source),
  folder,
  calls: Number(process.argv[2] ?? 5_000),
  months: 6,
  today: '2026-06-01',
};

try {
  await benchSeed(bench);
  await sayDisk(bench, 'after the first judgement');
  await benchQueries(bench);
  await benchRescore(bench);
  await sayDisk(bench, 'after the re-score');
  sayMemory();
} finally {
  await history.close();
  rmSync(folder, { recursive: true, force: true });
}
