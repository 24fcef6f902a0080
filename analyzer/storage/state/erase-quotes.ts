/** The words of a call in values that hold more than words: they are taken out, what was decided stays. */
import { z } from 'zod';
import type { StateDatabase } from './database.ts';

/** Stands where a person wrote something: some decisions must say why. */
const erased = 'удалено';

const jsonSchema = z.record(z.string(), z.unknown());

/** The same JSON object without words: quotes are emptied, what people wrote is replaced. */
function withoutWords(json: string, quotes: readonly string[], written: readonly string[]): string {
  const value = jsonSchema.parse(JSON.parse(json));
  for (const name of quotes) if (name in value) value[name] = '';
  for (const name of written) if (name in value && value[name] !== '') value[name] = erased;
  return JSON.stringify(value);
}

/** Takes what was said, and what people wrote about it, out of decisions and disputes of a call, and out of what is on its way from them. */
export async function eraseQuotes(database: StateDatabase, callId: string): Promise<void> {
  const reviews = await database
    .selectFrom('finding_reviews')
    .select(['id', 'anchor', 'range'])
    .where('call_id', '=', callId)
    .execute();
  const events = await database
    .selectFrom('review_events')
    .select(['id', 'decision'])
    .where('call_id', '=', callId)
    .execute();
  const disputes = await database
    .selectFrom('disputes')
    .select(['id', 'anchor'])
    .where('call_id', '=', callId)
    .execute();
  const waiting = await database.selectFrom('outbox').select(['seq', 'payload']).where('key', '=', callId).execute();
  await database.atomically([
    ...reviews.map(({ id, anchor, range }) => ({
      query: database
        .updateTable('finding_reviews')
        .set({
          anchor: withoutWords(anchor, ['text'], []),
          range: range === null ? null : withoutWords(range, ['quote'], []),
        })
        .where('id', '=', id),
    })),
    ...events.map(({ id, decision }) => ({
      query: database
        .updateTable('review_events')
        .set({ decision: withoutWords(decision, ['quote'], ['text']) })
        .where('id', '=', id),
    })),
    ...disputes.map(({ id, anchor }) => ({
      query: database
        .updateTable('disputes')
        .set({ anchor: withoutWords(anchor, ['text'], []) })
        .where('id', '=', id),
    })),
    {
      query: database
        .updateTable('disputes')
        .set({ resolution: erased })
        .where('call_id', '=', callId)
        .where('resolution', 'is not', null),
    },
    ...waiting.map(({ seq, payload }) => ({
      query: database
        .updateTable('outbox')
        .set({ payload: withoutWords(payload, ['quote', 'text', 'reason_text'], []) })
        .where('seq', '=', seq),
    })),
  ]);
}
