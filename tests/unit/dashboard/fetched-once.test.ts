/** Fetched once, and asked for again only after a failure. */
import { expect, it } from 'vitest';
import { fetchedOnce } from '../../../dashboard/src/i18n/fetched-once.ts';

it('keeps what came, and forgets a failure', async () => {
  const answers = ['no line', 'words'];
  let asked = 0;
  const words = fetchedOnce(async () => {
    const answer = answers[asked++] ?? 'asked too often';
    if (answer === 'no line') throw new Error(answer);
    return answer;
  });
  const [first, second] = [words(), words()];
  expect(first).toBe(second);
  await expect(first).rejects.toThrow('no line');
  expect(await words()).toBe('words');
  expect(words()).toBe(words());
  expect(asked).toBe(2);
});
