/** The list of calls in a real browser: address, long lists, exports, paper, errors; each test named by its check. */
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Download, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallList } from '../../api/features/calls/calls.schemas.ts';
import { manyCalls } from '../support/many-calls.ts';
import { putBack } from '../support/page-state.ts';
import { openCall, rowOf } from '../support/pages.ts';
import { readPdf } from '../support/pdf-text.ts';
import { signIn } from '../support/product.ts';
import { alsoSignedIn, signedIn } from '../support/signed-in.ts';
import { until } from '../support/until.ts';
import { unzip } from '../support/unzip.ts';
import { waitFor } from '../support/wait-for.ts';

let old = 0;
const given = signedIn(
  'supervisor',
  ['01_perfect', '03_lexis', '05_conflict_bad', '07_hold_dead_air'],
  async (folder) => {
    old = await manyCalls(folder);
  },
);

/** Operators whose names a spreadsheet would run. */
const hostile = ['=HYPERLINK("http://x")', '+cmd|calc', '-1+1', '@SUM(A1)', 'Обычная; "Имя"'];
/** Names that would break a page: without a place to break, right to left, of many code units. */
const awkward = ['Д'.repeat(200), 'عبد الرحمن', '👩‍👩‍👧‍👦 Смайл', 'two words'];

beforeAll(async () => {
  const cookie = await signIn(given.product.url, given.folder, 'supervisor');
  const names = [...hostile, ...awkward];
  for (const [index, name] of names.entries()) {
    const segments = [{ speaker: 'operator', start: 0, end: 3, text: `Добрый день, меня зовут Анна. Номер ${index}.` }];
    const form = new FormData();
    form.append(
      'metadata',
      JSON.stringify({ operator: { id: `op-${index}`, name }, started_at: `${monthAgo}T13:20:05+03:00` }),
    );
    form.append(
      'transcript',
      new File([JSON.stringify({ id: index === 5 ? 'н'.repeat(100) : `имя-${index}`, segments })], 'a.json'),
    );
    const answer = await fetch(`${given.product.url}/api/calls`, { method: 'POST', headers: { cookie }, body: form });
    expect(answer.status, await answer.text()).toBe(202);
  }
  const listed = async () => {
    const list = await fetch(`${given.product.url}/api/calls?limit=30`, { headers: { cookie } });
    return ((await list.json()) as CallList).items;
  };
  await waitFor(async () => (await listed()).filter(({ state }) => state === 'done').length === 6 + names.length, 60);
});

/** Older than the sample calls, younger than everything that is deleted by time. */
const monthAgo = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
const rows = (page: Page = given.page) => page.locator('tbody tr[data-index]');
const fetched = <T>(path: string) => given.page.evaluate<T>(`fetch('${path}').then((answer) => answer.json())`);
/** Takes the export of the menu and reads its file. */
const take = async (name: string): Promise<{ file: Buffer; download: Download }> => {
  await given.page.getByRole('button', { name: 'Выгрузить' }).click();
  const started = given.page.waitForEvent('download');
  await given.page.getByRole('link', { name }).click();
  const download = await started;
  return { file: await readFile(await download.path()), download };
};
const cellsOf = (csv: Buffer): Record<string, string>[] => parse(csv, { bom: true, delimiter: ';', columns: true });
const overflow = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** The sample calls stand as yesterday's; what that was when the product started, the call itself tells. */
const dayOfSamples = async () => {
  const { items } = await fetched<CallList>('/api/calls?limit=30');
  return items.find(({ externalId }) => externalId === '03_lexis')?.startedAt?.slice(0, 10) ?? '';
};

