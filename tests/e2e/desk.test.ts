/** The review desk in a real browser: decisions on the call page, each test named by its acceptance check. */
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults, openBrowser, openPage, signInByForm } from '../support/browser.ts';
import { fitsNarrow, putBack, wear } from '../support/page-state.ts';
import { openCall, rowOf } from '../support/pages.ts';
import { demoPassword, type Product, startProduct } from '../support/product.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { until } from '../support/until.ts';
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
  for (const name of ['01_perfect', '03_lexis', '05_conflict_bad', '07_hold_dead_air']) {
    await rowOf(page, name).getByText('Готов').waitFor({ timeout: 90_000 });
  }
});
afterAll(async () => {
  await browser?.close();
  await product?.end('SIGTERM');
});
afterEach(async () => {
  await putBack(page);
  expect(faults.splice(0)).toEqual([]);
});

const card = (quote: string) =>
  page
    .getByRole('tabpanel')
    .getByRole('listitem')
    .filter({ hasText: `«${quote}»` })
    .first();
/** The time that the player shows. */
const place = (on = page) => on.getByRole('region', { name: 'Проигрыватель' }).locator('b').first();
/** Goes to a segment by its time button, as the keyboard does. */
const playFrom = (time: string) => page.getByRole('button', { name: `Слушать с ${time}` }).click();
const tab = (name: string) => page.getByRole('tab', { name });
/** Opens a tab and waits for its panel: until that is drawn the one before stands. */
const openTab = async (name: string) => {
  await tab(name).click();
  await page.getByRole('tabpanel', { name }).waitFor();
};
/** Waits until the review has been read: only then are there buttons. */
const ready = () => page.getByRole('button', { name: 'Подтвердить' }).first().waitFor();
const openLexis = async () => {
  await openCall(page, '03_lexis');
  await ready();
};

it('U21 Y confirms at once, and the decision is there after a reload with author and time', async () => {
  await openLexis();
  await page.keyboard.press('n');
  const chosen = page.locator('li[data-selected="true"]');
  const quote = (await chosen.locator('p').first().innerText()).slice(1, -1);
  // At once: before the server has answered.
  const held: Route[] = [];
  await page.route('**/decisions', (route) => void held.push(route));
  await page.keyboard.press('y');
  await chosen.getByText('Подтверждено').waitFor();
  await waitFor(() => held.length === 1);
  await held[0]?.continue();
  await page.getByText('Находка подтверждена.').waitFor();
  await page.reload();
  await card(quote).getByText('Подтверждено').waitFor();
  expect(await card(quote).innerText()).toMatch(/Вы, \d+ \S+ \d{4} г\., \d\d:\d\d/);
});

it('U22 X asks for a reason; «другое» demands three letters', async () => {
  await openLexis();
  await card('как бы').getByRole('button').first().click();
  await page.keyboard.press('x');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Почему это не нарушение?').waitFor();
  expect(await dialog.getByRole('listitem').allInnerTexts()).toHaveLength(6);
  expect(await dialog.innerText()).not.toMatch(/misheard|quoted/);
  await page.keyboard.press('6');
  const save = dialog.getByRole('button', { name: 'Снять находку' });
  await dialog.getByLabel('Какая причина?').fill('- …');
  expect(await save.isDisabled()).toBe(true);
  await dialog.getByLabel('Какая причина?').fill('так говорит клиент');
  await save.click();
  await card('как бы').getByText('Снято').waitFor();
  expect(await card('как бы').innerText()).toContain('«так говорит клиент»');
});

it('U23 undo within ten seconds restores the state and leaves both records in the history', async () => {
  await openLexis();
  await card('ошибка').getByRole('button').first().click();
  await page.keyboard.press('x');
  await page.keyboard.press('1');
  await page.getByText('Находка снята.').waitFor();
  await page.keyboard.press('z');
  await page.getByText('Находка снята.').waitFor({ state: 'detached' });
  await card('ошибка').getByText('Снято').waitFor({ state: 'detached' });
  await openTab('История');
  await page.getByRole('list', { name: 'История разбора' }).getByText('решение отменено').waitFor();
  const lines = await page.getByRole('list', { name: 'История разбора' }).getByRole('listitem').allInnerTexts();
  expect(lines[0]).toContain('решение отменено');
  expect(lines[1]).toContain('снято');
});

