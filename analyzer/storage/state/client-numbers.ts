/** The numbers by which clients stand in the ledger, read in pages: a search for one person is rare and may take seconds. */
import { callMetadataSchema } from '../../domain/call.ts';
import type { StateDatabase } from './database.ts';

export interface ClientNumbers {
  id: string;
  externalId: string;
  phone: string;
}

const pageRows = 5_000;

/** Every call once, with the client's telephone (empty when unknown) and the id it came with. */
export async function* clientNumbers(database: StateDatabase): AsyncGenerator<ClientNumbers[]> {
  for (let after = ''; ; ) {
    const rows = await database
      .selectFrom('calls')
      .select(['id', 'external_id', 'metadata'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageRows)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => ({
      id: row.id,
      externalId: row.external_id,
      phone: callMetadataSchema.parse(JSON.parse(row.metadata)).client?.phone ?? '',
    }));
    after = last.id;
  }
}
