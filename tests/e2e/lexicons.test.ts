/** U47 in a real browser: a trainer adds an entry and tries it on the past, another publishes, figures move and move back. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { analyzerConfigSchema, readConfig } from '../../analyzer/config.ts';
import { seedHistory } from '../../analyzer/demo/seed/seed-history.ts';
import { openHistory } from '../../analyzer/open-history.ts';
import { readJudgeSource } from '../../analyzer/scoring/judge-call.ts';
import { accessibilityFaults, openBrowser } from '../support/browser.ts';
import { enterAs } from '../support/enter-as.ts';
import { fitsNarrow, putBack, wear } from '../support/page-state.ts';
import { type Product, readApi, signIn, startProduct } from '../support/product.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait-for.ts';

const folder = tempFolder();
/** By the clock of the call centre, which is three hours before UTC. */
const dayOf = (ago: number) => new Date(Date.now() + 3 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10);
let product: Product;
let browser: Browser;
let trainer: Page;
let admin: Page;
const faults: string[] = [];

const enter = (login: string) => enterAs(login, { browser, url: product.url, folder, faults });

beforeAll(async () => {
  product = await startProduct(folder);
  const history = await openHistory(readConfig(analyzerConfigSchema, { KAMERTON_DATA_DIR: folder }));
  await seedHistory(history, readJudgeSource(), { calls: 150, months: 1, seed: '1', today: dayOf(0), threads: 0 });
  await history.close();
  browser = await openBrowser();
  trainer = await enter('trainer');
  admin = await enter('admin');
});
afterAll(async () => {
  await browser?.close();
  await product?.end('SIGTERM');
});
afterEach(async () => {
  await Promise.all([putBack(trainer), putBack(admin)]);
  expect(faults.splice(0)).toEqual([]);
});

const callsSchema = z.object({
  items: z.array(z.object({ id: z.string(), state: z.string(), score: z.number().nullable() })),
});
let cookie = '';
/** Every call with its score, as the manager's list shows them. */
async function figures(): Promise<string[]> {
  cookie ||= await signIn(product.url, folder, 'manager');
  const { items } = await readApi(`${product.url}/api/calls?limit=200`, cookie, callsSchema);
  return items.map(({ id, state, score }) => `${id} ${state} ${score}`).sort();
}
const samplesDone = async () => (await figures()).every((line) => line.includes(' done '));
const button = (on: Page, name: string | RegExp) => on.getByRole('button', { name, exact: true });
async function everyLook(on: Page): Promise<string[]> {
  const found = await accessibilityFaults(on);
  await wear(on, 'dark');
  found.push(...(await accessibilityFaults(on)));
  await wear(on, 'light');
  return found;
}

let before: string[] = [];
let address = '';

it('U47 a trainer makes a draft and adds an entry with help at every letter; an example that does not hold is told', async () => {
  await waitFor(samplesDone, 120);
  before = await figures();
  await trainer.getByRole('link', { name: 'Словари' }).click();
  await trainer.getByText('Действует версия 1').waitFor();
  expect(await everyLook(trainer)).toEqual([]);
  await fitsNarrow(trainer);
  await button(trainer, 'Новый черновик').click();
  await trainer.getByLabel('Что меняете и зачем').fill('Не обещать «посмотрю»');
  await button(trainer, 'Создать').click();
  await trainer.getByRole('heading', { name: 'Не обещать «посмотрю»' }).waitFor();
  address = new URL(trainer.url()).pathname;
  await trainer.getByRole('link', { name: /^Слово-раздражитель: обороты/ }).click();
  await button(trainer, 'Добавить запись').click();
  const dialog = trainer.getByRole('dialog');
  await dialog.getByLabel('Шаблон').fill('посмотрю');
  await expect.poll(() => dialog.getByLabel('Код записи').inputValue()).toBe('posmotryu');
  await dialog.getByLabel(/^Находит/).fill('Сейчас гляну.');
  await dialog.getByText('не находит свой пример «Сейчас гляну.»').waitFor();
  await dialog.getByLabel(/^Находит/).fill('Сейчас посмотрю.');
  await dialog.getByText('Примеры верны.').waitFor();
  await dialog.getByText(/\d+ мест(о|а|), \d+ звонк/).waitFor();
  expect(await everyLook(trainer)).toEqual([]);
  await fitsNarrow(trainer);
  await button(trainer, 'Сохранить').click();
  await trainer.getByRole('tab', { name: 'Правки (1)' }).click();
  await trainer.getByRole('region', { name: 'Слово-раздражитель: обороты: posmotryu' }).waitFor();
  expect(await everyLook(trainer)).toEqual([]);
});

