/** Sending two hundred files at once in a real browser. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { samplesFolder } from '../../analyzer/demo/demo.ts';
import { openPage, signInByForm } from '../support/browser.ts';
import { openLineToCut } from '../support/line-to-cut.ts';
import { demoPassword } from '../support/product.ts';
import { alsoSignedIn, signedIn } from '../support/signed-in.ts';
import { waitFor } from '../support/wait-for.ts';

const given = signedIn('supervisor', ['11_mono']);

const count = 200;
/** Ready transcripts: they are judged without sound, so two hundred of them take seconds. */
const transcripts = Array.from({ length: count - 3 }, (_, index) => ({
  name: `файл-${String(index + 1).padStart(3, '0')}.json`,
  mimeType: 'application/json',
  buffer: Buffer.from(
    JSON.stringify({
      id: `файл-${String(index + 1).padStart(3, '0')}`,
      segments: [{ speaker: 'operator', start: 0, end: 3, text: `Добрый день, номер ${index}.` }],
    }),
  ),
}));
const sample = readFileSync(join(samplesFolder, '11_mono.mp3'));
/** One that is here already, one that is no recording, and a large one that is on its way long enough to be cancelled. */
const others = [
  { name: 'дубль.mp3', mimeType: 'audio/mpeg', buffer: sample },
  { name: 'страница.json', mimeType: 'application/json', buffer: Buffer.from('<html>') },
  { name: 'отменяемый.mp3', mimeType: 'audio/mpeg', buffer: Buffer.concat([sample, Buffer.alloc(20_000_000)]) },
];

it('U45 two hundred files: stages, total, one cancelled, failures sent again, a duplicate named, a reload keeps it all', async () => {
  const { page, faults } = given;
  await page.goto('/calls');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Загрузить записи' }).click();
  let broken = 0;
  // Three answers are lost on their way: those files fail and are sent again. The others wait until one of them is cancelled.
  let goOn: () => void = () => {};
  const cancelled = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route('**/api/uploads', async (route) => {
    if (broken < 3) {
      broken += 1;
      await route.fulfill({ status: 503, json: { code: 'store_unavailable', message: 'хранилище не отвечает' } });
      return;
    }
    await cancelled;
    await route.continue();
  });
  await (await chooser).setFiles([...others, ...transcripts]);
  const panel = page.getByRole('region', { name: 'Загрузка записей' });
  const item = (name: string) => panel.getByRole('listitem').filter({ hasText: name });
  const headline = panel.locator('header');
  // At 0 % the bar has no width.
  await panel.getByRole('progressbar', { name: 'Отправка всех файлов' }).waitFor({ state: 'attached' });
  await expect.poll(() => panel.getByRole('listitem').count()).toBe(count);

  await item('файл-190').getByRole('button', { name: 'Отменить загрузку: файл-190.json' }).click();
  await item('файл-190').getByText('отменён').waitFor();
  goOn();

  await waitFor(async () => /Загружено (19[0-9]|200) из 200/.test(await headline.innerText()), 240);
  await panel.getByRole('button', { name: 'Убрать завершённые' }).waitFor();
  await waitFor(async () => (await panel.getByRole('progressbar', { name: 'Отправка всех файлов' }).count()) === 0, 60);
  await page.unroute('**/api/uploads');
  const failed = panel.locator('li[data-state="failed"]');
  await failed.nth(2).waitFor();
  await panel.getByRole('button', { name: 'Повторить неудачные' }).click();
  await item('дубль').getByText('уже есть').waitFor();
  await item('страница').getByText('Ошибка').waitFor();
  await waitFor(async () => (await failed.count()) === 1, 60);
  expect(await headline.innerText()).toContain('уже были: 1');
  expect(await headline.innerText()).toContain('с ошибкой: 1');
  await item('файл-001').getByText('→ готов').waitFor({ timeout: 120_000 });

  await page.reload();
  await panel.waitFor();
  await expect.poll(() => panel.getByRole('listitem').count(), { timeout: 30_000 }).toBe(count);
  await item('дубль').getByText('уже есть').waitFor();
  await item('файл-001').getByText('→ готов').waitFor();
  await item('файл-001').getByRole('link', { name: 'Открыть' }).waitFor();
  await item('файл-190').getByText('отменён').waitFor();
  expect(await item('страница').getByRole('alert').innerText()).not.toBe('');
  expect(faults.splice(0).filter((fault) => !/503|400|422|415/.test(fault))).toEqual([]);
}, 400_000);

