/** `npm run bench:pages`: weight and speed of the pages, with the goals beside them; nothing is asserted. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser, openPage, signInByForm } from '../support/browser.ts';
import { sendLongCall } from '../support/long-call.ts';
import { manyCalls } from '../support/many-calls.ts';
import { readVitals, slowDown, watchVitals, weigh } from '../support/page-vitals.ts';
import { rowOf } from '../support/pages.ts';
import { demoPassword, signIn, startProduct } from '../support/product.ts';

const folder = mkdtempSync(join(tmpdir(), 'kam-pages-'));
const print = (line: string) => process.stdout.write(`${line}\n`);
await manyCalls(folder);
const product = await startProduct(folder);
const browser = await openBrowser();
try {
  const longId = await sendLongCall(product, folder, await signIn(product.url, folder, 'supervisor'));
  const { page } = await openPage(browser, product.url);
  await watchVitals(page);
  await signInByForm(page, 'supervisor', await demoPassword(folder, 'supervisor'));
  for (const name of ['03_lexis', 'час разговора'])
    await rowOf(page, name).getByText('Готов').waitFor({ timeout: 180_000 });
  const href = (await rowOf(page, '03_lexis').getByRole('link').getAttribute('href')) ?? '';
  const list = () => page.goto('/calls').then(() => rowOf(page, '03_lexis').waitFor());
  const call = (address: string) =>
    page.goto(address).then(() => page.locator('[part~="cursor"]').waitFor({ state: 'attached' }));
  // The chart is drawn, and the table of the comparison stands.
  const trends = async () => {
    await page.goto('/trends?basis=all');
    await page.locator('.recharts-surface').first().waitFor();
    await page.getByRole('table').first().waitFor();
  };
  const timed = async (visit: () => Promise<unknown>) => {
    const started = performance.now();
    await visit();
    return Math.round(performance.now() - started);
  };

  for (const [name, visit, goal] of [
    ['the list', list, '200 + 45'],
    ['a call', () => call(href), '260 + 45'],
    ['the trends', trends, '400 in all'],
  ] as const) {
    const { scripts, styles } = await weigh(page, visit);
    print(
      `weight of ${name}: scripts ${(scripts / 1000).toFixed(1)} kB, styles ${(styles / 1000).toFixed(1)} kB gzip (goal ${goal})`,
    );
  }
  print(`the list of 100,000 calls is there in ${await timed(list)} ms (goal 1,000)`);
  print(`the trends are there in ${await timed(trends)} ms`);
  print(`a call of an hour is ready in ${await timed(() => call(`/calls/${longId}`))} ms (goal 2,000)`);
  print(`its nodes: ${await page.evaluate<number>("document.querySelectorAll('*').length")} (goal 1,500)`);
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  print(`its heap: ${((await session.send('Runtime.getHeapUsage')).usedSize / 1e6).toFixed(1)} MB (goal 60)`);

  await slowDown(page, 4);
  for (const [name, visit, keys] of [
    ['queue', () => page.goto('/queue').then(() => rowOf(page, '03_lexis').waitFor()), ['Tab', 'Tab', 'Tab']],
    ['call', () => call(href), ['n', 'n', 'Space', 'j', 'l']],
    ['trends', trends, ['Tab', 'Tab', 'Tab', 'Tab']],
  ] as const) {
    await visit();
    await page.waitForLoadState('networkidle');
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(500);
    }
    // The dearest presses of a call's page: a tab with many rows.
    for (const tab of name === 'call' ? ['Карта оценки', 'Нарушения'] : []) {
      await page.getByRole('tab', { name: tab }).click();
      await page.waitForTimeout(1_000);
    }
    const { lcp, inp, cls } = await readVitals(page);
    print(
      `${name}, processor four times slower: LCP ${Math.round(lcp)} ms (goal 1,500), INP ${Math.round(inp)} ms (goal 200), CLS ${cls.toFixed(3)} (goal 0.05)`,
    );
  }
} finally {
  await browser.close();
  await product.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
