/** How a page looks and what is put between it and the server: set, waited for, and put back after a test. */
import type { Page } from 'playwright-core';
import { until } from './until.ts';

type Scheme = 'light' | 'dark';

/** Light or dark, as the system says it: returns when the page has heard of it, which is a frame later or more. */
export async function wear(page: Page, scheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();
}

/** A screen of the tests, and one as narrow as WCAG 1.4.10 asks for. */
const wide = { width: 1440, height: 900 };
const narrow = { width: 320, height: 800 };

/** Waits until nothing stands beside a screen of 320 px, then gives the page its width back; fails when something does. */
export async function fitsNarrow(page: Page): Promise<void> {
  await page.setViewportSize(narrow);
  try {
    // What is laid out by script follows a new width a frame later.
    await until(page, 'document.documentElement.scrollWidth <= 320', 10);
  } finally {
    await page.setViewportSize(wide);
  }
}

/** Undoes what a test that failed half-way may have left: answers made up, another width, paper, dark, forced colours. */
export async function putBack(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.setViewportSize(wide);
  await page.emulateMedia({ media: null, colorScheme: 'light', reducedMotion: 'reduce', forcedColors: null });
}
