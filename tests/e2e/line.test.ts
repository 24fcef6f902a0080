/** The line as a supervisor sees it, in a real browser: samples appear scored, a click on a finding plays its second. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { samples, samplesFolder } from '../../analyzer/demo/demo.ts';
import { accessibilityFaults, openBrowser, openPage, signInByForm } from '../support/browser.ts';
import { putBack, wear } from '../support/page-state.ts';
import { openCall, rowOf as rowOnPage, soundTime } from '../support/pages.ts';
import { demoPassword, type Product, startProduct } from '../support/product.ts';
import { tempFolder } from '../support/temp-folder.ts';
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
  await signInByForm(page, 'supervisor', await demoPassword(folder, 'supervisor'));
});
afterAll(async () => {
  await browser?.close();
  await product?.end('SIGTERM');
});
afterEach(async () => {
  await putBack(page);
  expect(faults.splice(0)).toEqual([]);
});

const rowOf = (name: string) => rowOnPage(page, name);

describe('the list', () => {
  it('shows the six samples being processed and then scored, without a reload', async () => {
    for (const { file, operator } of samples) {
      const row = rowOf(file.replace(/\..*/, ''));
      await row.getByText('Готов').waitFor({ timeout: 90_000 });
      expect(await row.innerText()).toContain(operator.name);
    }
    expect(await rowOf('01_perfect').innerText()).toMatch(/100\s+0\s+0/);
    expect(await rowOf('05_conflict_bad').innerText()).toContain('Грубое нарушение');
  });
});

describe('the call page', () => {
  it('of 03_lexis plays the second of a finding that is clicked', async () => {
    await openCall(page, '03_lexis');
    // Seconds of the words in the recording's truth file
    const expected: [string, number][] = [
      ['Уменьшительное слово: «справочку»', 15.041],
      ['Слово-паразит: «как бы»', 15.943],
      ['Повелительное наклонение: «представьтесь»', 21.39],
      ['Слово-раздражитель: «ошибка»', 42.189],
    ];
    for (const [button, second] of expected) {
      await page.getByRole('tabpanel').getByRole('button', { name: button }).first().click();
      // Playback begins a moment before the word, so that it is heard whole.
      await waitFor(async () => {
        const time = await soundTime(page);
        return time >= second - 2.2 && time <= second + 1;
      }, 10);
      await waitFor(async () => (await soundTime(page)) > second, 15);
    }
  });

  it('shows the section, the better phrase and the scorecard with its evidence', async () => {
    await openCall(page, '03_lexis');
    const finding = page.getByRole('listitem').filter({ hasText: '«Секундочку»' });
    expect(await finding.innerText()).toContain('5.6.3');
    expect(await finding.innerText()).toContain('Минуту, пожалуйста');
    await page.getByRole('tab', { name: 'Карта оценки' }).click();
    await page.getByText('Без слов-паразитов').waitFor();
    await page
      .getByRole('tabpanel')
      .getByRole('heading', { name: /^Не выполнено/ })
      .waitFor();
  });

  it('of 01_perfect holds nothing against the operator', async () => {
    await openCall(page, '01_perfect');
    await page.getByRole('tab', { name: 'Карта оценки' }).click();
    await page.getByText('Оценка 100 из 100').waitFor();
    await page
      .getByRole('tabpanel')
      .getByRole('heading', { name: /^Выполнено/ })
      .waitFor();
    expect(
      await page
        .getByRole('tabpanel')
        .getByRole('heading', { name: /^Не выполнено/ })
        .count(),
    ).toBe(0);
  });
});

describe('an upload', () => {
  /** The same sound under another hash: a byte after the end of an MP3 changes nothing that is heard. */
  const mp3 = Buffer.concat([readFileSync(join(samplesFolder, '11_mono.mp3')), Buffer.from([0])]);
  const transcript = readFileSync(join(samplesFolder, '11_mono.transcript.json'));
  const choose = async (files: { name: string; mimeType: string; buffer: Buffer }[]) => {
    await page.goto('/calls');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Загрузить записи' }).click();
    await (await chooser).setFiles(files);
  };

  it('goes through the line before one’s eyes', async () => {
    const named = JSON.parse(transcript.toString('utf8'));
    await choose([
      { name: 'мой звонок.mp3', mimeType: 'audio/mpeg', buffer: mp3 },
      {
        name: 'мой звонок.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify({ ...named, id: 'мой звонок' })),
      },
    ]);
    await rowOf('мой звонок').getByText('Готов').waitFor({ timeout: 60_000 });
  });

  it('that is not a recording is refused with the reason, and a recording without words waits for a model', async () => {
    await choose([
      { name: 'страница.wav', mimeType: 'audio/wav', buffer: Buffer.from('<html>'.repeat(100)) },
      { name: 'без слов.mp3', mimeType: 'audio/mpeg', buffer: Buffer.concat([mp3, Buffer.from([0])]) },
    ]);
    await rowOf('страница').getByText('Не принят', { exact: true }).waitFor({ timeout: 60_000 });
    await rowOf('без слов').getByText('Нет речевой модели', { exact: true }).waitFor({ timeout: 60_000 });
  });
});

describe('every page', () => {
  it('U48 keeps WCAG 2.2 AA in light and in dark', async () => {
    const visits: [string, () => Promise<unknown>][] = [
      ['the list', () => page.goto('/calls').then(() => rowOf('01_perfect').waitFor())],
      ['the call', () => openCall(page, '03_lexis')],
      ['the health page', () => page.goto('/system').then(() => page.getByText('ClickHouse отвечает').waitFor())],
      ['a page that is not there', () => page.goto('/nowhere').then(() => page.getByRole('heading').first().waitFor())],
    ];
    // axe puts styles of its own into the page, which the page's policy rightly refuses: that is not the page's fault.
    const before = faults.length;
    for (const scheme of ['light', 'dark'] as const) {
      await wear(page, scheme);
      for (const [name, visit] of visits) {
        await visit();
        expect(await accessibilityFaults(page), `${name}, ${scheme}`).toEqual([]);
      }
    }
    faults.length = before;
  });
});

describe('an operator', () => {
  it('U66 sees own calls only, and a foreign one like one that is not there', async () => {
    await page.goto('/calls');
    const foreign = (await rowOf('05_conflict_bad').getByRole('link').getAttribute('href')) ?? '';
    const own = await openPage(browser, product.url);
    await signInByForm(own.page, 'operator', await demoPassword(folder, 'operator'));
    await own.page.goto('/calls');
    await own.page.getByRole('row').filter({ hasText: '03_lexis' }).waitFor();
    await expect.poll(() => own.page.getByRole('row').count()).toBe(2);
    expect(await own.page.content()).not.toContain('Ольга');
    await own.page.goto(foreign);
    const main = own.page.getByRole('main');
    await main.getByRole('heading').waitFor();
    const stranger = await main.innerText();
    await own.page.goto('/calls/00000000-0000-4000-8000-000000000000');
    await main.getByRole('heading').waitFor();
    expect(await main.innerText()).toBe(stranger);
    await own.page.close();
  });
});