describe('the order', () => {
  const scores = async () => {
    const { items } = await fetched<CallList>(`/api/calls?order=${new URL(given.page.url()).searchParams.get('sort')}`);
    return items.map(({ score }) => score);
  };
  const heading = (name: string) => given.page.getByRole('columnheader', { name });
  const sorted = (name: string, order: string | null) =>
    expect.poll(() => heading(name).getAttribute('aria-sort'), { timeout: 30_000 }).toBe(order);

  it('U34 is chosen by a heading, with the mouse or the keyboard, and stands in the address', async () => {
    const { page } = given;
    await page.goto('/calls');
    await rowOf(page, '03_lexis').waitFor();
    await sorted('Звонок', 'descending');
    await heading('Оценка').getByRole('button').click();
    await page.waitForURL(/sort=worst/);
    // The address is new before the page is.
    await sorted('Оценка', 'ascending');
    const worst = await scores();
    expect(worst).toHaveLength(15);
    expect(worst).toEqual(worst.toSorted((a, b) => (a ?? 1_000) - (b ?? 1_000)));
    await page.getByText('только оценённые').waitFor();

    await page.keyboard.press('Enter');
    await page.waitForURL(/sort=best/);
    const best = String(Math.round((await scores())[0] ?? 0));
    // The list before stands until this one is there.
    await waitFor(async () => (await rows().first().innerText()).includes(best));
    const first = await rows().first().innerText();
    await page.reload();
    await expect.poll(() => rows().first().innerText(), { timeout: 30_000 }).toBe(first);
    await sorted('Оценка', 'descending');
    await sorted('Звонок', null);

    // A state without figures takes the list back to the order of receipt.
    await page.getByLabel('Состояние').selectOption('refused');
    await page.waitForURL((url) => !url.searchParams.has('sort'));
  });

  it('U34 pages of an order give every call once', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: CallList = await fetched(`/api/calls?order=longest&limit=4${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    const whole = await fetched<CallList>('/api/calls?order=longest&limit=200');
    expect(seen).toEqual(whole.items.map(({ id }) => id));
    const lengths = whole.items.map(({ duration }) => duration ?? -1);
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
  });
});

describe('the address', () => {
  it('U34 U35 holds filter and columns: another browser shows the same rows, broken values are told', async () => {
    const { page } = given;
    await page.goto('/calls');
    await page.getByLabel('Состояние').selectOption({ label: 'Готов' });
    await page.getByRole('button', { name: 'Столбцы' }).click();
    await page.getByRole('checkbox', { name: 'Вопросы' }).uncheck();
    await page.getByRole('checkbox', { name: 'Длина' }).uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Длина' }).waitFor({ state: 'detached' });
    await page.getByText('15 звонков').waitFor();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ state: 'done', hide: 'duration,unsure' });
    const table = (on: Page) => on.getByRole('table').innerText();
    const before = await table(page);
    const same = (on: Page) => expect.poll(() => table(on), { timeout: 30_000 }).toBe(before);
    await page.reload();
    await same(page);
    const other = await alsoSignedIn(given, 'supervisor');
    await other.page.goto(page.url());
    await same(other.page);
    await other.page.goto('/calls?state=abc&hide=nothing&page=-1');
    await other.page.getByText('непонятные значения (состояние, столбцы)').waitFor();
    await rows(other.page).first().waitFor();
    expect(other.faults).toEqual([]);
    await other.page.close();
  });
});

describe('a hundred thousand calls', () => {
  it('U42 are there at once and scroll without holes; few of them are in the page', async () => {
    const { page } = given;
    const answer = page.waitForResponse((one) => new URL(one.url()).pathname === '/api/calls');
    await page.goto('/calls?operator=op-archive');
    await rows().first().waitFor();
    // At once: a piece of them is asked for; `npm run bench:pages` prints the milliseconds.
    expect(((await (await answer).json()) as CallList).items.length).toBeLessThanOrEqual(200);
    await page.getByText(`${old.toLocaleString('ru')} звонков`).waitFor();
    const seen = await page.evaluate<{ rows: number; blank: number; shown: number }>(`(async () => {
      const shown = new Set();
      let [rows, blank, inRow] = [0, 0, 0];
      for (let frame = 0; frame < 60; frame++) {
        window.scrollBy(0, 900);
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const row = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('tr[data-index]');
        if (row) { shown.add(row.dataset.index); inRow = 0; }
        else if (document.documentElement.scrollHeight - innerHeight - scrollY > 200) blank = Math.max(blank, ++inRow);
        rows = Math.max(rows, document.querySelectorAll('tr[data-index]').length);
      }
      return { rows, blank, shown: shown.size };
    })()`);
    expect(seen.shown).toBeGreaterThan(40);
    expect(seen.rows).toBeLessThan(80);
    // Frames one after another without a row in the middle: 200 ms of a screen that is not late.
    expect(seen.blank).toBeLessThan(12);
    await page.getByText(/^Показано \d/).waitFor({ state: 'attached' });
  });
});

describe('exports', () => {
  it('U38 CSV opens in Russian Excel and has the rows and the sums of the screen', async () => {
    const { page } = given;
    await page.goto('/calls?state=done');
    await page.getByText('15 звонков').waitFor();
    const { file, download } = await take('Таблица CSV');
    expect(download.suggestedFilename()).toMatch(/^Звонки 20\d\d-\d\d-\d\d\.csv$/);
    const csv = file.toString('utf8');
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(csv.match(/\r\n/g)?.length).toBe(csv.match(/\n/g)?.length);
    const cells = cellsOf(file);
    expect(cells).toHaveLength(15);
    const number = (text: string | undefined) => Number((text ?? '0').replace(',', '.'));
    const shown = await rows().evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText)),
    );
    expect(shown).toHaveLength(15);
    const sum = (numbers: number[]) => Math.round(numbers.reduce((total, one) => total + one, 0) * 10) / 10;
    expect(sum(cells.map((row) => number(row.Нарушений)))).toBe(sum(shown.map((row) => number(row[5]))));
    const lexis = cells.find((row) => row.Звонок === '03_lexis');
    expect(lexis).toMatchObject({ Начало: `${await dayOfSamples()} 13:20:00`, Оператор: 'Светлана', Нарушений: '29' });
    expect(lexis?.Оценка).toMatch(/^69,\d+$/);
    expect(csv).toContain('"Обычная; ""Имя"""');
  });

  it('U38 CSV of everything has every row', async () => {
    await given.page.goto('/calls');
    const all = await fetched<CallList>('/api/calls?limit=1');
    expect(all.total).toBe(old + 15);
    expect(cellsOf((await take('Таблица CSV')).file)).toHaveLength(old + 15);
  });

  it('U39 XLSX has numbers and dates of their kind, a frozen heading, a short sheet name', async () => {
    await given.page.goto('/calls?state=done');
    await given.page.getByText('15 звонков').waitFor();
    const { file } = await take('Книга Excel (XLSX)');
    const sheet = unzip(file, 'xl/worksheets/sheet1.xml');
    expect(sheet.match(/<row>/g)).toHaveLength(16);
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    const names = [...unzip(file, 'xl/workbook.xml').matchAll(/<sheet name="([^"]+)"/g)].map(([, name = '']) => name);
    expect(names).toHaveLength(1);
    expect(names[0]?.length).toBeLessThanOrEqual(31);
    const row = [...sheet.matchAll(/<row>(.*?)<\/row>/g)]
      .map(([, cells = '']) => cells)
      .find((cells) => cells.includes('03_lexis'));
    // Days since 30 December 1899, and 13 h 20 min of 24 h.
    const day = (Date.parse(await dayOfSamples()) - Date.parse('1899-12-30')) / 86_400_000;
    const [, moment] = /<c s="2"><v>(\d{5}\.\d+)<\/v><\/c>/.exec(row ?? '') ?? [];
    expect(Number(moment)).toBeCloseTo(day + (13 + 20 / 60) / 24, 6);
    expect(row).toMatch(/<c><v>69\.\d+<\/v><\/c><c><v>29<\/v><\/c>/);
    expect(unzip(file, 'xl/styles.xml')).toContain('hh:mm:ss');
  });

  it('U40 no cell can be taken for a formula', async () => {
    await given.page.goto('/calls?state=done');
    await given.page.getByText('15 звонков').waitFor();
    const cells = cellsOf((await take('Таблица CSV')).file).flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    for (const name of hostile.slice(0, 4)) expect(cells).toContain(`'${name}`);
    const sheet = unzip((await take('Книга Excel (XLSX)')).file, 'xl/worksheets/sheet1.xml');
    expect(sheet).not.toContain('<f');
    expect(sheet).toContain('t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(');
  });

  it('U38 U41 the scorecard is a table, and on paper one or two light pages that can be read', async () => {
    const { page } = given;
    await openCall(page, '03_lexis');
    await page.getByRole('tab', { name: 'Карта оценки' }).click();
    const { file, download } = await take('Таблица CSV');
    expect(download.suggestedFilename()).toBe('Карта оценки 03_lexis.csv');
    const cells = cellsOf(file);
    const criteria = await page.getByRole('tabpanel', { name: 'Карта оценки' }).locator('li[data-outcome]').count();
    expect(criteria).toBeGreaterThan(0);
    expect(cells).toHaveLength(criteria + 1);
    expect(cells.find((row) => row.Критерий === 'Без слов-раздражителей')).toMatchObject({
      Итог: 'не выполнено',
      Вес: '4',
    });
    // As a person prints it: the page hears of the paper only now.
    await page.emulateMedia({ colorScheme: 'dark' });
    const pages = readPdf(await page.pdf({ format: 'A4', tagged: true }));
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    // A page hears of another medium with its next frame.
    await until(page, "getComputedStyle(document.querySelector('main')).color === 'rgb(0, 0, 0)'");
    await putBack(page);
    expect(pages.length).toBeLessThanOrEqual(2);
    // Where a line breaks is the paper's business.
    const text = pages.join('').replace(/\s+/g, '');
    for (const words of [
      'Звонок 03_lexis',
      'Карта оценки',
      'Без слов-раздражителей',
      'Минуту, пожалуйста',
      'Москва, UTC+3',
    ])
      expect(text).toContain(words.replace(/\s+/g, ''));
    // Nothing of the screen's navigation.
    for (const words of ['Очередь', 'Ирина Контролёва', 'Завершить'])
      expect(text).not.toContain(words.replaceAll(' ', ''));
    await page.getByRole('region', { name: 'Проигрыватель' }).waitFor();
  });
});