it('a dry run tells what would change, with places to hear; nothing has changed', async () => {
  await trainer.getByRole('tab', { name: 'Пробный прогон' }).click();
  await button(trainer, 'Запустить пробный прогон').click();
  await trainer.getByRole('heading', { name: 'Что изменится' }).waitFor({ timeout: 90_000 });
  await trainer.getByText(/Появится [1-9]\d* наход/).waitFor();
  await trainer.getByRole('table', { name: 'По операторам' }).getByRole('row').nth(1).waitFor();
  const listen = trainer.getByRole('link', { name: /^Слушать с/ }).first();
  expect(await listen.getAttribute('href')).toMatch(/^\/calls\/[0-9a-f-]{36}\?t=/);
  expect(await everyLook(trainer)).toEqual([]);
  await fitsNarrow(trainer);
  expect(await figures()).toEqual(before);
  await trainer.getByText(/публикует их второй человек/).waitFor();
  expect(await button(trainer, 'Опубликовать').isDisabled()).toBe(true);
});

it('a dry run on its way shows what a sample tells, while the live connection tells of every step', async () => {
  const page = await enter('trainer');
  let asked = 0;
  await page.route('**/api/lexicon-runs/*', async (route) => {
    const answer = await route.fetch();
    const { run, summary } = await answer.json();
    asked += 1;
    const estimate = { sampled: 3_008, of: 360_000, from: 40_000, to: 49_000 };
    const told = { ...summary, calls: { ...summary.calls, changed: 45_000 }, operators: [], estimate };
    await route.fulfill({ json: { run: { ...run, state: 'running' }, summary: asked > 2 ? told : null } });
    // The first question is the line's, the second the result's: from now on the run moves.
    if (asked === 2) tell({ id: run.id, kind: run.kind, state: 'running', done: 70, total: run.total });
  });
  let tell = (_run: object) => {};
  const timers: NodeJS.Timeout[] = [];
  await page.routeWebSocket('**/api/live', (socket) => {
    socket.connectToServer();
    tell = (run) => {
      timers.push(setInterval(() => socket.send(JSON.stringify({ type: 'lexicon.run', run })), 300));
    };
  });
  await page.goto(address);
  await page.getByRole('tab', { name: 'Пробный прогон' }).click();
  await page.getByText('Итог появится здесь в конце прогона').waitFor();
  await page.getByText(/Пробный прогон: идёт, 70 из \d+ звонков/).waitFor();
  await page.getByRole('heading', { name: 'Что изменится – пока оценка' }).waitFor();
  await page.getByText('Случайная выборка: 3 008 звонков').waitFor();
  await page.getByText('примерно 45 000 звонков из 360 000, с вероятностью 95 % – от 40 000 до 49 000').waitFor();
  expect(await page.getByRole('table', { name: 'По операторам' }).count()).toBe(0);
  expect(await everyLook(page)).toEqual([]);
  for (const timer of timers) clearInterval(timer);
  await page.close();
});

it('a second person publishes; history is re-scored, figures move, the chart of management says so', async () => {
  await admin.goto(address);
  await button(admin, 'Опубликовать').click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByRole('heading', { name: 'Что изменится' }).waitFor();
  expect(await everyLook(admin)).toEqual([]);
  await dialog.getByLabel('Комментарий к версии').fill('«посмотрю» – раздражитель');
  await dialog.getByRole('button', { name: 'Опубликовать' }).click();
  await admin.getByText('Действует версия 2').waitFor();
  await admin.getByText(/Пересчёт прошлых звонков: закончен/).waitFor({ timeout: 90_000 });
  // The other's page heard of it without a reload.
  await trainer.getByRole('link', { name: 'Ко всем словарям' }).click();
  await trainer.getByText('Действует версия 2').waitFor();
  const after = await figures();
  expect(after).toHaveLength(before.length);
  expect(after).not.toEqual(before);
  const manager = await enter('manager');
  await manager.goto(`/trends?from=${dayOf(40)}&to=${dayOf(0)}&basis=all`);
  await manager.getByText(/версия 1 → версия 2: «посмотрю» – раздражитель/).waitFor({ timeout: 60_000 });
  await manager.close();
});

it('versions are compared side by side, and the old one is taken back: every figure is what it was', async () => {
  await trainer.getByRole('link', { name: 'Сравнить версии' }).click();
  await trainer.getByRole('region', { name: /posmotryu/ }).waitFor();
  expect(await everyLook(trainer)).toEqual([]);
  await trainer.getByRole('link', { name: 'Ко всем словарям' }).click();
  await button(trainer, 'Вернуть версию 1').click();
  await trainer.getByLabel('Почему возвращаете').fill('рано');
  await trainer.getByRole('dialog').getByRole('button', { name: 'Вернуть' }).click();
  await trainer.getByText('Действует версия 3').waitFor();
  await trainer.getByText(/Пересчёт прошлых звонков: закончен/).waitFor({ timeout: 90_000 });
  await waitFor(async () => JSON.stringify(await figures()) === JSON.stringify(before), 60);
  expect(await figures()).toEqual(before);
});

it('suggestions are looked for in the background and lead to the places', async () => {
  await trainer.getByRole('tab', { name: 'Подсказки' }).click();
  await button(trainer, 'Посмотреть последние звонки').click();
  await trainer.getByText(/Посмотрели \d+ звонк/).waitFor({ timeout: 120_000 });
  await trainer.getByRole('region', { name: 'Частые фразы, которых нет в словарях' }).waitFor();
  expect(await everyLook(trainer)).toEqual([]);
  await fitsNarrow(trainer);
});
