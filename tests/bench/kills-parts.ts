/**
 * `npm run bench:kills:parts [rounds]`: the server, a worker, the recogniser, Redis and the store are killed with SIGKILL at
 * random moments and on the borders of stages while calls come in, 1,000 rounds by default; prints what became of the calls.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killParts } from '../support/faults/kill-parts.ts';

const folder = mkdtempSync(join(tmpdir(), 'kam-parts-'));
const begun = performance.now();
try {
  const report = await killParts(folder, Number(process.argv[2] ?? 1_000), ({ rounds, acknowledged }) => {
    process.stdout.write(`round ${rounds}: ${acknowledged} acknowledged\r`);
  });
  const list = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  const { rounds, kills, stages, acknowledged, done, retried, lost, doubled, corrupt } = report;
  console.log(`rounds ${rounds}, ${Math.round((performance.now() - begun) / 1000)} s; killed: ${list(kills)}`);
  console.log(`on the border of a stage: ${list(stages)}`);
  console.log(`calls acknowledged ${acknowledged}, done ${done}, set going again by a person ${retried}`);
  console.log(`the recogniser hears ${report.heard} utterances in the sound of a call`);
  console.log(`states at the end: ${report.states.join('; ')}`);
  for (const words of report.ownEnds) console.log(`a worker ended by itself: ${words}`);
  console.log(`lost ${lost}, scored twice ${doubled}, corrupt ${corrupt}`);
  process.exitCode = lost + doubled + corrupt === 0 && done === acknowledged ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
