/** The operator's side in a real browser: own page, dispute, notices, coaching; each test named by its acceptance check. */
import type { Browser, Page, WebSocketRoute } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults, openBrowser, openPage, signInByForm } from '../support/browser.ts';
import { fitsNarrow, putBack, wear } from '../support/page-state.ts';
import { openCall, rowOf } from '../support/pages.ts';
import { demoPassword, type Product, startProduct } from '../support/product.ts';
import { seedCalls } from '../support/seed-history.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait-for.ts';

const folder = tempFolder();
let product: Product;
let browser: Browser;
/** The operator «Светлана», and her supervisor. */
let page: Page;
let boss: Page;
const faults: string[] = [];
/** Live connections of the supervisor's page, the newest last; while `cut`, none comes up. */
const sockets: WebSocketRoute[] = [];
let cut = false;
/** Address of the call 03_lexis. */
let lexis = '';
/** Everything that the server told the operator's page. */
const told: { url: string; text: string }[] = [];

beforeAll(async () => {
  product = await startProduct(folder);
  browser = await openBrowser();
  boss = await enter('supervisor', (fresh) =>
    fresh.routeWebSocket('**/api/live', (socket) => {
      if (cut) return void socket.close({ code: 1012 });
      socket.connectToServer();
      sockets.push(socket);
    }),
  );
  await rowOf(boss, '03_lexis').getByText('Готов').waitFor({ timeout: 90_000 });
  await seedCalls(folder, 200, 2);
  page = await enter('operator', (fresh) => {
    fresh.on('response', async (answer) => {
      if (!new URL(answer.url()).pathname.startsWith('/api/') || !answer.headers()['content-type']?.includes('json'))
        return;
      told.push({ url: answer.url(), text: await answer.text().catch(() => '') });
    });
    fresh.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => told.push({ url: 'socket', text: String(payload) })),
    );
  });
});
afterAll(async () => {
  await browser?.close();
  await product?.end('SIGTERM');
});
afterEach(async () => {
  await Promise.all([putBack(page), putBack(boss)]);
  expect(faults.splice(0)).toEqual([]);
});

