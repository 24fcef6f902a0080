/** Trust of the rules and calibration in a real browser over a made-up history with decisions. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { analyzerConfigSchema, readConfig } from '../../analyzer/config.ts';
import { seedAnswers } from '../../analyzer/demo/seed/seed-answers.ts';
import { seedHistory } from '../../analyzer/demo/seed/seed-history.ts';
import { seedReviews } from '../../analyzer/demo/seed/seed-reviews.ts';
import { openHistory, openStores } from '../../analyzer/open-history.ts';
import { readJudgeSource } from '../../analyzer/scoring/judge-call.ts';
import { accessStores } from '../../analyzer/storage/state/access-stores.ts';
import { accessibilityFaults, openBrowser } from '../support/browser.ts';
import { enterAs } from '../support/enter-as.ts';
import { putBack, wear } from '../support/page-state.ts';
import { type Product, startProduct } from '../support/product.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
/** By the clock of the call centre, which is three hours before UTC. */
const today = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 10);
let product: Product;
let browser: Browser;
const faults: string[] = [];
const pages = new Map<string, Page>();

/** The page of a demo person, signed in once. */
async function as(login: string): Promise<Page> {
  const known = pages.get(login);
  if (known) return known;
  const page = await enterAs(login, { browser, url: product.url, folder, faults });
  pages.set(login, page);
  return page;
}

beforeAll(async () => {
  product = await startProduct(folder);
  const config = readConfig(analyzerConfigSchema, { KAMERTON_DATA_DIR: folder });
  const history = await openHistory(config);
  await seedHistory(history, readJudgeSource(), { calls: 400, months: 1, threads: 0, seed: '1', today });
  await history.close();
  const stores = await openStores(config);
  const people = await accessStores(stores.database).accounts.list();
  await seedReviews(stores, {
    today,
    seed: '1',
    reviewers: [people.find(({ role }) => role === 'supervisor')?.id ?? ''],
    perOperator: 5,
    weeks: 4,
    reviewedWeeks: 4,
    timeZone: 'Europe/Moscow',
  });
  await stores.close();
  browser = await openBrowser();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await product?.end('SIGTERM');
});
afterEach(async () => {
  for (const page of pages.values()) await putBack(page);
  expect(faults.splice(0)).toEqual([]);
});

const row = (page: Page, name: RegExp) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) })
    .first();

it('shows each rule with its precision, interval and number of decisions', async () => {
  const page = await as('manager');
  await page.getByRole('link', { name: 'Доверие' }).click();
  await page.getByRole('heading', { name: 'Доверие', level: 1 }).waitFor();
  const filler = row(page, /^Слово-паразит/);
  await filler.waitFor();
  await expect.poll(() => filler.innerText()).toMatch(/\d+\s*%/);
  expect(await filler.innerText()).toMatch(/\d+ решённ\S+ наход\S+, порог \d+\s*%/);
  expect(await filler.innerText()).toContain('считается');
  expect(await accessibilityFaults(page)).toEqual([]);
});

it('shows examples to those who may read calls, and only the verdicts to the others', async () => {
  const manager = await as('manager');
  await row(manager, /^Слово-паразит/)
    .getByRole('button', { name: 'Примеры' })
    .click();
  await manager.getByText('слова скрыты').first().waitFor();
  const trainer = await as('trainer');
  await trainer.goto('/trust');
  await row(trainer, /^Слово-паразит/)
    .getByRole('button', { name: 'Примеры' })
    .click();
  const example = trainer.getByRole('list', { name: 'Примеры: Слово-паразит' }).getByRole('link').first();
  await example.waitFor();
  expect(await example.getAttribute('href')).toMatch(/^\/calls\/[0-9a-f-]{36}\?t=/);
});

