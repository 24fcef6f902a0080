/** What people with a keyboard, a coarse finger or no English stumble over, found on the page as it stands. */
import type { Page } from 'playwright-core';

/**
 * Targets smaller than 24 × 24 px that have no room around them (WCAG 2.5.8): a circle of 24 px on each must touch no other
 * target. Links in a sentence and what is hidden from sight are exempt.
 */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const shown = (element) => {
      const style = getComputedStyle(element);
      return element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && style.clipPath === 'none';
    };
    const targets = [...document.querySelectorAll('a, button, input, select, textarea, [role=tab], summary')]
      .filter((element) => shown(element) && !(element.tagName === 'A' && getComputedStyle(element).display === 'inline'))
      .map((element) => {
        // A label or the frame around a control is part of it.
        const whole = element.closest('label') ?? element;
        const { x, y, width, height } = whole.getBoundingClientRect();
        return { element, x, y, width, height };
      })
      .filter(({ width, height }) => width > 1 && height > 1);
    const small = targets.filter(({ width, height }) => width < 23.5 || height < 23.5);
    return small
      .filter((one) => {
        const [cx, cy] = [one.x + one.width / 2, one.y + one.height / 2];
        return targets.some((other) => {
          if (other === one || other.element.contains(one.element) || one.element.contains(other.element)) return false;
          const dx = Math.max(other.x - cx, 0, cx - other.x - other.width);
          const dy = Math.max(other.y - cy, 0, cy - other.y - other.height);
          return Math.hypot(dx, dy) < 12;
        });
      })
      .map(({ element, width, height }) => Math.round(width) + '×' + Math.round(height) + ' ' + element.outerHTML.slice(0, 160));
  })()`);

/** Words in Latin letters that are seen or read out, without those that are allowed. */
export async function latinWords(page: Page, allowed: RegExp): Promise<string[]> {
  const texts = await page.evaluate<string[]>(`(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [document.title];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent && !parent.closest('style, script, [aria-hidden="true"]')) texts.push(node.data);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      if (element.closest('[aria-hidden="true"]')) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(element.getAttribute(name) ?? '');
    }
    return texts;
  })()`);
  // Whole words: of a version «4e9b08…» the letters alone would be another word every time.
  const words = texts.flatMap((text) => text.match(/\w[\w-]+/g) ?? []).filter((word) => /[A-Za-z]/.test(word));
  return [...new Set(words)].filter((word) => !allowed.test(word));
}

export interface FocusStop {
  name: string;
  /** There is an outline or a shadow that tells it from its neighbours. */
  marked: boolean;
  /** What lies over its middle, and whether that is something else. */
  over: string;
  covered: boolean;
}

/** Where the focus stands: how it is called, whether that is seen, and whether something covers it (WCAG 2.4.7, 2.4.11). */
export const focusStop = (page: Page): Promise<FocusStop> =>
  page.evaluate<FocusStop>(`(() => {
    const element = document.activeElement;
    // A card is framed by what its button puts over it.
    const styles = [null, '::after'].map((part) => getComputedStyle(element, part));
    const { x, y, width, height } = element.getBoundingClientRect();
    const over = document.elementFromPoint(x + Math.min(width, innerWidth) / 2, y + Math.min(height, innerHeight) / 2);
    return {
      name: element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 60),
      marked: styles.some(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none') || element.matches('input, textarea, select'),
      over: over === null ? '' : over.outerHTML.slice(0, 120),
      covered: over !== null && over !== element && !element.contains(over) && !over.contains(element) && !over.closest('label, .mantine-Input-wrapper'),
    };
  })()`);
