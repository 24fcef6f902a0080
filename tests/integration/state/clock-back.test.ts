/** A clock that goes back a day: nothing that was written before it holds anybody up. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { leases } from '../../../analyzer/storage/state/leases.ts';
import { outbox } from '../../../analyzer/storage/state/outbox.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

const day = 24 * 3_600_000;

describe.each(stateEngines)('the state in $name', (engine) => {
  it('gives the lease of a dead holder away, and not that of a living one', async () => {
    const [database] = await openTestState(engine);
    const time = { at: Date.parse('2026-03-02T10:00:00Z') };
    const held = leases(database, () => new Date(time.at));
    expect(await held.take('outbox', 'dead', 60_000)).toBe(true);
    expect(await held.take('outbox', 'next', 60_000)).toBe(false);
    time.at -= 30_000;
    expect(await held.take('outbox', 'next', 60_000)).toBe(false);
    time.at -= day;
    expect(await held.take('outbox', 'next', 60_000)).toBe(true);
    expect(await held.take('outbox', 'third', 60_000)).toBe(false);
  });

  it('delivers what was put off before', async () => {
    const [database] = await openTestState(engine);
    const time = { at: Date.parse('2026-03-02T10:00:00Z') };
    const rows = outbox(database, () => new Date(time.at));
    const event = {
      event_id: randomUUID(),
      at: new Date(time.at).toISOString(),
      day: '2026-03-02',
      call_id: randomUUID(),
      analysis_id: randomUUID(),
    };
    await database
      .insertInto('outbox')
      .values({
        id: event.event_id,
        topic: 'review_events',
        key: event.call_id,
        payload: JSON.stringify(event),
        created_at: event.at,
        next_try_at: null,
        failed_at: null,
        error: null,
      })
      .execute();
    const [row] = await rows.due(10);
    if (!row) throw new Error('a row was expected');
    await rows.refused(row, 'the store says no');
    expect(await rows.due(10)).toHaveLength(0);
    time.at -= day;
    expect(await rows.due(10)).toHaveLength(1);
  });
});