it('U45 a file that was not sent before a reload is named, and chosen again it takes its place', async () => {
  const { page } = await alsoSignedIn(given, 'supervisor');
  await page.goto('/calls');
  const panel = page.getByRole('region', { name: 'Загрузка записей' });
  const choose = async (files: typeof others) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Загрузить записи' }).click();
    await (await chooser).setFiles(files);
  };
  // Answers never come: the file is on its way when the page is loaded anew.
  await page.route('**/api/uploads', () => undefined);
  const late = {
    name: 'поздний.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ id: 'поздний', segments: [] })),
  };
  await choose([late]);
  await panel.getByText('поздний.json').waitFor();
  // The browser asks before it leaves a page with files on their way.
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await panel.getByText('не отправлен: страница открыта заново').waitFor();
  await page.unroute('**/api/uploads');
  await choose([late]);
  await panel.getByText('не отправлен').waitFor({ state: 'detached' });
  expect(await panel.getByRole('listitem').count()).toBe(1);
  await page.close();
});

/** A file of three pieces on the disk: its time of change tells it again. Returns its path. */
function large(name: string, last: number): string {
  const path = join(given.folder, name);
  writeFileSync(path, Buffer.concat([sample, Buffer.alloc(20_000_000, last)]));
  return path;
}

it('R11 a line that breaks in the middle of a file: the page says so and goes on where it was', async () => {
  const line = await openLineToCut(given.product.url);
  const other = await openPage(given.browser, line.url);
  try {
    await signInByForm(other.page, 'supervisor', await demoPassword(given.folder, 'supervisor'));
    const asked: string[] = [];
    const offsets: number[] = [];
    other.page.on('request', (request) => {
      if (request.url().includes('/api/uploads')) asked.push(request.method());
    });
    other.page.on('response', (response) => {
      if (response.request().method() === 'HEAD') offsets.push(Number(response.headers()['upload-offset']));
    });
    line.cutAfter(12_000_000);
    await other.page
      .locator('input[type="file"]')
      .first()
      .setInputFiles([large('длинный.mp3', 1)]);
    const panel = other.page.getByRole('region', { name: 'Загрузка записей' });
    await panel.getByText('нет связи, продолжится само').waitFor();
    expect(line.isCut()).toBe(true);
    line.mend();
    await panel.getByText('принят').waitFor({ timeout: 60_000 });
    expect(asked.filter((method) => method === 'POST')).toHaveLength(1);
    expect(offsets.at(-1)).toBeGreaterThanOrEqual(8 * 2 ** 20);
    expect(offsets.at(-1)).toBeLessThan(20_000_000);
  } finally {
    await other.page.close();
    await line.close();
  }
});

it('R11 a file half sent before a reload, chosen again, goes on where it was', async () => {
  const { page, faults } = await alsoSignedIn(given, 'supervisor');
  await page.goto('/calls');
  const panel = page.getByRole('region', { name: 'Загрузка записей' });
  const file = large('половина.mp3', 2);
  let pieces = 0;
  await page.route('**/api/uploads/*', (route) => {
    if (route.request().method() === 'PATCH') pieces += 1;
    return pieces < 2 ? route.continue() : route.abort('connectionfailed');
  });
  await page.locator('input[type="file"]').first().setInputFiles([file]);
  await panel.getByText('нет связи, продолжится само').waitFor();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await panel.getByText('отправка продолжится').waitFor();
  await page.unroute('**/api/uploads/*');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/uploads')) asked.push(request.method());
  });
  await page.locator('input[type="file"]').first().setInputFiles([file]);
  await panel.getByRole('listitem').filter({ hasText: 'половина' }).getByText('принят').waitFor({ timeout: 60_000 });
  expect(asked).toEqual(['HEAD', 'PATCH', 'PATCH']);
  expect(faults.filter((fault) => !fault.includes('ERR_CONNECTION_FAILED'))).toEqual([]);
  await page.close();
});