it('U24 the second of two reviewers gets the other’s name and nothing is overwritten', async () => {
  await openLexis();
  const address = page.url();
  const other = await openPage(browser, product.url);
  await signInByForm(other.page, 'supervisor', await demoPassword(folder, 'supervisor'));
  // The other page neither hears of the decision nor reads it again.
  await other.page.routeWebSocket('**/api/live', () => {});
  await other.page.goto(address);
  await other.page.getByRole('button', { name: 'Подтвердить' }).first().waitFor();
  await card('представьтесь').getByRole('button', { name: 'Подтвердить' }).click();
  await page.getByText('Находка подтверждена.').waitFor();
  const there = other.page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: '«представьтесь»' });
  await there.getByRole('button', { name: 'Снять' }).click();
  await other.page.keyboard.press('1');
  const alert = other.page.getByRole('alert');
  await alert.getByText('Решение не сохранено').waitFor();
  expect(await alert.innerText()).toContain('Ирина Контролёва');
  await there.getByText('Подтверждено').waitFor();
  await other.page.close();
});

it('U25 U27 an answer of a person stands beside the machine’s, and the total is counted anew', async () => {
  await openCall(page, '01_perfect');
  await openTab('Карта оценки');
  await page.getByText('Оценка 100 из 100').waitFor();
  const row = page.getByRole('listitem').filter({ hasText: 'Без слов-паразитов' });
  await row.getByRole('combobox').selectOption({ label: 'Вы: Не выполнено' });
  const changed = page.getByRole('listitem').filter({ hasText: 'Без слов-паразитов' });
  await changed.getByText('авто: Выполнено → Вы: Не выполнено').waitFor();
  await page.getByText('Программа поставила 100').waitFor();
  await changed.getByRole('combobox').selectOption('');
  await page.getByText('Оценка 100 из 100').waitFor();
});

it('U26 an automatic answer shows its evidence, which plays, or says why there is none', async () => {
  await openLexis();
  await openTab('Карта оценки');
  const rows = page
    .getByRole('tabpanel')
    .getByRole('listitem')
    .filter({ has: page.getByRole('combobox') });
  await rows.first().waitFor();
  for (const row of await rows.all()) {
    const chips = await row.getByRole('list', { name: 'Где это слышно' }).count();
    if (chips === 0) expect((await row.innerText()).length).toBeGreaterThan(40);
  }
  await page.getByRole('list', { name: 'Где это слышно' }).first().getByRole('button').first().click();
  await waitFor(async () => (await place().innerText()) !== '0:00');
});

it('U28 a comment has a pin at its second, belongs to its author, and HTML in it is text', async () => {
  await openLexis();
  await playFrom('0:29');
  await page.keyboard.press('c');
  await page.locator('textarea:focus').waitFor();
  await page.keyboard.type('<b>важно</b>');
  await page.keyboard.press('Control+Enter');
  const list = page.getByRole('list', { name: 'Комментарии' });
  await list.getByText('<b>важно</b>').waitFor();
  const second = Number(await page.getByRole('button', { name: /: комментарий/ }).getAttribute('data-second'));
  expect(second).toBeGreaterThanOrEqual(29);
  expect(second).toBeLessThan(40);
  const trainer = await openPage(browser, product.url);
  await signInByForm(trainer.page, 'trainer', await demoPassword(folder, 'trainer'));
  await trainer.page.goto(page.url());
  await trainer.page.getByRole('tab', { name: 'Комментарии' }).click();
  await trainer.page.getByRole('list', { name: 'Комментарии' }).getByText('<b>важно</b>').waitFor();
  expect(await trainer.page.getByRole('button', { name: 'Удалить' }).count()).toBe(0);
  await trainer.page.close();
  await list.getByRole('button', { name: 'Удалить' }).click();
  await list.getByText('<b>важно</b>').waitFor({ state: 'detached' });
});

it('U29 a draft survives the death of the page', async () => {
  await openLexis();
  await page.keyboard.press('c');
  await page.locator('textarea:focus').waitFor();
  await page.keyboard.type('незаконченная мысль');
  await page.goto('about:blank');
  await page.goBack();
  await ready();
  await page.keyboard.press('c');
  expect(await page.getByLabel(/^Комментарий к/).inputValue()).toBe('незаконченная мысль');
  await page.getByLabel(/^Комментарий к/).fill('');
});

