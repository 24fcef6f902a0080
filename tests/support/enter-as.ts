/** A page of a demo person over a running product, signed in; what goes wrong in it is noted under the person's login. */
import type { Browser, Page } from 'playwright-core';
import { openPage, signInByForm } from './browser.ts';
import { demoPassword } from './product.ts';

export async function enterAs(
  login: string,
  { browser, url, folder, faults }: { browser: Browser; url: string; folder: string; faults: string[] },
): Promise<Page> {
  const { page } = await openPage(browser, url);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await signInByForm(page, login, await demoPassword(folder, login));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${login}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`${login}: ${error.message}`));
  return page;
}
