/** The call page as a supervisor works on it, in a real browser: player, transcript, scorecard. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { samplesFolder } from '../../analyzer/demo/demo.ts';
import { accessibilityFaults, openBrowser, openPage, signInByForm } from '../support/browser.ts';
import { putBack } from '../support/page-state.ts';
import { loudestInEars, openCall, rowOf, soundTime, waveTime, wiretap } from '../support/pages.ts';
import { demoPassword, type Product, startProduct } from '../support/product.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait-for.ts';

const folder = tempFolder();
let product: Product;
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  // A recording without words is listened to here: nothing in it could be masked.
  product = await startProduct(folder, { KAMERTON_UNCHECKED_SOUND: 'open' });
  browser = await openBrowser();
  ({ page, faults } = await openPage(browser, product.url));
  await wiretap(page);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await signInByForm(page, 'supervisor', await demoPassword(folder, 'supervisor'));
  for (const name of ['03_lexis', '05_conflict_bad', '07_hold_dead_air']) {
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

const button = (name: string) => page.getByRole('button', { name, exact: true });
const transcript = () => page.getByRole('region', { name: 'Расшифровка разговора' });

describe('the list', () => {
  it('is narrowed to an operator whom the server names', async () => {
    await page.goto('/calls');
    await page.getByLabel('Оператор').selectOption({ label: 'Ольга' });
    await rowOf(page, '03_lexis').waitFor({ state: 'detached' });
    await rowOf(page, '05_conflict_bad').waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    expect(new URL(page.url()).searchParams.get('operator')).toBe('op-olga');
  });
});

describe('a fatal fault', () => {
  it('is said plainly, and the quality stays visible', async () => {
    await openCall(page, '05_conflict_bad');
    await page.getByText(/^Оценка 0: груб.+ – .*Обращение только на «Вы»/).waitFor();
    const quality = await page.getByText(/^Качество \d/).innerText();
    expect(quality).toMatch(/^Качество \d{2}(,\d)?$/);
    await page.getByRole('tab', { name: 'Карта оценки' }).click();
    const card = await page.getByRole('tabpanel', { name: 'Карта оценки' }).innerText();
    expect(card).toContain('Обязательные требования нарушены');
    expect(card).toContain(`Качество без учёта грубых нарушений – ${quality.replace('Качество ', '')} из 100`);
  });
});

describe('a finding that is not sure', () => {
  it('is put as a question everywhere', async () => {
    await openCall(page, '03_lexis');
    const questions = page.getByRole('listitem').filter({ hasText: 'вопрос: ждёт решения' });
    await questions.first().waitFor();
    const count = await questions.count();
    expect(await page.getByText(/^\d+ вопрос/).innerText()).toMatch(new RegExp(`^${count} `));
    for (const card of await questions.all()) {
      expect(await card.getByRole('button').first().innerText()).toMatch(/\?$/);
    }
  });
});

/** What was loudest in each ear of the third of a second after 2.6 s of 03_lexis; again where the machine was too slow. */
async function earsWhileOperatorSpeaks(): Promise<number[]> {
  for (let tries = 0; tries < 10; tries++) {
    await page.evaluate("document.querySelector('audio').currentTime = 2");
    await waitFor(async () => (await soundTime(page)) > 2.8, 20);
    const ears = await loudestInEars(page);
    if ((await soundTime(page)) < 5) return ears;
  }
  throw new Error('the sound runs away');
}

