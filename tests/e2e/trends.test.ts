/** Trends, standard and search in a real browser over a made-up history that two scorecards have judged. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { analyzerConfigSchema, readConfig } from '../../analyzer/config.ts';
import { seedHistory } from '../../analyzer/demo/seed/seed-history.ts';
import { openHistory } from '../../analyzer/open-history.ts';
import { readJudgeSource } from '../../analyzer/scoring/judge-call.ts';
import { accessibilityFaults, openBrowser } from '../support/browser.ts';
import { enterAs } from '../support/enter-as.ts';
import { renamed } from '../support/history.ts';
import { fitsNarrow, putBack, wear } from '../support/page-state.ts';
import { weigh } from '../support/page-vitals.ts';
import { type Product, readApi, signIn, startProduct } from '../support/product.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { until } from '../support/until.ts';
import { waitFor } from '../support/wait-for.ts';

const folder = tempFolder();
const dayMs = 86_400_000;
/** By the clock of the call centre, which is three hours before UTC. */
const dayOf = (ago: number) => new Date(Date.now() + 3 * 3_600_000 - ago * dayMs).toISOString().slice(0, 10);
const letters: string[] = [];
const mail = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  authOptional: true,
  onData(stream, session, done) {
    stream.resume();
    stream.on('end', () => {
      letters.push(...session.envelope.rcptTo.map(({ address }) => address));
      done();
    });
  },
});
/** The day before the product was started: that of the sample calls. */
let sampleDay = '';
let product: Product;
let browser: Browser;
let page: Page;
let boss: Page;
const faults: string[] = [];

const enter = (login: string) => enterAs(login, { browser, url: product.url, folder, faults });

beforeAll(async () => {
  mail.listen(0, '127.0.0.1');
  await once(mail.server, 'listening');
  const { port } = mail.server.address() as AddressInfo;
  sampleDay = new Date(Date.now() - dayMs).toISOString().slice(0, 10);
  product = await startProduct(folder, {
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    SMTP_FROM: 'kamerton@example.ru',
    SMTP_TLS: 'off',
  });
  const history = await openHistory(readConfig(analyzerConfigSchema, { KAMERTON_DATA_DIR: folder }));
  const source = readJudgeSource();
  const past = { calls: 150, months: 1, threads: 0 };
  // What was judged under another scorecard lies before: the chart must say so.
  await seedHistory(history, renamed(source, 'sha256:0123456789abcdef'), { ...past, seed: '1', today: dayOf(38) });
  await seedHistory(history, source, { ...past, calls: 250, seed: '1', today: dayOf(0) });
  await history.close();
  const cookie = await signIn(product.url, folder, 'supervisor');
  // Of nobody known: no lot draws it.
  await upload(cookie);
  // The samples of the weeks that are over, drawn as the queue draws them.
  for (let ago = 7; ago <= 70; ago += 7) {
    const answer = await fetch(`${product.url}/api/queue/sample?week=${isoWeek(dayOf(ago))}`, { headers: { cookie } });
    expect(answer.status).toBe(200);
  }
  browser = await openBrowser();
  page = await enter('manager');
  boss = await enter('supervisor');
});
afterAll(async () => {
  await browser?.close();
  await product?.end('SIGTERM');
  await new Promise<void>((closed) => mail.close(() => closed()));
});
afterEach(async () => {
  await Promise.all([putBack(page), putBack(boss)]);
  expect(faults.splice(0)).toEqual([]);
});

async function upload(cookie: string): Promise<void> {
  const form = new FormData();
  form.set('metadata', JSON.stringify({ started_at: '2025-06-10T10:00:00+03:00' }));
  const segments = [{ speaker: 'operator', start: 0, end: 1, text: 'Добрый день' }];
  form.set('transcript', new Blob([JSON.stringify({ id: 'nobody', segments })]), 'nobody.json');
  const answer = await fetch(`${product.url}/api/calls`, { method: 'POST', headers: { cookie }, body: form });
  const text = await answer.text();
  expect(answer.status, text).toBe(202);
  const { id } = JSON.parse(text);
  // No figure counts it before it has been judged.
  const state = z.object({ state: z.string() });
  await waitFor(async () => (await readApi(`${product.url}/api/calls/${id}`, cookie, state)).state === 'done');
}