it('U15 U16 the link to a moment opens at that second with that finding, silent', async () => {
  await openLexis();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await card('ошибка').getByRole('button').first().click();
  await page.getByRole('button', { name: 'Скопировать ссылку на это место' }).click();
  await page.getByText('Ссылка скопирована').waitFor();
  const link = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(link).toMatch(/\?t=[\d.]+&flag=[0-9a-f-]{36}$/);
  const other = await openPage(browser, product.url);
  await signInByForm(other.page, 'supervisor', await demoPassword(folder, 'supervisor'));
  await other.page.goto(link);
  await other.page.locator('li[data-selected="true"]').filter({ hasText: '«ошибка»' }).waitFor();
  const wanted = Math.floor(Number(new URL(link).searchParams.get('t')));
  const shown = `0:${String(wanted).padStart(2, '0')}`;
  await waitFor(async () => (await place(other.page).innerText()) === shown);
  await other.page.waitForTimeout(1_500);
  expect(await place(other.page).innerText()).toBe(shown);
  await other.page.close();
});

it('U51 a missed fault is added and a range changed without dragging', async () => {
  await openLexis();
  await playFrom('0:20');
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog');
  const words = dialog.getByRole('group', { name: 'Слова реплики' }).getByRole('button');
  const first = await words.nth(0).innerText();
  await words.nth(0).click();
  await words.nth(1).click();
  await dialog.getByLabel('Какое правило нарушено').selectOption({ label: 'Просторечие' });
  await dialog.getByRole('button', { name: 'Добавить нарушение' }).click();
  const added = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'добавил человек' });
  await added.first().waitFor();
  expect((await added.first().innerText()).toLowerCase()).toContain(first.toLowerCase().replace(/[,.]/g, ''));
  await page.getByText('Нарушение добавлено.').waitFor();
  await added.first().getByRole('button').first().click();
  await page.keyboard.press('r');
  await dialog.getByRole('group', { name: 'Слова реплики' }).getByRole('button').nth(0).click();
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await added.first().getByText('границы изменены').waitFor();
});

it('U48 the review of a call keeps WCAG 2.2 AA in every tab, light and dark', async () => {
  await openLexis();
  const before = faults.length;
  for (const scheme of ['light', 'dark'] as const) {
    await wear(page, scheme);
    for (const name of ['Нарушения', 'Карта оценки', 'Комментарии', 'История']) {
      await openTab(name);
      expect(await accessibilityFaults(page), `${name}, ${scheme}`).toEqual([]);
    }
  }
  await openTab('Нарушения');
  await page.keyboard.press('n');
  await page.keyboard.press('x');
  await page.getByRole('dialog').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  faults.length = before;
});

it('U30 U34 U43 the queue: filters stand in the address, nothing matches is said, and Ctrl+Enter goes from call to call', async () => {
  await page.goto('/queue');
  await rowOf(page, '03_lexis').waitFor();
  await page.getByLabel('Причина').selectOption({ label: 'Грубое нарушение' });
  await rowOf(page, '03_lexis').waitFor({ state: 'detached' });
  expect(new URL(page.url()).searchParams.get('reason')).toBe('fatal');
  await page.reload();
  await rowOf(page, '05_conflict_bad').waitFor();
  expect(await rowOf(page, '03_lexis').count()).toBe(0);
  await page.getByLabel('Состояние').selectOption({ label: 'Разобраны' });
  await page.getByText('Под отбор ничего не подходит').waitFor();
  await page.getByRole('button', { name: 'Сбросить отбор' }).last().click();
  await rowOf(page, '03_lexis').waitFor();
  const inOrder = async (order: string) => {
    await page.getByLabel('Порядок').selectOption({ label: order });
    await page.getByRole('table', { name: `Звонки, которые ждут разбора, ${order.toLowerCase()}` }).waitFor();
    await page.getByRole('row').nth(2).waitFor();
    return page.getByRole('row').getByRole('link').allInnerTexts();
  };
  const longest = await inOrder('Сначала длинные');
  expect(await inOrder('Сначала короткие')).toEqual(longest.toReversed());
  expect(new URL(page.url()).searchParams.get('sort')).toBe('shortest');
  await page.getByRole('button', { name: 'Начать разбор' }).click();
  await ready();
  const first = await page.getByRole('heading', { level: 1 }).innerText();
  await page.keyboard.press('Control+Enter');
  await waitFor(async () => (await page.getByRole('heading', { level: 1 }).innerText()) !== first);
  await page.goBack();
  await page.getByText(/^Разбор завершён: Ирина Контролёва/).waitFor();
});

it('U35 broken values of the address are told and left out', async () => {
  await page.goto('/queue?reason=abc&week=2026');
  await page.getByText('непонятные значения (причина, неделя)').waitFor();
  await rowOf(page, '03_lexis').waitFor();
});

