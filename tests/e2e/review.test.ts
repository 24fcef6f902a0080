/** The call page as a supervisor works on it, in a real browser: player, transcript, scorecard. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, signInByForm } from '../support/browser.ts';
import { openCall, rowOf, soundTime, waveTime } from '../support/pages.ts';
import { demoPassword, type Product, startProduct } from '../support/product.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait-for.ts';

const folder = tempFolder();
let product: Product;
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  product = await startProduct(folder);
  browser = await openBrowser();
  ({ page, faults } = await openPage(browser, product.url));
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await signInByForm(page, 'supervisor', await demoPassword(folder, 'supervisor'));
  for (const name of ['03_lexis', '05_conflict_bad']) {
    await rowOf(page, name).getByText('Готов').waitFor({ timeout: 90_000 });
  }
});
afterAll(async () => {
  await browser?.close();
  await product?.end('SIGTERM');
});
afterEach(() => {
  expect(faults).toEqual([]);
});

describe('the player', () => {
  it('keeps its place and goes on playing when the colours change', async () => {
    await openCall(page, '03_lexis');
    await waitFor(async () => (await page.locator('[part~="cursor"]').count()) === 1, 10);
    await page.getByRole('button', { name: 'Вперёд на 5 секунд' }).click();
    await waitFor(async () => Math.abs((await waveTime(page)) - 5) < 0.1, 10);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    // The wave is drawn anew a moment later.
    await page.waitForTimeout(300);
    await waitFor(async () => Math.abs((await waveTime(page)) - 5) < 0.1, 10);
    expect(await soundTime(page)).toBeCloseTo(5, 1);

    await page.getByRole('button', { name: 'Слушать', exact: true }).click();
    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('html[data-mantine-color-scheme="light"]').waitFor();
    await waitFor(async () => (await waveTime(page)) > 5.5, 10);
    await page.getByRole('button', { name: 'Пауза' }).click();
    expect(Math.abs((await waveTime(page)) - (await soundTime(page)))).toBeLessThan(0.5);
  });
});
