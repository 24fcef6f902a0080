/**
 * `npm run bench:store -- [CALLS] [--judged N] [--folder DIR] [--only seed,queries,rescore] [--asked NAME] [--rounds N]`: the
 * store on its own server. Makes a history of CALLS calls (5,000 unless told): N of them (6,000 at most unless told) are composed
 * and judged, the others are copies of them made inside the server. Prints the rate of insertion, bytes a call on disk, p50 and
 * p95 of the screens' queries (each asked 40 times unless `--rounds` says otherwise), the rate of a whole re-score, and the peak
 * memory of this process and of the engine. With a folder the stores stay there, and parts can be measured again on them without
 * `seed`; a part that writes changes them. `--asked`: a regular expression, only the queries whose name fits.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compileJudge, readJudgeSource } from '../../analyzer/scoring/judge-call.ts';
import { openTestHistory } from '../support/history.ts';
import type { StoreBench } from './store/bench.ts';
import { benchQueries } from './store/queries.ts';
import { benchRescore } from './store/rescore.ts';
import { benchSeed } from './store/seed.ts';
import { sayDisk, sayMemory } from './store/size.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    judged: { type: 'string' },
    folder: { type: 'string' },
    asked: { type: 'string' },
    rounds: { type: 'string' },
    only: { type: 'string', default: 'seed,queries,rescore' },
  },
});
const parts = values.only.split(',');
const asked = Number(positionals[0] ?? 5_000);
const judged = Math.min(asked, Number(values.judged ?? 6_000));
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'kam-store-'));
const history = await openTestHistory(folder);
const source = readJudgeSource();
const bench: StoreBench = {
  history,
  source,
  judge: await compileJudge(source),
  folder,
  // Whole copies only.
  calls: Math.round(asked / judged) * judged,
  judged,
  months: 6,
  today: '2026-06-01',
  asked: values.asked === undefined ? undefined : new RegExp(values.asked),
  rounds: Number(values.rounds ?? 40),
};

try {
  if (parts.includes('seed')) {
    await benchSeed(bench);
    await sayDisk(bench, 'after the first judgement');
  }
  if (parts.includes('queries')) await benchQueries(bench);
  if (parts.includes('rescore')) {
    await benchRescore(bench);
    await sayDisk(bench, 'after the re-score');
  }
  sayMemory();
} finally {
  await history.close();
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}