it('U36 filters are kept under a name, renamed, shared and deleted', async () => {
  await page.goto('/queue?reason=findings');
  await page.getByRole('button', { name: 'Сохранённые отборы' }).click();
  await page.getByLabel('Название').fill('Мои нарушения');
  await page.getByRole('button', { name: 'Сохранить этот отбор' }).click();
  await page.getByRole('button', { name: 'Переименовать отбор «Мои нарушения»' }).click();
  await page.getByLabel('Переименовать отбор «Мои нарушения»').fill('Нарушения');
  await page.getByRole('button', { name: 'Переименовать', exact: true }).click();
  await page.getByRole('button', { name: 'Показывать всем отбор «Нарушения»' }).click();
  await page.getByText('виден всем').waitFor();
  await page.goto('/queue');
  await page.getByRole('button', { name: 'Сохранённые отборы' }).click();
  await page.getByRole('button', { name: /^Нарушения/ }).click();
  await waitFor(() => page.url().endsWith('?reason=findings'));
  await page.getByRole('button', { name: 'Сохранённые отборы' }).click();
  await page.getByRole('button', { name: 'Удалить отбор «Нарушения»' }).click();
  await page.getByText('Сохранённых отборов ещё нет.').waitFor();
  await page.keyboard.press('Escape');
});

it('U37 many calls are assigned by one request', async () => {
  await page.goto('/queue');
  await rowOf(page, '03_lexis').waitFor();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/queue/assignments')) sent.push(request.postData() ?? '');
  });
  await page.getByRole('checkbox', { name: 'Выбрать все показанные' }).check();
  await page.getByRole('combobox', { name: 'Кому назначить' }).selectOption({ label: 'Ирина Контролёва' });
  await page.getByRole('button', { name: 'Назначить', exact: true }).click();
  await rowOf(page, '03_lexis').getByText('назначен: Ирина Контролёва').waitFor();
  expect(sent).toHaveLength(1);
});

it('U31 a call that is opened is marked in the queue at once, without a reload', async () => {
  await page.goto('/queue');
  await rowOf(page, '07_hold_dead_air').waitFor();
  const { page: other } = await openPage(browser, product.url);
  await signInByForm(other, 'supervisor', await demoPassword(folder, 'supervisor'));
  await other.goto((await rowOf(page, '07_hold_dead_air').getByRole('link').getAttribute('href')) ?? '');
  await rowOf(page, '07_hold_dead_air').getByText('разбираете Вы').waitFor();
  await other.close();
});

it('U48 U55 the queue keeps WCAG 2.2 AA in both tabs, light and dark, and fits 320 px', async () => {
  const before = faults.length;
  for (const scheme of ['light', 'dark'] as const) {
    await wear(page, scheme);
    for (const address of ['/queue', '/queue?tab=sample']) {
      await page.goto(address);
      await page
        .getByText(address === '/queue' ? '03_lexis' : 'выбраны по жребию')
        .first()
        .waitFor();
      expect(await accessibilityFaults(page), `${address}, ${scheme}`).toEqual([]);
    }
  }
  faults.length = before;
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto('/queue');
  await page.getByText('03_lexis').waitFor();
  await fitsNarrow(page);
});

it('U71 the session ends in the middle of a review: the same page, the decision is sent once after signing in', async () => {
  await openLexis();
  await card('вот').getByRole('button').first().click();
  await page.context().clearCookies();
  await page.keyboard.press('y');
  const dialog = page.getByRole('dialog', { name: 'Сеанс закончился' });
  await dialog.getByLabel(/^Пароль/).fill(await demoPassword(folder, 'supervisor'));
  await dialog.getByRole('button', { name: 'Войти', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Находка подтверждена.').waitFor();
  await openTab('История');
  await page.getByText('Находка «вот»').first().waitFor();
  expect(await page.getByText('Находка «вот»').count()).toBe(1);
  // No request of this page is told of after it is left.
  await page.goto('about:blank');
  // The refusals are the point here.
  const others = faults.filter((fault) => !fault.includes('401') && !fault.includes('WebSocket'));
  faults.length = 0;
  expect(others).toEqual([]);
});

it('U72 signing out in one tab signs out the other', async () => {
  const context = await browser.newContext({ baseURL: product.url, locale: 'ru-RU' });
  const [one, other] = [await context.newPage(), await context.newPage()];
  await signInByForm(one, 'supervisor', await demoPassword(folder, 'supervisor'));
  await other.goto('/calls');
  await other.getByRole('button', { name: /^Меню пользователя/ }).click();
  await other.getByRole('button', { name: 'Выйти' }).click();
  await one.getByLabel('Логин').waitFor();
  await until(one, "!Object.keys(localStorage).some((name) => name.includes('kept'))");
  await context.close();
});
