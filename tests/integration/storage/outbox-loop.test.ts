/** What is copied inside the facts store stands back while calls are erased. */
import { expect, it, onTestFinished } from 'vitest';
import { createLogger } from '../../../analyzer/platform/logger.ts';
import { callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { startOutboxLoop } from '../../../analyzer/storage/outbox-loop.ts';
import { copyingLease, copyingMs, leases } from '../../../analyzer/storage/state/leases.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { makeRun } from '../../support/make-run.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';
import { waitFor } from '../../support/wait-for.ts';

const store = embeddedStore();
const [sqlite] = stateEngines as [(typeof stateEngines)[number]];

it('words of calls are gathered as soon as nobody erases', async () => {
  const [database] = await openTestState(sqlite);
  await callFacts(store.client).write(makeRun());
  await store.client.command({ query: 'TRUNCATE TABLE said_words' });
  const gathered = async () => {
    const answer = await store.client.query({ query: 'SELECT count() AS n FROM said_words', format: 'JSONEachRow' });
    return (await answer.json<{ n: number }>())[0]?.n;
  };
  expect(await leases(database).take(copyingLease, 'eraser', copyingMs)).toBe(true);
  let rounds = 0;
  const loop = startOutboxLoop(database, store.client, createLogger('silent'), 'Europe/Moscow', async () => {
    rounds += 1;
    return 0;
  });
  onTestFinished(() => loop.stop());
  await waitFor(() => rounds >= 3);
  expect(await gathered()).toBe(0);
  await leases(database).release(copyingLease, 'eraser');
  await waitFor(async () => (await gathered()) === 1);
});
