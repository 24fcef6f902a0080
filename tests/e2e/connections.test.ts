/** What the product is connected to, in a real browser: a folder of recordings that is watched, a webhook that is told. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { samplesFolder } from '../../analyzer/demo/demo.ts';
import { accessibilityFaults, openBrowser, openPage, signInByForm } from '../support/browser.ts';
import { fitsNarrow, putBack } from '../support/page-state.ts';
import { demoPassword, type Product, startProduct } from '../support/product.ts';
import { noiseWav } from '../support/recording-files.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait-for.ts';

const folder = tempFolder();
const records = join(tempFolder(), 'records');
const heard: string[] = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  heard.push(body);
  response.writeHead(204).end();
});
let product: Product;
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  mkdirSync(records);
  writeFileSync(
    join(folder, 'sources.json'),
    JSON.stringify({ sources: [{ name: 'ats', folder: records, settle_seconds: 0 }] }),
  );
  writeFileSync(join(records, '79110000017.wav'), 'не звук');
  writeFileSync(join(records, 'вечер.wav'), noiseWav(2));
  copyFileSync(join(samplesFolder, '03_lexis.transcript.json'), join(records, 'вечер.json'));
  product = await startProduct(folder, { KAMERTON_PRIVATE_HOSTS: '127.0.0.1' });
  browser = await openBrowser();
  ({ page, faults } = await openPage(browser, product.url));
  await signInByForm(page, 'admin', await demoPassword(folder, 'admin'));
});
afterAll(async () => {
  await browser?.close();
  await product?.end('SIGTERM');
  server.close();
});

afterEach(() => putBack(page));

const button = (name: string) => page.getByRole('button', { name, exact: true });

it('shows what the watched folder has brought and what it refused', async () => {
  await page.goto('/system');
  const source = page.getByRole('region', { name: 'Источники записей' }).getByRole('row').filter({ hasText: 'ats' });
  await source.getByText('Работает').waitFor({ timeout: 30_000 });
  await page
    .getByRole('region', { name: 'Отклонённые файлы' })
    .getByText('…17.wav', { exact: true })
    .waitFor({ timeout: 30_000 });
  // The refused file may be told of before the taken one.
  await expect
    .poll(() => source.getByRole('cell').allInnerTexts(), { timeout: 30_000 })
    .toEqual([
      'ats',
      'Работает',
      '1',
      '0',
      '0',
      '1',
      // What is kept in its folders of taken and refused files, and when it was last looked at.
      expect.stringMatching(/^\d+$/),
      expect.any(String),
    ]);
  expect(await page.content()).not.toContain('79110000017');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: process.env.SHOT_SOURCES ?? join(folder, 'sources.png'), fullPage: true });
});

it('tells a webhook that the administrator makes, tries and removes', async () => {
  await page.goto('/users');
  await page.getByRole('tab', { name: 'Вебхуки' }).click();
  await button('Добавить вебхук').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Название').fill('CRM');
  await dialog.getByLabel('Адрес').fill('https://10.0.0.1/hook');
  await dialog.getByRole('button', { name: 'Добавить вебхук' }).click();
  await dialog
    .getByRole('alert')
    .getByText(/адрес внутренней сети/)
    .waitFor();
  await dialog.getByLabel('Адрес').fill(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
  // The answer is lost on its way: pressed again, it is the same webhook.
  let lost = 0;
  await page.route('**/api/webhooks', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.fallback();
    await route.fetch();
    lost += 1;
    await route.abort();
  });
  await dialog.getByRole('button', { name: 'Добавить вебхук' }).click();
  await expect.poll(() => lost, { timeout: 30_000 }).toBe(1);
  await dialog
    .getByRole('alert')
    .filter({ hasNotText: /адрес внутренней сети/ })
    .waitFor();
  await dialog.getByRole('button', { name: 'Добавить вебхук' }).click();
  expect(await dialog.locator('code').innerText()).toMatch(/^whsec_/);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');

  const row = page.getByRole('row').filter({ hasText: 'CRM' });
  await row.waitFor();
  expect(await row.count()).toBe(1);
  await row.getByRole('button', { name: 'Сообщения' }).click();
  await dialog.getByRole('button', { name: 'Проверить связь' }).click();
  const trial = dialog.getByRole('row').filter({ hasText: 'Проверка связи' });
  await trial.getByText('Доставлено').waitFor({ timeout: 30_000 });
  await waitFor(() => heard.some((body) => JSON.parse(body).type === 'ping'));
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: process.env.SHOT_MESSAGES ?? join(folder, 'messages.png') });
  await page.keyboard.press('Escape');

  await fitsNarrow(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await page.screenshot({ path: process.env.SHOT_NARROW ?? join(folder, 'narrow.png'), fullPage: true });
  await row.getByRole('button', { name: 'Удалить' }).click();
  await dialog.getByText('Удалить вебхук «CRM»?').waitFor();
  await dialog.getByRole('button', { name: 'Удалить' }).click();
  await page.getByText('Вебхуков пока нет.').waitFor();
  // The address of the private network was refused, and an answer lost: browsers say so in their console.
  expect(faults.filter((fault) => !/(400 |ERR_FAILED).*\/api\/webhooks/.test(fault))).toEqual([]);
});