/** ISO week of a day: that of its Thursday. */
function isoWeek(day: string): string {
  const thursday = new Date(Date.parse(day) + (4 - (new Date(day).getUTCDay() || 7)) * dayMs);
  const days = (thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / dayMs;
  return `${thursday.getUTCFullYear()}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

const period = () => `from=${dayOf(70)}&to=${dayOf(0)}`;
const heading = (on: Page, name: string) => on.getByRole('heading', { name, level: 1 });
/** Names of tables whose rows should be cards, and that go to the side all the same. */
const sideways = `[...document.querySelectorAll('section[data-cards]')]
  .filter((table) => table.scrollWidth > table.clientWidth)
  .map((table) => table.ariaLabel)`;
const region = (on: Page, name: string) => on.getByRole('region', { name, exact: true });
async function everyLook(on: Page): Promise<string[]> {
  const found = await accessibilityFaults(on);
  await wear(on, 'dark');
  found.push(...(await accessibilityFaults(on)));
  await wear(on, 'light');
  return found;
}

it('shows the score over the random sample with its interval; U58 the chart has title, description and table twin; version marks', async () => {
  await waitFor(async () => {
    await page.goto(`/trends?${period()}`);
    await heading(page, 'Тренды').waitFor();
    return page
      .getByText(/По случайной выборке: \d/)
      .waitFor({ timeout: 10_000 })
      .then(
        () => true,
        () => false,
      );
  }, 60);
  const chart = page.locator('svg[role="img"]');
  await chart.waitFor();
  expect(await chart.locator('title').textContent()).toBe('Оценка по времени');
  expect(await chart.locator('desc').textContent()).toMatch(
    /^Средняя оценка с .+ 95-процентный интервал, [\d\s]+ звон/,
  );
  // The change of the scorecard stands on the chart and in words.
  await chart.getByText('другая карта оценки').waitFor();
  const marks = page.getByRole('list', { name: 'Что изменилось в правилах' });
  expect(await marks.textContent()).toMatch(/другая карта оценки01234567 → /);
  expect(await everyLook(page)).toEqual([]);
  await page.getByRole('button', { name: 'Показать таблицей' }).click();
  await chart.waitFor({ state: 'detached' });
  const rows = page.getByRole('table', { name: 'Оценка по времени' }).getByRole('row');
  await rows.nth(8).waitFor();
  expect(await rows.nth(2).textContent()).toMatch(/\d{2},\d.*\d{2},\d – \d{2,3},\d/);
});

it('ranks nobody without a reliable difference, and leads from a figure to its calls by the address', async () => {
  const table = page.getByRole('table', { name: 'Сравнение' });
  await table.waitFor();
  const names = await table.getByRole('rowheader').allTextContents();
  expect(names).toEqual(names.toSorted(new Intl.Collator('ru').compare));
  await page.getByLabel('Сравнить').selectOption('hour');
  await page.waitForURL(/by=hour/);
  await table.getByRole('rowheader', { name: '11:00' }).waitFor();
  expect(await table.getByText('нет надёжной разницы').count()).toBeGreaterThan(3);
  await page.getByLabel('Сравнить').selectOption('operator');
  await table.getByRole('link', { name: /Звонки: Нина/ }).click();
  await heading(page, 'Звонки тренда').waitFor();
  const calls = page.getByRole('table', { name: 'Звонки, из которых сложилась цифра' });
  await calls.waitFor();
  expect(new Set(await calls.locator('tbody tr td:nth-child(2)').allTextContents())).toEqual(new Set(['Нина']));
  // U67: management sees no call from inside.
  expect(await calls.getByRole('link').count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.reload();
  await calls.waitFor();
});

it('tells of an empty sample and marks all calls as biased', async () => {
  await page.goto('/trends?from=2025-06-01&to=2025-06-30');
  await page.getByText('В случайной выборке за этот период нет звонков').waitFor();
  await page.getByRole('button', { name: 'Посмотреть по всем звонкам' }).click();
  await page.waitForURL(/basis=all/);
  await page.getByText('По всем звонкам: доли могут быть смещены').waitFor();
  await page.goto('/trends?from=abc&step=year&basis=all');
  await page.getByText('В адресе страницы непонятные значения (from, step)').waitFor();
});

it('has criteria over time and operators × criteria as a table with signs; times of table 5; words without quotes', async () => {
  await page.goto(`/trends?${period()}&view=criteria`);
  const heat = page.getByRole('table', { name: /^Доля звонков, в которых критерий выполнен/ });
  await heat.waitFor();
  const header = await heat.getByRole('columnheader').allTextContents();
  expect(header).toContain('Без слов-паразитов');
  expect(await heat.getByRole('link').first().textContent()).toMatch(/^\d+.*интервал \d+.%–\d+.%, \d+ звон/);
  expect(await everyLook(page)).toEqual([]);
  const choice = page.getByLabel('Критерий на графике');
  await choice.focus();
  await choice.selectOption('speech.filler');
  await page.waitForURL(/criterion=speech.filler/);
  await region(page, 'Без слов-паразитов: доля выполнивших').locator('svg[role="img"]').waitFor();
  // The card stood there all the while: whoever goes through the criteria by keyboard stays in the list.
  expect(await page.locator('select:focus').inputValue()).toBe('speech.filler');
  await page.getByRole('tab', { name: 'Время' }).click();
  const norms = page.getByRole('table', { name: 'Таблица 5 стандарта: доля уложившихся' });
  expect(await norms.textContent()).toContain('25–45 с');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Слова' }).click();
  await page.getByRole('rowheader', { name: /^ну( |$)/ }).waitFor();
  await page.getByText('Сами слова разговоров видят те, кому разрешено').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 800 });
  for (const view of ['', '&view=criteria', '&view=times', '&view=words', '&view=mail']) {
    await page.goto(`/trends?${period()}${view}`);
    await page.getByRole('tablist').waitFor();
    await page.waitForLoadState('networkidle');
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth'), { message: view }).toBe(320);
    // Rows are cards: only the map of operators and criteria goes to the side.
    expect(await page.evaluate<string[]>(sideways), view).toEqual([]);
  }
  await page.goto(`/trends/calls?${period()}`);
  await page.getByRole('table').getByText('Нарушения', { exact: true }).first().waitFor();
  expect(await page.evaluate<string[]>(sideways)).toEqual([]);
});

it('folds the filters on a narrow screen, with what is set beside the button', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/trends?${period()}&step=month`);
  const button = page.getByRole('button', { name: 'Отбор · 3' });
  await button.waitFor();
  const step = page.getByLabel('Шаг', { exact: true });
  expect(await step.isVisible()).toBe(false);
  expect(await accessibilityFaults(page)).toEqual([]);
  await button.click();
  await step.waitFor();
  await step.selectOption('day');
  await page.getByRole('button', { name: 'Шаг: День' }).click();
  await page.waitForURL((url) => !url.searchParams.has('step'));
  await page.getByRole('button', { name: 'Отбор · 2' }).click();
  await step.waitFor({ state: 'hidden' });
  // The tab that is open is seen whole.
  await page.goto(`/trends?${period()}&view=mail`);
  await page.getByRole('tab', { name: 'Отчёты по почте', selected: true }).waitFor();
  await until(
    page,
    `document.querySelector('[role="tab"][aria-selected="true"]').getBoundingClientRect().right <= 390`,
  );
  // On a wide screen all stand there.
  await page.setViewportSize({ width: 1440, height: 900 });
  await step.waitFor();
});

