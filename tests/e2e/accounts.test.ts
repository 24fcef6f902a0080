/** The administrator lets people in, and they replace their one-time passwords, in a real browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, openBrowser, openPage, signInByForm } from '../support/browser.ts';
import { putBack, wear } from '../support/page-state.ts';
import { demoPassword, type Product, startProduct } from '../support/product.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
let product: Product;
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  product = await startProduct(folder);
  browser = await openBrowser();
  ({ page, faults } = await openPage(browser, product.url));
  await signInByForm(page, 'admin', await demoPassword(folder, 'admin'));
});
afterAll(async () => {
  await browser?.close();
  await product?.end('SIGTERM');
});

afterEach(() => putBack(page));

const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('the administrator', () => {
  it('makes a team and a supervisor of it, who replaces the one-time password; A78 nothing of calls stays in the browser', async () => {
    await page.getByRole('link', { name: 'Пользователи' }).click();
    await page.getByRole('heading', { name: 'Пользователи', level: 1 }).waitFor();
    await page.getByRole('tab', { name: 'Группы' }).click();
    await button('Добавить').click();
    await page.getByLabel('Название группы').fill('Первая линия');
    await page.getByLabel('Операторы: по номеру в строке').fill('op-svetlana\nop-anna');
    await button('Сохранить').click();
    await page.getByRole('row').filter({ hasText: 'Первая линия' }).getByText('2 оператора').waitFor();

    await page.getByRole('tab', { name: 'Люди' }).click();
    await button('Добавить').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Логин').fill('newlead');
    await dialog.getByLabel('Имя', { exact: true }).fill('Нина Новикова');
    await dialog.getByLabel('Роль').selectOption('supervisor');
    await dialog.getByLabel('Первая линия').check();
    await dialog.getByRole('button', { name: 'Добавить' }).click();
    const password = await dialog.locator('code').innerText();
    expect(password.length).toBeGreaterThanOrEqual(16);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('row').filter({ hasText: 'Нина Новикова' }).getByText('Ждёт смены пароля').waitFor();

    const own = await openPage(browser, product.url);
    const form = own.page;
    await form.goto('/calls');
    await form.getByLabel('Логин').fill('newlead');
    await form.getByLabel('Пароль', { exact: true }).fill(password);
    await form.getByRole('button', { name: 'Войти' }).click();
    await form.getByRole('heading', { name: 'Новый пароль' }).waitFor();
    expect(await accessibilityFaults(form)).toEqual([]);
    const change = async (next: string) => {
      await form.getByLabel('Одноразовый пароль').fill(password);
      await form.getByLabel('Новый пароль', { exact: true }).fill(next);
      await form.getByLabel('Новый пароль ещё раз').fill(next);
      await form.getByRole('button', { name: 'Сохранить пароль' }).click();
    };
    await change('password1234');
    await form.getByText(/Пароль легко подобрать/).waitFor();
    await change('семь зелёных черепах у озера');
    // Calls of the own team alone.
    await form.getByRole('heading', { name: 'Звонки', level: 1 }).waitFor();
    await form.getByRole('row').filter({ hasText: '03_lexis' }).waitFor();
    await expect.poll(() => form.getByRole('row').count()).toBe(3);
    expect(await form.content()).not.toContain('Ольга');
    expect(await form.getByRole('link', { name: 'Пользователи' }).count()).toBe(0);

    // A78: what the page keeps in the browser is settings, never what calls say.
    const kept = await form.evaluate<string>('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
    expect(kept).not.toMatch(/Светлана|Анна|справочку|\d{10}/);
    expect(await form.evaluate<number>('indexedDB.databases().then((list) => list.length)')).toBe(0);
    await form.close();
  });

  it('gives a role its rights, disables, resets and makes a key, and WCAG 2.2 AA holds', async () => {
    await page.goto('/users');
    await button('Изменить: Павел Наставников').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('слушать записи').check();
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await dialog.waitFor({ state: 'detached' });
    await button('Изменить: Павел Наставников').click();
    expect(await dialog.getByLabel('слушать записи').isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Отключить' }).click();
    await page.getByRole('row').filter({ hasText: 'Павел Наставников' }).getByText('Отключена').waitFor();
    await button('Изменить: Администратор').click();
    expect(await dialog.getByRole('button', { name: 'Отключить' }).count()).toBe(0);
    await page.keyboard.press('Escape');

    await page.getByRole('tab', { name: 'Ключи' }).click();
    await button('Добавить').click();
    await dialog.getByLabel('Для чего ключ').fill('АТС');
    await dialog.getByRole('button', { name: 'Добавить' }).click();
    expect(await dialog.locator('code').innerText()).toMatch(/^kamerton_/);
    await page.keyboard.press('Escape');
    await page.getByRole('row').filter({ hasText: 'АТС' }).getByRole('button', { name: 'Отозвать' }).click();
    await page.getByRole('row').filter({ hasText: 'АТС' }).getByText('Отозван').waitFor();

    // axe puts styles of its own into the page, which the page's policy rightly refuses.
    const before = faults.filter((fault) => !/CSP style-src|Content Security Policy/.test(fault));
    expect(before).toEqual([]);
    for (const scheme of ['light', 'dark'] as const) {
      await wear(page, scheme);
      for (const tab of ['Люди', 'Группы', 'Ключи']) {
        await page.getByRole('tab', { name: tab }).click();
        await page.getByRole('tabpanel', { name: tab }).getByRole('row').nth(1).waitFor();
        expect(await accessibilityFaults(page), `${tab}, ${scheme}`).toEqual([]);
      }
    }
  });
});
