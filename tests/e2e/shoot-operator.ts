/** Screenshots of the operator's page, a dispute, a coaching note and the notices, with something in each of them. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { callListSchema } from '../../api/features/calls/calls.schemas.ts';
import { disputeSchema } from '../../api/features/disputes/disputes.schemas.ts';
import { callReviewSchema } from '../../api/features/reviews/reviews.schemas.ts';
import { readApi, signIn } from '../support/product.ts';

/** Opens pages as an account. */
export interface Shots {
  url: string;
  dataFolder: string;
  /** A page signed in as the account, 1280 × 800. */
  enter(login: string): Promise<Page>;
  shoot(page: Page, name: string): Promise<unknown>;
}

export async function shootOperator({ url, dataFolder, enter, shoot }: Shots): Promise<void> {
  const operator = await signIn(url, dataFolder, 'operator');
  const supervisor = await signIn(url, dataFolder, 'supervisor');
  const { items } = await readApi(`${url}/api/calls?operator=op-svetlana&limit=200`, operator, callListSchema);
  const call = items.find(({ externalId }) => externalId.startsWith('03'));
  if (call === undefined) throw new Error('no sample call');
  const review = await readApi(`${url}/api/calls/${call.id}/review`, operator, callReviewSchema);
  const [first, second] = review.findings.filter(({ counts, dispute }) => counts && dispute === null);
  if (first === undefined || second === undefined) throw new Error('no findings to show');
  const disputed = { id: randomUUID(), callId: call.id, findingId: first.id };
  const text = 'Я повторила слова клиента: он сам так назвал квитанцию. Послушайте место перед этим.';
  const dispute = disputeSchema.parse(await send(url, operator, '/api/disputes', { ...disputed, text }));
  const note = randomUUID();
  await send(url, supervisor, '/api/coaching', {
    id: note,
    operatorId: 'op-svetlana',
    text: 'Послушайте эти места подряд: слова-паразиты идут там, где Вы ищете ответ. Вместо них – пауза или «Одну минуту, я проверю».',
    clips: [first, second].map(({ id }) => ({ callId: call.id, findingId: id })),
  });

  const page = await enter('operator');
  await page.locator('svg.recharts-surface[role="img"]').waitFor();
  await inThreeLooks(page, 'me');
  await page.getByRole('button', { name: /^Уведомления/ }).click();
  await page.getByRole('list', { name: 'Список уведомлений' }).getByRole('link').first().waitFor();
  await shoot(page, 'notices');
  await page.close();

  const boss = await enter('supervisor');
  await boss.goto(`/disputes?open=${dispute.id}`);
  await boss.getByText('Вся реплика:').waitFor();
  await inThreeLooks(boss, 'dispute');
  await boss.goto(`/coaching/${note}`);
  await boss.getByRole('table').waitFor();
  await inThreeLooks(boss, 'coaching');
  await boss.close();

  async function inThreeLooks(on: Page, name: string): Promise<void> {
    // Nothing is pointed at.
    await on.mouse.move(2, 2);
    await on.waitForTimeout(500);
    await shoot(on, name);
    await on.emulateMedia({ colorScheme: 'dark' });
    await on.waitForTimeout(500);
    await shoot(on, `${name}-dark`);
    await on.emulateMedia({ colorScheme: 'light' });
    await on.setViewportSize({ width: 320, height: 800 });
    await on.waitForTimeout(500);
    await shoot(on, `${name}-narrow`);
    await on.setViewportSize({ width: 1280, height: 800 });
    await on.waitForTimeout(500);
  }
}

async function send(url: string, cookie: string, path: string, body: object): Promise<unknown> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
