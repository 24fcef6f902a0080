/** Debian's Chromium for tests, with everything a page must not do written down. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { until } from './until.ts';

const program = '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The tests listen without a person's click.
  '--autoplay-policy=no-user-gesture-required',
];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: program, args });
}

/** A page that notes its console errors, CSP violations and requests to other origins. */
export async function openPage(browser: Browser, url: string): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, baseURL: url, locale: 'ru-RU' });
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(url).origin) faults.push(`foreign request: ${request.url()}`);
  });
  await page.addInitScript({
    content: `document.addEventListener('securitypolicyviolation', (event) =>
      console.error('CSP', event.violatedDirective, event.blockedURI));`,
  });
  return { page, faults };
}

/** Signs in by the form, as a person does. */
export async function signInByForm(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Логин').fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByRole('heading', { name: 'Звонки', level: 1 }).waitFor();
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What WCAG 2.2 AA finds wrong on the page as it stands: one line a rule with the first place. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // What is still fading in has not its colours yet; what turns for ever is not waited for.
  await until(
    page,
    `!document.getAnimations().some(({ playState, effect }) =>
      playState === 'running' && Number.isFinite(effect.getComputedTiming().endTime))`,
  );
  await page.evaluate(axeSource);
  const found = await page.evaluate<AxeResults>(`axe.run(document, { runOnly: ${JSON.stringify(standards)} })`);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
