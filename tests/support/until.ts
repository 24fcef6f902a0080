/** Waiting for a fact of a page. */
import type { Page } from 'playwright-core';
import { waitFor } from './wait-for.ts';

/**
 * Returns as soon as the expression is true in the page. Asked from outside again and again: Playwright's own
 * `waitForFunction` evaluates a string inside the page, which its policy refuses from the second time on.
 */
export async function until(page: Page, expression: string, seconds = 30): Promise<void> {
  await waitFor(() => page.evaluate<boolean>(expression), seconds).catch((error: unknown) => {
    throw new Error(`not within ${seconds} s: ${expression}`, { cause: error });
  });
}