it('the random sample opens with the last week that is over', async () => {
  await boss.goto('/queue?tab=sample');
  // By the clock of the call centre, three hours before UTC.
  const weekAgo = new Date(Date.now() + 3 * 3_600_000 - 7 * dayMs).toISOString().slice(0, 10);
  await expect.poll(() => boss.getByLabel('Неделя').inputValue()).toBe(isoWeek(weekAgo));
});

it('sends a report by e-mail and shows how it went', async () => {
  await page.goto('/trends?view=mail');
  await page.getByRole('button', { name: 'Новый отчёт' }).click();
  await page.getByLabel('Название').fill('Неделя центра');
  await page.getByLabel('Кому').fill('не адрес');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText('Нужен хотя бы один адрес').waitFor();
  expect(await everyLook(page)).toEqual([]);
  await page.getByLabel('Кому').fill('boss@example.ru');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText(/по понедельникам в 9:00/).waitFor();
  await page.getByRole('button', { name: 'Отправить сейчас' }).click();
  await page.getByRole('list', { name: 'История' }).getByText('отправлен', { exact: true }).waitFor();
  expect(letters).toEqual(['boss@example.ru']);
});

it('the standard says of every requirement what judges it, with its rate and entries', async () => {
  await boss.goto(`/standard?${period()}`);
  await heading(boss, 'Стандарт').waitFor();
  const speech = region(boss, '5.6.3. Речевые приёмы').first();
  const row = speech.getByRole('row').filter({ hasText: 'без слов-паразитов' });
  await expect.poll(() => row.textContent(), { timeout: 30_000 }).toMatch(/Без слов-паразитов.*вес 3.*\d+.%/);
  await row.getByRole('button', { name: /^Слово-паразит: \d+ запис/ }).click();
  await boss
    .getByRole('region', { name: 'Записи правила «Слово-паразит»' })
    .getByText('ну', { exact: true })
    .first()
    .waitFor();
  expect(await everyLook(boss)).toEqual([]);
  await boss.getByLabel('Только то, что проверяет программа').check();
  await boss.waitForURL(/only=machine/);
  // The address is new before the page is.
  await boss.getByText('только человек', { exact: true }).first().waitFor({ state: 'detached' });
  await row.getByRole('link', { name: /^Примеры: Без слов-паразитов/ }).click();
  await heading(boss, 'Звонки тренда').waitFor();
  await boss.goto('/standard');
  await boss.getByText('5.6.3. Речевые приёмы').waitFor();
  await fitsNarrow(boss);
});

