/**
 * `npm run bench:kills:store [ROUNDS]`: kills the embedded ClickHouse with SIGKILL at random moments while calls are written
 * (50 rounds unless told), then counts: every acknowledged call must be there, whole and once.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killStoreWhileWriting } from '../support/kill-store.ts';

let reached = 'before the first round';
const folder = mkdtempSync(join(tmpdir(), 'kam-kills-store-'));
try {
  const report = await killStoreWhileWriting(folder, Number(process.argv[2] ?? 50), (round, acknowledged) => {
    reached = `after round ${round}, ${acknowledged} calls acknowledged`;
    process.stdout.write(`round ${round}: ${acknowledged} acknowledged\r`);
  });
  const { rounds, restarts, acknowledged, lost, doubled, refused } = report;
  console.log(`rounds ${rounds}, restarts ${restarts}, calls acknowledged ${acknowledged}, writes refused ${refused}`);
  console.log(`lost or incomplete ${lost}, doubled ${doubled}`);
  process.exitCode = lost + doubled === 0 ? 0 : 1;
} catch (error) {
  console.log(`\nended ${reached}, nothing was counted:`, error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