describe('trouble', () => {
  it('U44 an error of the server, no network and a lost websocket are said, and everything comes back without a reload', async () => {
    const { page, faults } = given;
    await page.route('**/api/calls?*', (route) =>
      route.fulfill({ status: 500, json: { code: 'internal', message: '' } }),
    );
    await page.goto('/calls');
    await page.getByRole('heading', { name: 'Не получилось загрузить' }).waitFor();
    await page.getByText('Сервер ответил ошибкой').waitFor();
    await page.unroute('**/api/calls?*');
    await page.getByRole('button', { name: 'Попробовать ещё раз' }).click();
    await rowOf(page, '03_lexis').waitFor();

    await page.route('**/api/calls/*', (route) => route.abort('internetdisconnected'));
    await rowOf(page, '03_lexis').getByRole('link').click();
    await page.getByText('Сервер не отвечает. Проверьте сеть').waitFor();
    await page.unroute('**/api/calls/*');
    await page.getByRole('button', { name: 'Попробовать ещё раз' }).click();
    await page.getByRole('heading', { name: 'Звонок 03_lexis' }).waitFor();

    let refused = true;
    const tries: number[] = [];
    await page.routeWebSocket('**/api/live', (socket) => {
      tries.push(Date.now());
      if (refused) void socket.close({ code: 1012 });
      else socket.connectToServer();
    });
    await page.goto('/calls');
    const banner = page.getByRole('status').filter({ hasText: 'Связь с сервером потеряна' });
    await banner.waitFor();
    await waitFor(() => tries.length >= 4, 30).finally(() => {
      refused = false;
    });
    const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    // 0.5–1 s, 1–2 s, 2–4 s: each may be its half, the third is longer than the first all the same.
    expect(pauses[2]).toBeGreaterThan(pauses[0] ?? 0);
    let asked = 0;
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === '/api/calls') asked += 1;
    });
    await page.evaluate("window.dispatchEvent(new Event('online'))");
    await banner.waitFor({ state: 'detached' });
    await waitFor(() => asked > 0);
    expect(faults.splice(0).filter((fault) => !/500|ERR_INTERNET_DISCONNECTED|WebSocket/.test(fault))).toEqual([]);
  });

  it('U43 nothing yet, no match, no right and not yet processed are four different texts', async () => {
    const { page, faults } = given;
    await page.goto('/calls?state=no_model');
    await page.getByRole('heading', { name: 'Ничего не нашлось' }).waitFor();
    await page.getByRole('button', { name: 'Сбросить отбор' }).first().waitFor();
    await page.route('**/api/calls?*', (route) => route.fulfill({ json: { items: [], nextCursor: null, total: 0 } }));
    await page.goto('/calls');
    await page.getByRole('heading', { name: 'Звонков ещё нет' }).waitFor();
    await page.unroute('**/api/calls?*');
    await page.goto('/users');
    await page.getByRole('heading', { name: 'Нет доступа' }).waitFor();
    const { items } = await fetched<CallList>('/api/calls?limit=30');
    const waiting = {
      ...items[0],
      state: 'waiting',
      score: null,
      hasPeaks: false,
      recordingDeleted: false,
      analysis: null,
    };
    await page.route('**/api/calls/*', (route) => route.fulfill({ json: waiting }));
    await page.goto(`/calls/${items[0]?.id}`);
    await page.getByText('Звонок ждёт своей очереди').waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('403')));
  });
});