it('the search finds forms of words, plays their second, keeps what was looked for, and shows nothing to who may not read', async () => {
  await boss.goto('/search');
  await boss.getByLabel('Слова или фраза').fill('перерасчёты');
  await boss.getByLabel('Кто говорит').selectOption('client');
  await boss.keyboard.press('Tab');
  await boss.getByRole('button', { name: 'Найти' }).click();
  const results = boss.getByRole('list', { name: 'Найденные звонки' });
  await results.waitFor();
  expect((await results.locator('mark').first().textContent())?.toLowerCase()).toMatch(/^перерасчёт/);
  expect(await everyLook(boss)).toEqual([]);
  await boss.getByRole('button', { name: 'Сохранённые отборы' }).click();
  await boss.getByLabel('Название').fill('Перерасчёты');
  await boss.getByRole('button', { name: 'Сохранить' }).click();
  await boss.getByRole('button', { name: 'Перерасчёты', exact: true }).waitFor();
  await boss.keyboard.press('Escape');
  // Of the samples, which stand as yesterday's, there is sound: it is heard here.
  await boss.goto(`/search?q=секундочку&from=${sampleDay}&to=${sampleDay}`);
  const play = results.getByRole('button', { name: /^Слушать с/ }).first();
  await play.click();
  await results.getByRole('button', { name: 'Остановить' }).click();
  await results
    .getByRole('link', { name: /^Открыть звонок на/ })
    .first()
    .click();
  await boss.waitForURL(/\/calls\/.+\?t=/);
  await boss.goto('/search?said=no&q=секундочку');
  await boss.getByText('Этих слов в звонке нет.').first().waitFor();
  await page.goto('/search?q=секундочку');
  await page.getByRole('heading', { name: 'Нет доступа' }).waitFor();
});

it('U68 the trends page stays within its bytes', async () => {
  const fresh = await enter('manager');
  const weight = await weigh(fresh, () =>
    fresh.goto(`/trends?${period()}&basis=all`).then(() => fresh.locator('svg[role="img"]').waitFor()),
  );
  expect((weight.scripts + weight.styles) / 1000).toBeLessThanOrEqual(400);
  await fresh.close();
});
