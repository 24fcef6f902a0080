/** Erasing the words of a call from the state, on both engines: nothing that was said or written of it stays, what was decided does. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Decision, FindingAnchor } from '../../../analyzer/domain/review.ts';
import { callLedger } from '../../../analyzer/storage/state/call-ledger.ts';
import type { StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { disputes } from '../../../analyzer/storage/state/disputes.ts';
import { stateEraser } from '../../../analyzer/storage/state/erase-state.ts';
import { erasedQuotes } from '../../../analyzer/storage/state/migrations/0064-erased-quotes.ts';
import { reviews } from '../../../analyzer/storage/state/reviews.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

const secret = 'седьмая-квартира';

describe.each(stateEngines)('on $name', (engine) => {
  let database: StateDatabase;
  beforeAll(async () => {
    [database] = await openTestState(engine);
  });

  it('no table holds the words, and the decisions are read as before', async () => {
    const id = randomUUID();
    const ledger = callLedger(database);
    const transcript = [{ speaker: 'operator' as const, start: 0, end: 2, text: secret }];
    const files = { recording: null, recordingSha256: null };
    await ledger.receive({ id, externalId: secret, source: 'upload', metadata: {}, ...files, transcript });
    await ledger.settle({ id, run: 1 }, 'done');
    const anchor: FindingAnchor = {
      rule: 'filler',
      entry: 'filler/nu',
      speaker: 'operator',
      segment: 0,
      start: 0,
      end: 1,
      text: secret,
    };
    const call = { id, day: '2026-03-11', operatorId: 'op-1' };
    const findingId = randomUUID();
    const said: Decision[] = [
      { kind: 'change_range', start: 0, end: 2, quote: secret, text: secret },
      { kind: 'dismiss', reason: 'other', text: secret },
    ];
    for (const [seenVersion, decision] of said.entries())
      await reviews(database).decide({
        call,
        findingId,
        anchor,
        seenVersion,
        decision,
        actor: 'irina',
        lexiconVersion: 'l',
      });
    const disputed = { callId: id, day: call.day, operatorId: 'op-1', anchor, openedBy: 'marina', text: secret };
    const until = new Date(Date.now() + 60_000).toISOString();
    const { id: disputeId } = await disputes(database).open({ ...disputed, findingId: randomUUID(), until });
    const request = { requestId: randomUUID(), actor: 'oleg', reason: secret, seenVersion: 0, lexiconVersion: 'l' };
    await disputes(database).resolve({ ...request, id: disputeId, verdict: 'accepted' });

    const holding = async () => {
      const found: string[] = [];
      for (const { name } of await database.introspection.getTables()) {
        const { rows } = await sql`SELECT * FROM ${sql.table(name)}`.execute(database);
        if (JSON.stringify(rows).includes(secret)) found.push(name);
      }
      return found.sort();
    };
    expect(await holding()).toEqual(['calls', 'disputes', 'finding_reviews', 'outbox', 'review_events']);
    // A product of before has deleted the words and left the quotes: the next start takes them too.
    const ofCall = database.updateTable('calls').where('id', '=', id);
    await ofCall.set({ words_deleted_at: until }).execute();
    await erasedQuotes.up(database);
    await erasedQuotes.up(database);
    expect(await holding()).toEqual(['calls', 'disputes', 'finding_reviews', 'outbox']);
    await ofCall.set({ words_deleted_at: null }).execute();
    expect(await stateEraser(database).erase(id, 'words')).toBe(true);
    expect(await holding()).toEqual([]);
    const history = await reviews(database).history(id);
    expect(history.map(({ decision }) => decision)).toEqual([
      { kind: 'change_range', start: 0, end: 2, quote: '', text: 'удалено' },
      { kind: 'dismiss', reason: 'other', text: 'удалено' },
      { kind: 'dismiss', reason: 'dispute_accepted', text: 'удалено' },
    ]);
    expect(await disputes(database).ofCall(id)).toMatchObject([{ state: 'accepted', anchor: { text: '', start: 0 } }]);
    expect((await reviews(database).ofCall(id)).map(({ verdict }) => verdict)).toEqual(['dismissed', 'dismissed']);
    // A deletion that was killed goes over it once more.
    expect(await stateEraser(database).erase(id, 'words')).toBe(true);
  });
});
