/** What every file of browser tests begins with: the product with its samples, a browser, and a page of one person. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openBrowser, openPage, signInByForm } from './browser.ts';
import { putBack } from './page-state.ts';
import { rowOf } from './pages.ts';
import { demoPassword, type Product, startProduct } from './product.ts';
import { tempFolder } from './temp-folder.ts';

export interface SignedIn {
  folder: string;
  product: Product;
  browser: Browser;
  page: Page;
  /** Console errors, refused styles, requests elsewhere: each test must leave none. */
  faults: string[];
}

/** What was set up; filled in before the first test. `before` prepares the data folder. */
export function signedIn(
  login: string,
  samples: readonly string[],
  before: (folder: string) => Promise<void> = async () => {},
): SignedIn {
  const given = { folder: tempFolder(), faults: [] as string[] } as SignedIn;
  beforeAll(async () => {
    await before(given.folder);
    given.product = await startProduct(given.folder);
    given.browser = await openBrowser();
    Object.assign(given, await openPage(given.browser, given.product.url));
    await given.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await signInByForm(given.page, login, await demoPassword(given.folder, login));
    for (const name of samples) await rowOf(given.page, name).getByText('Готов').waitFor({ timeout: 90_000 });
  });
  afterAll(async () => {
    await given.browser?.close();
    await given.product?.end('SIGTERM');
  });
  afterEach(async () => {
    await putBack(given.page);
    const faults = given.faults.splice(0);
    expect(faults).toEqual([]);
  });
  return given;
}

/** Another person at another browser. */
export async function alsoSignedIn(
  { browser, product, folder }: SignedIn,
  login: string,
): Promise<{ page: Page; faults: string[] }> {
  const other = await openPage(browser, product.url);
  await other.page.goto('/');
  await other.page.getByLabel('Логин').fill(login);
  await other.page.getByLabel('Пароль', { exact: true }).fill(await demoPassword(folder, login));
  await other.page.getByRole('button', { name: 'Войти' }).click();
  await other.page.getByRole('navigation', { name: 'Разделы' }).waitFor();
  return other;
}
