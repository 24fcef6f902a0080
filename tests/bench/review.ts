/** `npm run bench:review`: works through fifty findings by keyboard alone; prints keystrokes and seconds a finding. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser, openPage, signInByForm } from '../support/browser.ts';
import { rowOf } from '../support/pages.ts';
import { demoPassword, startProduct } from '../support/product.ts';
import { type Decided, median, workThrough } from '../support/work-through.ts';

const wanted = 50;
const calls = ['03_lexis', '05_conflict_bad', '07_hold_dead_air', '11_mono'];

const folder = mkdtempSync(join(tmpdir(), 'kam-review-'));
const product = await startProduct(folder);
const browser = await openBrowser();
try {
  const { page } = await openPage(browser, product.url);
  await signInByForm(page, 'supervisor', await demoPassword(folder, 'supervisor'));
  for (const name of calls) await rowOf(page, name).getByText('Готов').waitFor({ timeout: 120_000 });
  const decided: Decided[] = [];
  for (const name of calls) {
    if (decided.length >= wanted) break;
    await page.goto('/calls');
    await rowOf(page, name).getByRole('link').click();
    decided.push(...(await workThrough(page, wanted - decided.length)));
  }
  const keys = decided.map((one) => one.keys);
  const seconds = decided.map((one) => one.seconds);
  process.stdout.write(`findings decided: ${decided.length}\n`);
  process.stdout.write(
    `keystrokes a finding: median ${median(keys)}, most ${Math.max(...keys)} (goal: median 4 at most)\n`,
  );
  process.stdout.write(
    `seconds a finding: median ${median(seconds).toFixed(2)}, most ${Math.max(...seconds).toFixed(2)}\n`,
  );
  if (!(median(keys) <= 4)) process.exitCode = 1;
} finally {
  await browser.close();
  await product.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