describe('the player', () => {
  it('U11 skips silence when asked to', async () => {
    await openCall(page, '07_hold_dead_air');
    await page.locator('[part~="cursor"]').waitFor({ state: 'attached' });
    // The longest stretch without a word, as the API tells it.
    const [start, end] = await page.evaluate<[number, number]>(`(async () => {
      const call = await (await fetch('/api' + location.pathname)).json();
      const speech = call.analysis.sound.channels.flatMap((channel) => channel.speech);
      speech.sort((a, b) => a.start - b.start);
      let [best, last] = [[0, 0], 0];
      for (const { start, end } of speech) {
        if (start - last > best[1] - best[0]) best = [last, start];
        last = Math.max(last, end);
      }
      return best;
    })()`);
    expect(end - start).toBeGreaterThan(5);
    await page.goto(`${page.url()}?t=${(start + 1).toFixed(1)}`);
    await button('Без пауз').click();
    await button('Слушать').click();
    await waitFor(async () => (await soundTime(page)) > end - 0.5, 30);
    // Next to nothing of the silence was played, however long that took.
    const heard = await page.evaluate<number>(`(() => {
      const { played } = document.querySelector('audio');
      const within = (second) => Math.min(Math.max(second, ${start}), ${end});
      return Array.from({ length: played.length }, (_, at) => within(played.end(at)) - within(played.start(at)))
        .reduce((sum, one) => sum + one, 0);
    })()`);
    expect(heard).toBeLessThan(3);
    await button('Пауза').click();
    await page.keyboard.press('s');
    await expect.poll(() => button('Без пауз').getAttribute('aria-pressed')).toBe('false');
  });

  it('U12 lets one side be heard alone, in both ears', async () => {
    await openCall(page, '03_lexis');
    await page.locator('[part~="cursor"]').waitFor({ state: 'attached' });
    // The operator speaks from 1.3 s to 6 s, the client after that.
    await page.keyboard.press('o');
    await expect.poll(() => button('Оператор: слушать только его').getAttribute('aria-pressed')).toBe('true');
    await button('Слушать').click();
    await waitFor(async () => (await loudestInEars(page)).every((ear) => ear > 0.01), 10);
    await page.keyboard.press('p');
    await expect.poll(() => button('Клиент: слушать только его').getAttribute('aria-pressed')).toBe('true');
    // What is left is the noise of the client's line.
    for (const ear of await earsWhileOperatorSpeaks()) expect(ear).toBeLessThan(0.01);
    await button('Клиент: слушать только его').click();
    await expect.poll(() => button('Клиент: слушать только его').getAttribute('aria-pressed')).toBe('false');
    const [left = 0, right = 1] = await earsWhileOperatorSpeaks();
    expect(left).toBeGreaterThan(0.01);
    expect(right).toBeLessThan(0.01);
    await button('Пауза').click();
  });

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

describe('the transcript', () => {
  it('is searched by the keyboard of either layout, with ё as е', async () => {
    await openCall(page, '03_lexis');
    await transcript().waitFor();
    await page.evaluate(
      "window.dispatchEvent(new KeyboardEvent('keydown', { key: '.', code: 'Slash', bubbles: true }))",
    );
    const field = page.getByLabel('Искать в расшифровке');
    await page.locator('input:focus').and(field).waitFor();
    await field.fill('СПАСИБО');
    await page.getByText('1 из 2', { exact: true }).waitFor();
    const shown = page.locator('mark[data-shown="true"]');
    const inView = async () => {
      const [mark, frame] = [await shown.first().boundingBox(), await transcript().boundingBox()];
      return mark !== null && frame !== null && mark.y >= frame.y && mark.y + mark.height <= frame.y + frame.height;
    };
    await waitFor(inView, 5);
    await page.keyboard.press('Enter');
    await page.getByText('2 из 2', { exact: true }).waitFor();
    await waitFor(inView, 5);
    await button('Предыдущее совпадение').click();
    await page.getByText('1 из 2', { exact: true }).waitFor();
    await field.fill('еще');
    await waitFor(
      async () =>
        /ещё/i.test(
          (await shown
            .first()
            .textContent({ timeout: 500 })
            .catch(() => '')) ?? '',
        ),
      5,
    );
    await field.fill('такого тут нет');
    await page.getByText('Не найдено').waitFor();
    await field.press('Escape');
    await page.locator('mark[data-shown]').first().waitFor({ state: 'detached' });
  });

  it('shows words that the guards set apart, with the reason, and never as findings', async () => {
    const address = `**/api${new URL(page.url()).pathname}`;
    await page.route(address, async (route) => {
      const response = await route.fetch();
      const call = await response.json();
      call.analysis.dropped = [
        { text: 'Продолжение', start: 12, end: 12.3, speaker: 'client', reason: 'invented_phrase' },
        { text: 'следует', start: 12.3, end: 12.5, speaker: 'client', reason: 'invented_phrase' },
      ];
      await route.fulfill({ response, json: call });
    });
    await page.reload();
    const dropped = transcript().getByTitle('Слова не учтены: распознаватель выдумывает эту фразу в тишине');
    await dropped.first().waitFor();
    expect(await dropped.first().innerText()).toContain('Продолжение следует');
    expect(await page.getByRole('tabpanel').innerText()).not.toContain('Продолжение');
    expect(await accessibilityFaults(page)).toEqual([]);
    faults.length = 0;
  });
});

describe('hotkeys that are switched off', () => {
  it('U07 do nothing, and the buttons go on working', async () => {
    await page.evaluate("localStorage.setItem('kamerton.hotkeys', 'off')");
    onTestFinished(() => page.evaluate("localStorage.setItem('kamerton.hotkeys', 'on')"));
    await openCall(page, '03_lexis');
    await page.locator('[part~="cursor"]').waitFor({ state: 'attached' });
    for (const key of ['o', '/', 'l']) await page.keyboard.press(key);
    expect(await button('Оператор: слушать только его').getAttribute('aria-pressed')).toBe('false');
    expect(await soundTime(page)).toBe(0);
    await button('Оператор: слушать только его').click();
    expect(await button('Оператор: слушать только его').getAttribute('aria-pressed')).toBe('true');
    await button('Горячие клавиши').click();
    await page.getByRole('dialog').getByText('Сейчас выключены').waitFor();
    expect(await page.getByRole('dialog').innerText()).toContain('Поиск в расшифровке');
    await page.keyboard.press('Escape');
  });
});

describe('a call that is not scored', () => {
  const mp3 = Buffer.concat([readFileSync(join(samplesFolder, '11_mono.mp3')), Buffer.from([0])]);

  it('can be heard while it waits for a speech model, and without its wave after a failure', async () => {
    await page.goto('/calls');
    const chooser = page.waitForEvent('filechooser');
    await button('Загрузить записи').click();
    await (await chooser).setFiles([{ name: 'без слов.mp3', mimeType: 'audio/mpeg', buffer: mp3 }]);
    await rowOf(page, 'без слов').getByText('Нет речевой модели', { exact: true }).waitFor({ timeout: 60_000 });
    await openCall(page, 'без слов');
    await page.locator('[part~="cursor"]').waitFor({ state: 'attached' });
    await page.getByText('Запись можно слушать уже сейчас.').waitFor();
    await page.keyboard.press('Space');
    await waitFor(async () => (await soundTime(page)) > 0.5, 10);
    expect(await accessibilityFaults(page)).toEqual([]);
    faults.length = 0;

    await page.route(`**/api${new URL(page.url()).pathname}`, async (route) => {
      const response = await route.fetch();
      const error = { code: 'recogniser_failed', message: 'распознаватель остановился' };
      await route.fulfill({ response, json: { ...(await response.json()), state: 'failed', hasPeaks: false, error } });
    });
    await page.reload();
    await page.getByText('Распознаватель остановился').waitFor();
    await page.getByText('Форма волны появится после обработки').waitFor();
    await button('Слушать').click();
    await waitFor(async () => (await soundTime(page)) > 0.5, 10);
  });
});
