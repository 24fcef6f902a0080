/** Working through the findings of a call by keyboard alone, counted. */
import type { Page } from 'playwright-core';

export interface Decided {
  keys: number;
  seconds: number;
}

/** The middle one; NaN of nothing. */
export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** Steps to each finding of the open call and decides: two of three confirmed, the third dismissed for a reason. */
export async function workThrough(page: Page, most: number): Promise<Decided[]> {
  const buttons = page.getByRole('button', { name: 'Подтвердить' });
  await buttons.first().waitFor();
  const count = Math.min(most, await buttons.count());
  const decided: Decided[] = [];
  for (let index = 0; index < count; index++) {
    const strokes = index % 3 === 2 ? ['n', 'x', '1'] : ['n', 'y'];
    const started = performance.now();
    for (const key of strokes) await page.keyboard.press(key);
    const chosen = page.locator('li[data-selected="true"]');
    await chosen.getByText(index % 3 === 2 ? 'Снято' : 'Подтверждено').waitFor();
    decided.push({ keys: strokes.length, seconds: (performance.now() - started) / 1000 });
  }
  return decided;
}
