/** A watched folder of 2,000 files, some still being written and some broken: `node --import tsx tests/bench/ingest.ts [files]`. */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readySource } from '../../analyzer/ingest/describe-recording.ts';
import { openPlace } from '../../analyzer/ingest/open-place.ts';
import { sourceSchema } from '../../analyzer/ingest/source.ts';
import { type Round, watchPlace } from '../../analyzer/ingest/watch-place.ts';
import { noiseWav } from '../support/recording-files.ts';
import { openTestApp } from '../support/test-app.ts';

const files = Number(process.argv[2] ?? 2_000);
const root = mkdtempSync(join(tmpdir(), 'kam-ingest-'));
const folder = join(root, 'records');
const [broken, growing] = [(i: number) => i % 20 === 3, (i: number) => i % 20 === 7];
const pathOf = (i: number) => join(folder, `day-${i % 30}`, `call-${i}.wav`);

for (let day = 0; day < 30; day += 1) mkdirSync(join(folder, `day-${day}`), { recursive: true });
for (let i = 0; i < files; i += 1) {
  const whole = noiseWav(1.1, i + 1);
  writeFileSync(pathOf(i), broken(i) ? whole.subarray(0, 30) : growing(i) ? whole.subarray(0, 9_000) : whole);
}
const given = await openTestApp(join(root, 'data'));
try {
  const { recordings, intake, ingest, surroundings, ledger } = given.analyzer;
  let now = 0;
  const ready = readySource(sourceSchema.parse({ name: 'bench', folder }), 'Europe/Moscow');
  const place = await openPlace(ready, {
    tempFolder: join(root, 'tmp'),
    maxBytes: 1e9,
    secrets: { s3AccessKey: undefined, s3SecretKey: undefined, sftpPassword: undefined },
  });
  const watch = watchPlace(ready, place, {
    recordings,
    intake,
    log: ingest.log,
    tempFolder: join(root, 'tmp'),
    now: () => now,
    admit: surroundings.admit,
  });
  const sum = { taken: 0, duplicates: 0, refused: 0 };
  const look = async (): Promise<Round> => {
    now += 11_000;
    const at = performance.now();
    const round = await watch.round();
    for (const key of ['taken', 'duplicates', 'refused'] as const) sum[key] += round[key];
    const seconds = ((performance.now() - at) / 1000).toFixed(1);
    console.log(`${seconds} s: taken ${round.taken}, refused ${round.refused}, waiting ${round.waiting}`);
    return round;
  };
  await look();
  for (let i = 0; i < files; i += 1)
    if (growing(i)) appendFileSync(pathOf(i), noiseWav(1.1, i + 1).subarray(9_000, 12_000));
  await look();
  for (let i = 0; i < files; i += 1) if (growing(i)) appendFileSync(pathOf(i), noiseWav(1.1, i + 1).subarray(12_000));
  await look();
  await look();
  await look();
  const calls = (await ledger.page({ scope: { kind: 'all' }, limit: 1 })).total;
  const bad = Array.from({ length: files }, (_, i) => i).filter(broken).length;
  console.log(`files ${files}, calls ${calls}, taken ${sum.taken}, refused ${sum.refused}, twice ${sum.duplicates}`);
  if (calls !== files - bad || sum.refused !== bad || sum.duplicates !== 0) process.exitCode = 1;
} finally {
  await given.close();
  rmSync(root, { recursive: true, force: true });
}