describe('words and numbers', () => {
  it('U61 U62 numbers agree with their words, thousands stand apart, times are the call centre’s', async () => {
    const { page } = given;
    const list = await fetched<CallList>('/api/calls?limit=1');
    const said: [number, string][] = [
      [1, '1 звонок'],
      [2, '2 звонка'],
      [5, '5 звонков'],
      [11, '11 звонков'],
      [12, '12 звонков'],
      [21, '21 звонок'],
      [111, '111 звонков'],
      [1_234_567, '1\u00a0234\u00a0567 звонков'],
    ];
    for (const [total, words] of said) {
      await page.route('**/api/calls?*', (route) => route.fulfill({ json: { ...list, nextCursor: null, total } }));
      await page.goto('/calls');
      const line = page.getByText(/^[\d\s]+ звон.* · время: Москва, UTC\+3$/);
      // What was kept from the visit before may stand for a moment.
      await expect.poll(async () => (await line.textContent())?.split(' · ')[0], { timeout: 30_000 }).toBe(words);
      await page.unroute('**/api/calls?*');
    }
    await openCall(page, '03_lexis');
    const day = new Date(`${await dayOfSamples()}T12:00:00Z`).toLocaleDateString('ru', {
      dateStyle: 'long',
      timeZone: 'UTC',
    });
    await page.getByText(new RegExp(`^${day} в 13:20`)).waitFor();
    await page.getByText('69,4').first().waitFor();
  });

  it('U63 names stand in the order of the Russian alphabet, with ё beside е', async () => {
    const { page } = given;
    const names = ['Яна', 'Жанна', 'Ёлкина', 'Елисеева', 'Еремина', 'Анна', 'Дарья'];
    await page.route('**/api/operators', (route) =>
      route.fulfill({ json: { items: names.map((name, index) => ({ id: `o${index}`, name })) } }),
    );
    await page.goto('/calls');
    const select = page.getByLabel('Оператор');
    await select.locator('option', { hasText: 'Яна' }).waitFor({ state: 'attached' });
    expect((await select.locator('option').allInnerTexts()).slice(1)).toEqual([
      ...['Анна', 'Дарья', 'Елисеева', 'Ёлкина', 'Еремина', 'Жанна', 'Яна'],
    ]);
    await page.unroute('**/api/operators');
  });

  it('U64 long, right-to-left and many-coded names break neither list nor call', async () => {
    const { page } = given;
    for (const width of [1440, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto('/calls?state=done');
      await page.locator('tr, li').filter({ hasText: 'عبد الرحمن' }).first().waitFor();
      await expect.poll(() => overflow(page), { message: `list at ${width}` }).toBeLessThanOrEqual(0);
      await page
        .getByRole('link')
        .filter({ hasText: 'н'.repeat(50) })
        .click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByText('Добрый день').first().waitFor();
      await expect.poll(() => overflow(page), { message: `call at ${width}` }).toBeLessThanOrEqual(0);
    }
  });
});

it('what came between the first reading of the list and the opening of its websocket is shown', async () => {
  const { page } = await alsoSignedIn(given, 'admin');
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.routeWebSocket('**/api/live', async (socket) => {
    await opened;
    socket.connectToServer();
  });
  await page.goto('/calls');
  await rowOf(page, '03_lexis').waitFor();
  const form = new FormData();
  const segments = [{ speaker: 'operator', start: 0, end: 3, text: 'Добрый день, меня зовут Анна.' }];
  form.append('transcript', new File([JSON.stringify({ id: 'между делом', segments })], 'a.json'));
  const cookie = await signIn(given.product.url, given.folder, 'supervisor');
  const answer = await fetch(`${given.product.url}/api/calls`, { method: 'POST', headers: { cookie }, body: form });
  const { id } = (await answer.json()) as { id: string };
  const state = async () => {
    const call = await fetch(`${given.product.url}/api/calls/${id}`, { headers: { cookie } });
    return ((await call.json()) as { state: string }).state;
  };
  await waitFor(async () => (await state()) === 'done');
  expect(await rowOf(page, 'между делом').count()).toBe(0);
  open();
  await rowOf(page, 'между делом').waitFor();
  await page.close();
});
