/** The list of calls whose outcome has to be put together: nothing is lost, nothing is done twice. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { outcomeKeeper } from '../../../analyzer/desk/keep-outcomes.ts';
import { callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { callEvents } from '../../../analyzer/storage/state/call-events.ts';
import { outcomesDue as migration } from '../../../analyzer/storage/state/migrations/0059-outcomes-due.ts';
import { outcomesDue } from '../../../analyzer/storage/state/outcomes-due.ts';
import { loadScorecard } from '../../../lexicons/index.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

const store = embeddedStore();

describe.each(stateEngines)('calls that wait on $name', (engine) => {
  it('are noted once, stay when they are touched meanwhile, and those of before are there', async () => {
    const [database] = await openTestState(engine);
    const waiting = outcomesDue(database);
    const call = { id: randomUUID(), day: '2026-03-11' };
    await waiting.note([call, call]);
    const seen = await waiting.due(10);
    expect(seen).toHaveLength(1);
    await waiting.note([call]);
    await waiting.settle(seen);
    const left = await waiting.due(10);
    expect(left).toMatchObject([call]);
    await waiting.settle(left);
    expect(await waiting.due(10)).toEqual([]);
  });

  it('are dropped when the call is gone', async () => {
    const [database] = await openTestState(engine);
    const waiting = outcomesDue(database);
    await waiting.note([{ id: randomUUID(), day: '2026-03-11' }]);
    const keep = outcomeKeeper({
      database,
      client: store.client,
      facts: callFacts(store.client),
      scorecard: async () => loadScorecard(),
    });
    expect(await keep()).toBe(1);
    expect(await waiting.due(10)).toEqual([]);
  });

  it('are all there after the migration when they were decided about before', async () => {
    const [database] = await openTestState(engine);
    const call = { callId: randomUUID(), day: '2026-03-11' };
    await callEvents(database).add({ id: randomUUID(), ...call, kind: 'submitted', actor: 'a' });
    await callEvents(database).add({ id: randomUUID(), ...call, kind: 'submitted', actor: 'b' });
    await database.schema.dropTable('outcomes_due').execute();
    await migration.up(database);
    expect(await outcomesDue(database).due(10)).toEqual([{ id: call.callId, day: call.day, token: 'before' }]);
  });
});
