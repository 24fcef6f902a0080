/** What a page weighs and how it feels: LCP, CLS, INP of a page, and the bytes of its scripts and styles. */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';

export interface Vitals {
  /** Milliseconds until the largest thing was painted. */
  lcp: number;
  /** Sum of the shifts of the layout, without dimension. */
  cls: number;
  /** Longest time from a press to the next paint, ms; 0 when nothing was pressed. */
  inp: number;
}

/** Notes the vitals of every page opened from now on. */
export async function watchVitals(page: Page): Promise<void> {
  await page.addInitScript({
    content: `
      window.vitals = { lcp: 0, cls: 0, inp: 0 };
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) vitals.lcp = entry.startTime;
      }).observe({ type: 'largest-contentful-paint', buffered: true });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) vitals.cls += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.interactionId) vitals.inp = Math.max(vitals.inp, entry.duration);
      }).observe({ type: 'event', durationThreshold: 16, buffered: true });`,
  });
}

/** The vitals of the open page so far. */
export const readVitals = (page: Page): Promise<Vitals> => page.evaluate<Vitals>('window.vitals');

/** A processor so many times slower, until it is called with 1. */
export async function slowDown(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: times });
}

export interface Weight {
  /** Bytes after gzip −9. */
  scripts: number;
  styles: number;
}

/** Weight of the scripts and styles that the page needs until `visit` has ended, with an empty cache. */
export async function weigh(page: Page, visit: () => Promise<unknown>): Promise<Weight> {
  const weight = { scripts: 0, styles: 0 };
  const reading: Promise<unknown>[] = [];
  const session = await page.context().newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const seen = new Set<string>();
  page.on('response', (response) => {
    const url = response.url();
    const kind = url.endsWith('.js') ? 'scripts' : url.endsWith('.css') ? 'styles' : null;
    if (kind === null || seen.has(url)) return;
    seen.add(url);
    reading.push(
      response.body().then(
        (body) => {
          weight[kind] += gzipSync(body, { level: 9 }).length;
        },
        // A script of the page before, on its way when that page was left, is none of this one.
        () => seen.delete(url),
      ),
    );
  });
  await visit();
  page.removeAllListeners('response');
  await Promise.all(reading);
  await session.send('Network.setCacheDisabled', { cacheDisabled: false });
  return weight;
}
