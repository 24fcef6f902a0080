/** Every screen in three looks (light, dark, 320 px wide), and a scorecard on paper: docs/screenshots/screens. */
import type { Page } from 'playwright-core';
import type { Shots } from './shoot-operator.ts';

/** Who opens what. A screen that several roles see is shown once. */
const screens: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  supervisor: {
    list: '/calls',
    search: '/search?q=квитанция',
    standard: '/standard',
    trust: '/trust',
    calibration: '/calibration',
    system: '/system',
  },
  manager: { trends: '/trends', 'trends-criteria': '/trends?view=criteria' },
  trainer: { lexicons: '/lexicons' },
  admin: { users: '/users', protection: '/protection' },
};

/** Where a page stands still: its heading is there and nothing turns. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForTimeout(1_500);
  await page
    .locator('[role="status"]:has(svg)')
    .first()
    .waitFor({ state: 'detached', timeout: 10_000 })
    .catch(() => {});
}

export async function shootScreens({ enter, shoot }: Omit<Shots, 'url' | 'dataFolder'>): Promise<void> {
  for (const [login, paths] of Object.entries(screens)) {
    const page = await enter(login);
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(path);
      await settled(page);
      await shoot(page, name);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.waitForTimeout(400);
      await shoot(page, `${name}-dark`);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 320, height: 800 });
      await page.waitForTimeout(600);
      await shoot(page, `${name}-narrow`);
      await page.setViewportSize({ width: 1280, height: 800 });
    }
    await page.close();
  }
  const page = await enter('supervisor');
  await page.getByRole('row').filter({ hasText: '03_lexis' }).first().getByRole('link').click();
  await page.getByRole('heading', { name: 'Звонок 03_lexis' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.waitForTimeout(1_500);
  await shoot(page, 'call-on-paper');
  await page.close();
}
