/** Takes what stands in the outbox to the facts store: in the order of each call, as often as it takes, once in effect. */
import type { FactsClient } from './facts/client.ts';
import { type OutboxTopic, outboxTopics } from './facts/people-rows.ts';
import { refusal } from './facts/refusal.ts';
import type { Outbox, OutboxRow } from './state/outbox.ts';

/** Rows of one round at most. */
const rowsAtOnce = 500;

export interface Delivery {
  delivered: number;
  /** Rows that the store refused by themselves this time. */
  refused: number;
  /** Rows that were laid aside after their last attempt. */
  laidAside: number;
}

/**
 * Delivers everything that is due. A row is deleted from the outbox only after the store has acknowledged it: killed in
 * between, it is delivered again and is the same row there. When the store is away the error is thrown and nothing is lost.
 * When the store refuses a batch, its rows are tried one by one, so that a bad row holds up only the rest of its own key.
 * @param lost ends it after the rows that are on their way: another process delivers now
 */
export async function deliverOutbox(outbox: Outbox, client: FactsClient, lost?: AbortSignal): Promise<Delivery> {
  const sum: Delivery = { delivered: 0, refused: 0, laidAside: 0 };
  for (;;) {
    if (lost?.aborted) return sum;
    const rows = await outbox.due(rowsAtOnce);
    if (rows.length === 0) return sum;
    if (await insertAll(client, rows)) {
      await outbox.delivered(rows);
      sum.delivered += rows.length;
      continue;
    }
    await oneByOne(outbox, client, rows, sum);
  }
}

/** False when the store has refused the rows; true when it has them all. */
async function insertAll(client: FactsClient, rows: readonly OutboxRow[]): Promise<boolean> {
  for (const topic of Object.keys(outboxTopics) as OutboxTopic[]) {
    const values = rows.filter((row) => row.topic === topic).map((row) => row.payload);
    if (values.length > 0 && (await refusal(() => client.insert({ table: topic, values, format: 'JSONEachRow' })))) {
      return false;
    }
  }
  return rows.every((row) => row.topic in outboxTopics);
}

async function oneByOne(outbox: Outbox, client: FactsClient, rows: readonly OutboxRow[], sum: Delivery): Promise<void> {
  const held = new Set<string>();
  for (const row of rows) {
    if (held.has(row.key)) continue;
    const reason = await whyRefused(client, row);
    if (reason === null) {
      await outbox.delivered([row]);
      sum.delivered += 1;
      continue;
    }
    held.add(row.key);
    sum.refused += 1;
    if (await outbox.refused(row, reason)) sum.laidAside += 1;
  }
}

/** Null when the store has the row. */
async function whyRefused(client: FactsClient, row: OutboxRow): Promise<string | null> {
  if (!(row.topic in outboxTopics)) return 'unknown topic';
  const valid = outboxTopics[row.topic].safeParse(row.payload);
  // The names of the fields only: what stands in them is about people.
  if (!valid.success) return `bad fields: ${valid.error.issues.map(({ path }) => path.join('.')).join(', ')}`;
  return refusal(() => client.insert({ table: row.topic, values: [valid.data], format: 'JSONEachRow' }));
}
