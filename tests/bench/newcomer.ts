/**
 * A newcomer's run: a fresh clone, `npm start`, a browser, the first finding heard. Prints the seconds of each step:
 * `npm run bench:newcomer`. What Debian's packages the machine has already is said; nothing else is reused.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser, openPage, signInByForm } from '../support/browser.ts';
import { openCall, rowOf, soundTime } from '../support/pages.ts';
import { demoPassword } from '../support/product.ts';
import { waitFor } from '../support/wait-for.ts';

const folder = await mkdtemp(join(tmpdir(), 'newcomer-'));
const data = join(folder, 'data');
const startedAt = performance.now();
const say = (step: string) =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(7)} с  ${step}`);

const there = ['ffmpeg', 'redis-server', 'make', 'g++'].filter((name) => existsSync(join('/usr/bin', name)));
console.log(`Node ${process.version}; уже стоят программы: ${there.join(', ') || 'нет'}`);
execFileSync('git', ['clone', '-q', process.cwd(), join(folder, 'kamerton')]);
say('исходный текст получен');
const child = spawn('npm', ['start'], {
  cwd: join(folder, 'kamerton'),
  env: { ...process.env, KAMERTON_PORT: '8499', KAMERTON_DATA_DIR: data },
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
try {
  const url = await addressSaid(child);
  say(`npm start назвал адрес ${url}`);
  const browser = await openBrowser();
  const { page } = await openPage(browser, url);
  await signInByForm(page, 'supervisor', await demoPassword(data, 'supervisor'));
  say('вход выполнен');
  await rowOf(page, '03_lexis').getByText('Готов').waitFor({ timeout: 120_000 });
  say('звонок обработан');
  await openCall(page, '03_lexis');
  await page.getByRole('tabpanel').getByRole('button', { name: 'справочку' }).first().click();
  await waitFor(async () => (await soundTime(page)) > 14.5, 30);
  say('первое замечание слышно');
  await browser.close();
} finally {
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
  await rm(folder, { recursive: true, force: true });
}

async function addressSaid(from: ChildProcess): Promise<string> {
  let said = '';
  from.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  await waitFor(() => {
    if (from.exitCode !== null) throw new Error(`npm start ended: ${said}`);
    return /Kamerton готов: http\S+/.test(said);
  }, 1_800);
  return /Kamerton готов: (http\S+)/.exec(said)?.[1] ?? '';
}
