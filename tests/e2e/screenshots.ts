/** `npm run screenshots`: the pages as a newcomer sees them, for the README, into docs/screenshots. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callListSchema } from '../../api/features/calls/calls.schemas.ts';
import { openBrowser, openPage, signInByForm } from '../support/browser.ts';
import { demoPassword, readApi, signIn, startProduct } from '../support/product.ts';
import { seedCalls } from '../support/seed-history.ts';
import { waitFor } from '../support/wait-for.ts';
import { shootOperator } from './shoot-operator.ts';
import { shootScreens } from './shoot-screens.ts';

const target = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
mkdirSync(target, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'kam-shots-'));
const product = await startProduct(folder);
const cookie = await signIn(product.url, folder, 'supervisor');
await waitFor(async () => {
  const { items } = await readApi(`${product.url}/api/calls`, cookie, callListSchema);
  return items.length === 6 && items.every((call) => call.state === 'done');
}, 120);

const browser = await openBrowser();
const { page } = await openPage(browser, product.url);
const shoot = (name: string) => page.screenshot({ path: join(target, `${name}.png`), animations: 'disabled' });
await page.setViewportSize({ width: 1280, height: 800 });
await signInByForm(page, 'supervisor', await demoPassword(folder, 'supervisor'));
await page.getByRole('row').nth(6).waitFor();
await shoot('calls');
await page.getByRole('row').filter({ hasText: '03_lexis' }).getByRole('link').click();
await page.getByRole('tabpanel').getByRole('button').first().click();
await page.waitForTimeout(3_000);
await page.getByRole('button', { name: 'Пауза' }).click();
await shoot('call-findings');
await page.getByRole('tab', { name: 'Карта оценки' }).click();
await page.emulateMedia({ colorScheme: 'dark' });
await page.waitForTimeout(500);
await shoot('call-scorecard-dark');
await page.emulateMedia({ colorScheme: 'light' });
await page.goto(`${product.url}/queue`);
await page.getByRole('row').nth(1).waitFor();
await shoot('queue');
await page.setViewportSize({ width: 320, height: 800 });
await page.waitForTimeout(500);
await shoot('queue-narrow');

await seedCalls(folder, 900, 3, '--reviews');
const enter = async (login: string) => {
  const opened = await openPage(browser, product.url);
  await opened.page.setViewportSize({ width: 1280, height: 800 });
  // A chart that is still being drawn would be shown half.
  await opened.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await signInByForm(opened.page, login, await demoPassword(folder, login));
  return opened.page;
};
await shootOperator({
  url: product.url,
  dataFolder: folder,
  enter,
  shoot: (on, name) => on.screenshot({ path: join(target, `${name}.png`), animations: 'disabled' }),
});
// Many: small files, good enough to see whether something is out of place.
const small = { type: 'jpeg', quality: 60, animations: 'disabled' } as const;
await shootScreens({
  enter,
  shoot: (on, name) => on.screenshot({ path: join(target, 'screens', `${name}.jpg`), ...small }),
});
await browser.close();
await product.end('SIGTERM');
rmSync(folder, { recursive: true, force: true });
