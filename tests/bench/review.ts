/** `npm run bench:review`: works through fifty findings by keyboard alone; prints keystrokes and seconds a finding. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser, openPage, signInByForm } from '../support/browser.ts';
import { rowOf } from '../support/pages.ts';
import { demoPassword, startProduct } from '../support/product.ts';

const wanted = 50;
const calls = ['03_lexis', '05_conflict_bad', '07_hold_dead_air', '11_mono'];

interface Decided {
  keys: number;
  seconds: number;
}

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
  const keys = decided.map((one) => one.keys).sort((a, b) => a - b);
  const seconds = decided.map((one) => one.seconds).sort((a, b) => a - b);
  const median = (sorted: number[]) => sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  process.stdout.write(`findings decided: ${decided.length}\n`);
  process.stdout.write(`keystrokes a finding: median ${median(keys)}, most ${keys.at(-1)} (goal: median 4 at most)\n`);
  process.stdout.write(`seconds a finding: median ${median(seconds).toFixed(2)}, most ${seconds.at(-1)?.toFixed(2)}\n`);
  if (!(median(keys) <= 4)) process.exitCode = 1;
} finally {
  await browser.close();
  await product.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}

/** Steps to each finding of the open call and decides: two of three confirmed, the third dismissed for a reason. */
async function workThrough(page: Page, most: number): Promise<Decided[]> {
  const buttons = page.getByRole('button', { name: 'Подтвердить' });
  await buttons.first().waitFor();
  const count = Math.min(most, await buttons.count());
  const decided: Decided[] = [];
  for (let index = 0; index < count; index++) {
    const strokes = index % 3 === 2 ? ['n', 'x', '1'] : ['n', 'y'];
    const started = performance.now();
    for (const key of strokes) await page.keyboard.press(key);
    const chosen = page.locator('li[data-selected="true"]');
    await chosen.getByText(index % 3 === 2 ? 'Снято' : 'Подтверждено').waitFor();
    decided.push({ keys: strokes.length, seconds: (performance.now() - started) / 1000 });
  }
  return decided;
}
