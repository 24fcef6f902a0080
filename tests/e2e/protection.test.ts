/** «Защита данных» in a real browser: the log is searched and checked, periods are changed, a person's calls are deleted. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, openBrowser, openPage, signInByForm } from '../support/browser.ts';
import { putBack } from '../support/page-state.ts';
import { demoPassword, type Product, signIn, startProduct } from '../support/product.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
const phone = '+7 912 000-11-22';
/** Younger than everything that is deleted by time. */
const monthAgo = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
let product: Product;
let browser: Browser;
let page: Page;
let faults: string[];

/** Sends a judged call of the client through the front door. */
async function uploadCall(cookie: string): Promise<void> {
  const form = new FormData();
  form.set('metadata', JSON.stringify({ client: { phone }, started_at: `${monthAgo}T10:00:00+03:00` }));
  const segments = [{ speaker: 'client', start: 0, end: 1, text: 'Добрый день' }];
  form.set('transcript', new Blob([JSON.stringify({ id: 'deleted-call', segments })]), 'deleted-call.json');
  const answer = await fetch(`${product.url}/api/calls`, { method: 'POST', headers: { cookie }, body: form });
  if (!answer.ok) throw new Error(`upload: ${answer.status} ${await answer.text()}`);
}

beforeAll(async () => {
  product = await startProduct(folder);
  await uploadCall(await signIn(product.url, folder, 'admin'));
  browser = await openBrowser();
  ({ page, faults } = await openPage(browser, product.url));
  await signInByForm(page, 'admin', await demoPassword(folder, 'admin'));
  await page.getByRole('link', { name: 'Защита данных' }).click();
  await page.getByRole('heading', { name: 'Защита данных', level: 1 }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await product?.end('SIGTERM');
});

afterEach(() => putBack(page));

const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('data protection', () => {
  it('shows who did what, narrows by action and person, and says that the log is whole', async () => {
    const rows = page.getByRole('row');
    await rows.filter({ hasText: 'Загрузка звонка' }).filter({ hasText: 'уже был: нет' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Кто', { exact: true }).fill('никого');
    await page.getByText('Таких записей нет.').waitFor();
    await page.getByLabel('Кто', { exact: true }).fill('adm');
    await rows.filter({ hasText: 'Вход' }).first().waitFor();
    await button('Проверить целостность').click();
    await page.getByText(/Журнал цел: \d+ запис/).waitFor();
  });

  it('keeps the filters of the log in the address, step by step', async () => {
    const who = page.getByLabel('Кто', { exact: true });
    await page.goto('/protection');
    await who.fill('adm');
    await page.waitForURL('**/protection?actor=adm');
    await who.fill('admin');
    await page.waitForURL('**/protection?actor=admin');
    await page.getByLabel('С даты').fill(monthAgo);
    await page.getByLabel('С даты').blur();
    await page.waitForURL(`**/protection?actor=admin&from=${monthAgo}`);
    await page.reload();
    expect(await who.inputValue()).toBe('admin');
    expect(await page.getByLabel('С даты').inputValue()).toBe(monthAgo);
    await page.goBack();
    await page.waitForURL('**/protection?actor=admin');
    await expect.poll(() => page.getByLabel('С даты').inputValue()).toBe('');
    // Letters of one name are one step.
    await page.goBack();
    await page.waitForURL('**/protection');
    await expect.poll(() => who.inputValue()).toBe('');
    await page.goto('/protection?actor=admin&action=nonsense&from=yesterday');
    await page.getByText('В адресе страницы непонятные значения (действие, с даты)').waitFor();
    expect(await who.inputValue()).toBe('admin');
    await button('Сбросить отбор').click();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await expect.poll(() => who.inputValue()).toBe('');
  });

  it('gives the report of accesses as CSV', async () => {
    const href = (await page.getByRole('link', { name: 'Кто слушал и выгружал: CSV' }).getAttribute('href')) ?? '';
    const cookie = await signIn(product.url, folder, 'admin');
    const answer = await fetch(new URL(href, product.url), { headers: { cookie } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(await answer.text()).toContain('кто;адрес;действие');
  });

  it('changes a period and refuses one that is none', async () => {
    await page.getByRole('tab', { name: 'Хранение' }).click();
    const recordings = page.getByLabel('Записи');
    await expect.poll(() => recordings.inputValue()).toBe('6 месяцев');
    await recordings.fill('полгода');
    await page.getByText('Например: 6 месяцев').waitFor();
    await recordings.fill('90 дней');
    await button('Сохранить').click();
    await page.getByText('Сроки сохранены').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.reload();
    // Where the browser keeps answers, the one before may stand for a moment.
    await expect.poll(() => recordings.inputValue(), { timeout: 10_000 }).toBe('90 дней');
  });

  it('keeps the open tab in the address: the back button goes from tab to tab', async () => {
    const open = (name: string) => page.getByRole('tab', { name, selected: true }).waitFor();
    await page.getByRole('tab', { name: 'Личные данные' }).click();
    await page.waitForURL(/\/protection\?tab=privacy$/);
    await page.goBack();
    await open('Хранение');
    await page.goBack();
    await open('Журнал');
    await page.goto('/protection?tab=nonsense');
    await open('Журнал');
  });

  it('finds the calls of a number, deletes them and gives the act', async () => {
    await page.getByRole('tab', { name: 'Личные данные' }).click();
    await page.getByLabel('Телефон или лицевой счёт').fill('8 912 000 11 22');
    await button('Найти').click();
    await page.getByRole('row').filter({ hasText: 'deleted-call' }).getByText('телефония').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Основание: заявление, номер, дата').fill('заявление № 17');
    await button('Удалить навсегда').click();
    const row = page.getByRole('row').filter({ hasText: 'заявление № 17' });
    await row.getByText('Закончено').waitFor({ timeout: 150_000 });
    const href = (await row.getByRole('link', { name: 'печать' }).getAttribute('href')) ?? '';
    const cookie = await signIn(product.url, folder, 'admin');
    const act = await fetch(new URL(href, product.url), { headers: { cookie } });
    expect(await act.text()).toContain('АКТ ОБ УНИЧТОЖЕНИИ ПЕРСОНАЛЬНЫХ ДАННЫХ');
    await button('Найти').click();
    await page.getByText('По этому номеру ничего не хранится.').waitFor();
    expect(faults).toEqual([]);
  });
});