async function enter(login: string, watch: (page: Page) => unknown = () => {}): Promise<Page> {
  const opened = await openPage(browser, product.url);
  opened.page.on('close', () => faults.push(...opened.faults));
  opened.page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${login}: ${message.text()} ${message.location().url}`);
  });
  opened.page.on('pageerror', (error) => faults.push(`${login}: ${error.message}`));
  await watch(opened.page);
  await opened.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await signInByForm(opened.page, login, await demoPassword(folder, login));
  return opened.page;
}
const bell = (on: Page) => on.getByRole('button', { name: /^Уведомления/ });
/** axe measures colours by a style of its own there, which the page refuses. */
async function faultsOfCallPage(on: Page): Promise<string[]> {
  const before = faults.length;
  const found = await accessibilityFaults(on);
  faults.length = before;
  return found;
}
const card = (on: Page, quote: string) =>
  on
    .getByRole('tabpanel')
    .getByRole('listitem')
    .filter({ hasText: `«${quote}»` })
    .first();

it('the operator’s home is the own page; U58 the chart has a title, a description and its table behind one button', async () => {
  expect(new URL(page.url()).pathname).toBe('/me');
  await page.getByText(/^Оценен[ыо] \d+ звонк|^Оценён/).waitFor();
  const chart = page.locator('svg.recharts-surface[role="img"]');
  await chart.waitFor();
  expect(await chart.locator('title').first().innerHTML()).toBe('Оценка по времени');
  expect(await chart.locator('desc').first().innerHTML()).toContain('95-процентный интервал');
  await page.getByRole('button', { name: 'Показать таблицей' }).click();
  const rows = page.getByRole('table', { name: /Средняя оценка по шагам/ }).getByRole('row');
  // The head, and twelve or thirteen weeks.
  await rows.nth(12).waitFor();
  expect(await page.getByRole('table').innerText()).toMatch(/\d{1,3},\d – \d{1,3},\d/);
  await page.getByRole('button', { name: 'Показать графиком' }).click();
  await chart.waitFor();
});

it('U34 U35 period and step stand in the address; broken values are told', async () => {
  await page.getByLabel('Шаг').selectOption({ label: 'Месяц' });
  await waitFor(() => page.url().endsWith('?step=month'));
  await page.getByLabel('Период').selectOption({ label: '4 недели' });
  await page.waitForURL(/weeks=4/);
  await page.reload();
  await expect.poll(() => page.getByLabel('Период').inputValue()).toBe('4');
  await page.goto('/me?weeks=7&step=year');
  await page.getByText('непонятные значения (период, шаг)').waitFor();
  await expect.poll(() => page.getByLabel('Шаг').inputValue()).toBe('week');
});

it('what is counted is said, what repeats has its better phrase and its place', async () => {
  await page.goto('/me');
  await page.getByText('Оценки поставила программа').waitFor();
  const repeated = page.getByRole('listitem').filter({ hasText: /раза? в \d+ звонк/ });
  await repeated.first().waitFor();
  await page.getByText('Лучше:').first().waitFor();
  await repeated.first().getByRole('link').click();
  await page.locator('li[data-selected="true"]').waitFor();
});

it('U33 the operator acknowledges and disputes on the call page; the supervisor is told, at the moment', async () => {
  await openCall(page, '03_lexis');
  lexis = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'Ознакомлен' }).click();
  await page.getByText(/^Вы ознакомлены: /).waitFor();
  await expect.poll(() => page.getByText(/Возразить можно до /).count()).toBe(1);
  const finding = card(page, 'как бы');
  await finding.getByRole('button', { name: 'Не согласен…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Ваши слова супервизору').fill('- …');
  expect(await dialog.getByRole('button', { name: 'Отправить возражение' }).isDisabled()).toBe(true);
  expect(await faultsOfCallPage(page)).toEqual([]);
  await dialog.getByLabel('Ваши слова супервизору').fill('Это слова из письма клиента');
  await dialog.getByRole('button', { name: 'Отправить возражение' }).click();
  await finding.getByText('оператор не согласен').waitFor();
  await finding.getByText('Это слова из письма клиента').waitFor();
  await expect.poll(() => finding.getByRole('button', { name: 'Не согласен…' }).count()).toBe(0);
  await page.reload();
  await page.getByText(/^Вы ознакомлены: /).waitFor();
  // Pushed, without a reload.
  await boss.getByRole('button', { name: 'Уведомления: 1 новое' }).waitFor();
});

it('U46 the notice leads to the moment, is read by that, and comes once after a reconnect', async () => {
  // Until it has been seen: the page comes back within half a second.
  cut = true;
  await sockets.at(-1)?.close();
  await boss
    .getByText('Связь с сервером потеряна')
    .waitFor()
    .finally(() => {
      cut = false;
    });
  await boss.getByText('Связь с сервером потеряна').waitFor({ state: 'detached' });
  await boss.getByRole('button', { name: 'Уведомления: 1 новое' }).waitFor();
  await bell(boss).click();
  const notice = boss.getByRole('list', { name: 'Список уведомлений' }).getByRole('link');
  await notice.first().waitFor();
  expect(await notice.count()).toBe(1);
  await notice.filter({ hasText: 'Светлана: возражение, звонок 03_lexis' }).click();
  await boss.locator('li[data-selected="true"]').filter({ hasText: '«как бы»' }).waitFor();
  expect(boss.url()).toMatch(/\/calls\/[0-9a-f-]{36}\?t=[\d.]+&flag=[0-9a-f-]{36}$/);
  await boss.getByRole('button', { name: 'Уведомления: новых нет' }).waitFor();
  await boss.reload();
  await bell(boss).click();
  await notice.first().waitFor();
  expect(await notice.count()).toBe(1);
  expect(await notice.first().innerText()).not.toContain('не прочитано');
  await boss.keyboard.press('Escape');
});

it('U33 the supervisor hears the second and accepts the dispute with a reason; the operator and the trainer are told', async () => {
  await card(boss, 'как бы').getByRole('link', { name: 'Решить возражение' }).click();
  await boss.getByText('Вся реплика:').waitFor();
  const dispute = boss.getByRole('listitem').filter({ hasText: '«как бы»' });
  await dispute.getByRole('button', { name: /^Слушать «как бы»/ }).click();
  await dispute.getByRole('button', { name: 'Остановить «как бы»' }).waitFor();
  const accept = dispute.getByRole('button', { name: 'Принять: это не нарушение' });
  expect(await accept.isDisabled()).toBe(true);
  expect(await accessibilityFaults(boss)).toEqual([]);
  await dispute.getByLabel('Ответ оператору').fill('Согласна, это цитата');
  await dispute.getByLabel('Предложить тренеру исключение').check();
  await accept.click();
  await dispute.getByText('Принято', { exact: true }).waitFor();
  await boss.getByRole('heading', { name: 'Такие же находки' }).waitFor();
  await page.getByRole('button', { name: 'Уведомления: 1 новое' }).waitFor();
  await bell(page).click();
  await page.getByRole('link', { name: /Ирина Контролёва: возражение принято/ }).click();
  await card(page, 'как бы').getByText('Ирина Контролёва: Согласна, это цитата').waitFor();
  const trainer = await enter('trainer');
  await bell(trainer).click();
  await trainer.getByRole('link', { name: /предложено исключение/ }).waitFor();
  await trainer.close();
});

it('siblings of an accepted dispute are dismissed together', async () => {
  const list = boss.getByRole('region', { name: 'Такие же находки' });
  const boxes = list.getByRole('checkbox', { name: /^Снять «/ });
  // Of somebody else: on the operator's own page nothing changes by it.
  const other = list
    .getByRole('listitem')
    .filter({ hasNotText: 'Светлана' })
    .getByRole('checkbox', { name: /^Снять «/ })
    .first();
  await other.waitFor();
  const before = await boxes.count();
  await other.check();
  await list.getByRole('button', { name: 'Снять 1 находку' }).click();
  await list.getByText('Снята 1 находка').waitFor();
  await waitFor(async () => (await boxes.count()) < before || before === 100);
});

it('U34 the filters of the disputes stand in the address', async () => {
  await boss.goto('/disputes');
  await boss.getByText('Возражений нет').waitFor();
  await boss.getByLabel('Состояние').selectOption({ label: 'Принято' });
  await boss.getByText('Это слова из письма клиента').waitFor();
  await boss.getByLabel('Оператор', { exact: true }).selectOption({ label: 'Ольга' });
  await boss.getByText('Под отбор ничего не подходит').waitFor();
  await boss.reload();
  await boss.getByText('Под отбор ничего не подходит').waitFor();
  expect(new URL(boss.url()).search).toBe('?state=accepted&operator=op-olga');
  await boss.goto('/disputes?state=closed&open=17');
  await boss.getByText('непонятные значения (состояние, возражение)').waitFor();
});

it('a coaching note is made from the call page and the operator’s page, read by the operator, and measured', async () => {
  await openCall(boss, '03_lexis');
  await card(boss, 'ошибка').getByRole('button', { name: 'В заметку' }).click();
  await boss.getByText('В заметке: 1 место').waitFor();
  await boss.goto('/operators/op-svetlana');
  await boss.getByRole('heading', { name: 'Оператор: Светлана' }).waitFor();
  await boss
    .getByRole('button', { name: /^В заметку: / })
    .first()
    .click();
  await boss.getByText('В новой заметке: 2 фрагмента').waitFor();
  await boss.getByRole('link', { name: 'Написать заметку' }).click();
  await boss.getByLabel('Что сказать оператору').fill('Послушайте эти места: так говорить не стоит.');
  await boss.getByRole('button', { name: 'Отправить' }).click();
  await boss.getByText('Послушайте эти места').waitFor();
  await boss.getByText('ещё не прочитана').waitFor();
  await boss
    .getByText(/мало звонков|без изменений|улучшилось|ухудшилось/)
    .first()
    .waitFor();
  await bell(page).click();
  await page.getByRole('link', { name: /заметка для Вас, 2 фрагмента/ }).click();
  await page.getByRole('button', { name: 'Прочитано и понятно' }).click();
  await page.getByText(/^прочитана /).waitFor();
  await page.getByRole('button', { name: /^Слушать «ошибка»/ }).click();
  await page.getByRole('button', { name: 'Остановить «ошибка»' }).click();
  await page.getByRole('button', { name: /^Слушать «ошибка»/ }).waitFor();
  await boss.getByText(/^прочитана /).waitFor();
});

it('U54 a decision counts on the own page, and what was decided is said in words', async () => {
  await boss.goto('/operators/op-svetlana');
  const poor = boss.getByRole('heading', { name: 'Над чем поработать' }).locator('xpath=..');
  // In a call that nobody has decided in yet.
  await poor.locator(`a:not([href*="${lexis}"])`).first().click();
  const chosen = boss.locator('li[data-selected="true"]');
  await chosen.getByRole('button', { name: 'Снять…' }).click();
  await boss.getByRole('dialog').getByRole('button', { name: 'Распознано неверно' }).click();
  await boss.getByText('Находка снята.').waitFor();
  await page.goto('/me');
  await page.getByText('в 2 звонках учтены решения людей').waitFor();
  await page.goto('/disputes');
  await page.getByRole('listitem').getByText('Принято', { exact: true }).waitFor();
});

it('U71 a comment and an answer to a criterion that meet the end of the session are sent once after signing in', async () => {
  await openCall(boss, '03_lexis');
  await boss.getByRole('button', { name: 'Подтвердить' }).first().waitFor();
  await boss.keyboard.press('c');
  await boss.locator('textarea:focus').waitFor();
  await boss.keyboard.type('после конца сеанса');
  await boss.context().clearCookies();
  await boss.keyboard.press('Control+Enter');
  await signInAgain(boss);
  await boss.getByRole('list', { name: 'Комментарии' }).getByText('после конца сеанса').waitFor();
  await boss.getByRole('tab', { name: 'Карта оценки' }).click();
  await boss.context().clearCookies();
  const row = boss.getByRole('listitem').filter({ hasText: 'Прощание' });
  await row.getByRole('combobox').selectOption({ label: 'Вы: Неприменимо' });
  await signInAgain(boss);
  await row.getByText('→ Вы: Неприменимо').waitFor();
  await boss.reload();
  await boss.getByRole('tab', { name: 'Комментарии' }).click();
  await boss.getByText('после конца сеанса').waitFor();
  expect(await boss.getByText('после конца сеанса').count()).toBe(1);
  await boss.getByRole('tab', { name: 'История' }).click();
  await boss.getByText('Критерий «Прощание»').waitFor();
  expect(await boss.getByText('Критерий «Прощание»').count()).toBe(1);
  // No request of this page is told of after it is left.
  await boss.goto('about:blank');
  // The refusals are the point here.
  const others = faults.filter((fault) => !fault.includes('401') && !fault.includes('WebSocket'));
  faults.length = 0;
  expect(others).toEqual([]);
});

it('a decision whose finding is gone after a new judgement stays on the call page', async () => {
  await boss.route('**/review', async (route) => {
    const answer = await route.fetch();
    const review = await answer.json();
    const orphans = review.findings.filter((one: { review: unknown }) => one.review !== null);
    await route.fulfill({ json: { ...review, findings: [], orphans } });
  });
  await openCall(boss, '03_lexis');
  await boss.getByText('После пересчёта этих находок больше нет').waitFor();
  const gone = boss.getByRole('list', { name: 'Решения без находки' });
  expect(await gone.innerText()).toMatch(/«как бы»[\s\S]*снято – Принято возражение оператора/);
  expect(await faultsOfCallPage(boss)).toEqual([]);
});

async function signInAgain(on: Page): Promise<void> {
  const dialog = on.getByRole('dialog', { name: 'Сеанс закончился' });
  await dialog.getByLabel(/^Пароль/).fill(await demoPassword(folder, 'supervisor'));
  await dialog.getByRole('button', { name: 'Войти', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

const routes = [
  ['operator', '/me', 'Что повторяется'],
  ['operator', '/disputes', 'Это слова из письма клиента'],
  ['operator', '/coaching', 'Послушайте эти места'],
  ['supervisor', '/operators/op-svetlana', 'Что повторяется'],
  ['supervisor', '/disputes?state=accepted', 'Это слова из письма клиента'],
  ['supervisor', '/coaching', 'Послушайте эти места'],
  ['supervisor', '/coaching/new?operator=op-svetlana', 'Что сказать оператору'],
] as const;

it('U48 U55 these pages keep WCAG 2.2 AA, light and dark, and fit 320 px', async () => {
  for (const [login, address, text] of routes) {
    const on = login === 'operator' ? page : boss;
    for (const scheme of ['light', 'dark'] as const) {
      await wear(on, scheme);
      await on.goto(address);
      await on.getByText(text).first().waitFor();
      expect(await accessibilityFaults(on), `${login} ${address}, ${scheme}`).toEqual([]);
    }
    await fitsNarrow(on);
  }
  await wear(page, 'light');
  await page.goto('/coaching');
  await page.getByRole('link', { name: /Ирина Контролёва, / }).click();
  await page.getByText('Что изменилось').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await bell(page).click();
  await page.getByRole('list', { name: 'Список уведомлений' }).getByRole('link').first().waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  await bell(page).click();
  const box = await page.getByRole('dialog', { name: 'Уведомления' }).boundingBox();
  expect(box?.x, 'the notices begin inside a telephone’s window').toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? Number.NaN)).toBeLessThanOrEqual(390);
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1440, height: 900 });
});

it('U65 nobody else’s name, number or id reaches the operator', async () => {
  for (const address of ['/', '/me', '/calls', '/disputes', '/coaching']) {
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
  }
  // What is said in a call of one's own may hold any name.
  const spoken = /\/api\/(calls|disputes)\/[0-9a-f-]{36}$/;
  const foreign = /op-(?!svetlana)[a-z]+|Марина|Ольга|Татьяна|Юлия|Наталья|Екатерина|Ксения|Людмила/;
  const leaks = told.filter(({ url, text }) => foreign.test(text) && !spoken.test(url));
  expect(leaks.map(({ url, text }) => `${url}: ${foreign.exec(text)?.[0]}`)).toEqual([]);
  expect(await page.locator('body').innerText()).not.toMatch(foreign);
  expect(told.length).toBeGreaterThan(30);
});
