/** Short questions to the server of a test. */
import { ClickHouseError } from '@clickhouse/client';
import type { FactsClient } from '../../analyzer/storage/facts/client.ts';
import type { EmbeddedStore } from './embedded-store.ts';

export type Settings = NonNullable<Parameters<FactsClient['query']>[0]['clickhouse_settings']>;

/** Questions over a store that is there once a test runs. */
export function askStore(store: EmbeddedStore) {
  const rows = async <T = Record<string, unknown>>(
    query: string,
    params: Record<string, unknown> = {},
    settings: Settings = {},
  ): Promise<T[]> => {
    const answer = await store.client.query({
      query,
      query_params: params,
      format: 'JSONEachRow',
      clickhouse_settings: settings,
    });
    return answer.json<T>();
  };
  return {
    rows,
    /** The first column of the first row. */
    value: async (query: string, params: Record<string, unknown> = {}, settings: Settings = {}): Promise<unknown> => {
      const [row] = await rows(query, params, settings);
      return Object.values(row ?? {})[0];
    },
    command: (query: string) => store.client.command({ query }),
  };
}

/** Code of the server's error, or what else was thrown, or that nothing was. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  return error instanceof ClickHouseError ? error.code : String(error);
}