it('what falls under the bar only advises, and people let it count again', async () => {
  const page = await as('manager');
  await page.goto('/trust');
  await page.getByRole('button', { name: 'Пороги' }).click();
  const dialog = page.getByRole('dialog');
  for (const severity of ['мелкое', 'значимое', 'грубое']) {
    await dialog.getByLabel(`Наименьшая точность, %: ${severity}`).fill('99');
  }
  await dialog.getByLabel('Наименьшее число решений').fill('5');
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText('Пороги сохранены.').waitFor();
  await page.getByRole('row').getByText('ниже порога', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Проверить сейчас' }).click();
  await page.getByText(/Больше не считаются: \d+/).waitFor();
  await page.getByLabel('Показать').selectOption('advisory');
  await page.waitForURL(/show=advisory/);
  await page.getByText(/словари версии 2/).waitFor();
  await page.getByText(/Больше не считаются/).waitFor({ state: 'detached' });
  const lifted = page.getByRole('button', { name: /^Предложить вернуть: / }).first();
  const name = ((await lifted.getAttribute('aria-label')) ?? '').replace('Предложить вернуть: ', '');
  await page
    .getByText(/верны \d+ из \d+/)
    .first()
    .waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  await lifted.click();
  const reason = page.getByRole('dialog');
  expect(await reason.getByRole('button', { name: 'Предложить вернуть' }).isDisabled()).toBe(true);
  await reason.getByLabel('Почему').fill('Проверено на новых звонках');
  await reason.getByRole('button', { name: 'Предложить вернуть' }).click();
  // A draft, which somebody else puts in force.
  await page.waitForURL(/\/lexicons\/drafts\//);
  await page
    .getByText(/Снова считается: /)
    .first()
    .waitFor();
  const admin = await as('admin');
  await admin.goto(new URL(page.url()).pathname);
  await admin.getByRole('button', { name: 'Опубликовать' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Опубликовать' }).click();
  await admin.waitForURL(/\/lexicons$/);
  await page.goto('/trust?show=advisory');
  await page.getByText(/словари версии 3/).waitFor();
  await page.getByRole('button', { name: `Предложить вернуть: ${name}`, exact: true }).waitFor({ state: 'detached' });
  await page.getByText(/снова считается: Снова считается: .* Проверено на новых звонках/).waitFor();
});

/** The random sample may draw a call of the seeded history or one of the six sample calls. */
const drawnCall = /^(demo-|\d\d_)/;

it('two people judge blind, compare, agree, and close', async () => {
  const lead = await as('supervisor');
  await lead.goto('/calibration');
  await lead.getByRole('button', { name: 'Начать калибровку' }).click();
  const dialog = lead.getByRole('dialog');
  await dialog.getByLabel('Название').fill('Июльская');
  await dialog.getByRole('checkbox').first().check();
  await dialog.getByLabel('Сколько звонков').fill('1');
  expect(await accessibilityFaults(lead)).toEqual([]);
  await dialog.getByRole('button', { name: 'Начать калибровку' }).click();
  await lead.getByRole('heading', { name: 'Июльская', level: 1 }).waitFor();

  const judge = async (page: Page, outcome: string, words: string) => {
    await page.getByRole('list').getByRole('link', { name: drawnCall }).click();
    await page.getByText('Оценивайте сами').waitFor();
    expect(await page.getByText('Ответы рядом').count()).toBe(0);
    await page.getByLabel(/^Ответ: Оператор представился/).selectOption({ label: outcome });
    await page.getByLabel(/^Ответ: Приветствие$/).selectOption({ label: 'выполнено' });
    await page
      .getByRole('button', { name: /^Отметить нарушение/ })
      .first()
      .click();
    await page.getByLabel('Слова', { exact: true }).fill('таких слов нет');
    await page.getByText('Этих слов в реплике нет.').waitFor();
    await page.getByLabel('Слова', { exact: true }).fill(words);
    await page.getByRole('button', { name: 'Добавить' }).click();
    await page.getByRole('button', { name: `Убрать отметку «${words}»` }).waitFor();
    await page.getByRole('button', { name: 'Сохранить ответ' }).click();
    await page.getByText('Ответ сохранён.').waitFor();
    await page.getByText('Ответ сохранён.').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'К калибровке' }).click();
    await page.getByRole('button', { name: 'Я закончил оценку' }).click();
  };
  // A word of the operator's first utterance, whatever it is.
  await lead.getByRole('list').getByRole('link', { name: drawnCall }).click();
  const first = await lead.locator('li[data-judged] > div').nth(1).innerText();
  const words = /\p{L}+/u.exec(first)?.[0] ?? '';
  expect(await accessibilityFaults(lead)).toEqual([]);
  await lead.getByRole('link', { name: 'К калибровке' }).click();
  await judge(lead, 'выполнено', words);
  await lead.getByText(/: готово/).waitFor();
  expect(await lead.getByText('Согласие').count()).toBe(0);

  const member = await as('trainer');
  await member.goto('/calibration');
  await member.getByText('ждёт Вас').waitFor();
  await member.getByRole('link', { name: 'Июльская' }).click();
  await judge(member, 'не выполнено', words);
  const criteria = member.getByRole('region', { name: 'Согласие: Критерии' });
  await criteria.getByRole('row').nth(1).waitFor();
  const pair = criteria.getByRole('row').filter({ hasNotText: 'программа' }).nth(1);
  expect(await pair.innerText()).toMatch(/50\s*%/);
  expect(await accessibilityFaults(member)).toEqual([]);

  // The page hears of it by itself; what it kept of the call is from before the answers were open.
  await lead.getByRole('region', { name: 'Согласие: Критерии' }).waitFor();
  await lead.getByRole('list').getByRole('link', { name: drawnCall }).click();
  await lead.getByRole('heading', { name: 'Ответы рядом' }).waitFor();
  // Both marked the words: the common answer begins with them.
  await lead.getByRole('button', { name: `Убрать отметку «${words}»` }).waitFor();
  await lead.getByLabel(/^Общее решение: Оператор представился/).selectOption({ label: 'выполнено' });
  expect(await accessibilityFaults(lead)).toEqual([]);
  await lead.getByRole('button', { name: 'Согласовано' }).click();
  await lead.getByText('Согласованный ответ сохранён').waitFor();
  await lead.getByRole('link', { name: 'К калибровке' }).click();
  await lead.getByText('согласован', { exact: true }).waitFor();
  await lead.getByRole('button', { name: 'Закончить калибровку' }).click();
  await lead.getByText('закончена').waitFor();
});

it('both fit a screen of 320 px and the dark theme', async () => {
  const page = await as('trainer');
  await page.setViewportSize({ width: 320, height: 700 });
  await wear(page, 'dark');
  for (const path of ['/trust', '/calibration']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page
      .getByRole('main')
      .getByText(path === '/trust' ? 'Слово-паразит' : 'Июльская')
      .first()
      .waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  }
});

it('the demonstration has disputes, notes and calibrations, made once', async () => {
  const stores = await openStores(readConfig(analyzerConfigSchema, { KAMERTON_DATA_DIR: folder }));
  const people = await accessStores(stores.database).accounts.list();
  const made = await seedAnswers(stores, '1', people);
  expect(await seedAnswers(stores, '1', people)).toEqual({ disputes: 0, notes: 0, calibrations: 0 });
  await stores.close();
  expect(made.disputes).toBeGreaterThan(2);
  expect(made.notes).toBeGreaterThan(0);
  expect(made.calibrations).toBe(2);

  const page = await as('supervisor');
  await page.goto('/disputes?state=all');
  const shown = page.getByRole('main').getByRole('listitem');
  await expect.poll(() => shown.filter({ hasText: 'Ждёт решения' }).count()).toBe(2);
  expect(await shown.filter({ hasText: /Принято|Отклонено/ }).count()).toBe(made.disputes - 2);
  await page.goto('/coaching');
  await page
    .getByRole('link', { name: /^Заметка: / })
    .first()
    .waitFor();
  await page.goto('/calibration');
  await page.getByRole('link', { name: 'Учебная сверка: что считать нарушением' }).click();
  await page.getByRole('region', { name: 'Согласие: Критерии' }).getByRole('row').nth(3).waitFor();
});
