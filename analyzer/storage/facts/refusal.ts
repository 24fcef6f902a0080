/** Tells rows that the store refuses from a store that is not fit to take any. */
import { ClickHouseError } from '@clickhouse/client';

/**
 * The kind of the store's own refusal, or null when it took the rows. Anything else (no connection, a time limit) is thrown:
 * the rows are not to blame.
 */
export async function refusal(insert: () => Promise<unknown>): Promise<string | null> {
  try {
    await insert();
    return null;
  } catch (error) {
    if (error instanceof ClickHouseError && !notTheRows.has(error.type ?? '')) return `${error.code} ${error.type}`;
    throw error;
  }
}

/** Errors of the server that say nothing about the rows. */
const notTheRows = new Set([
  'AUTHENTICATION_FAILED',
  'MEMORY_LIMIT_EXCEEDED',
  'TIMEOUT_EXCEEDED',
  'TOO_MANY_PARTS',
  'TOO_MANY_SIMULTANEOUS_QUERIES',
  'TABLE_IS_READ_ONLY',
  'NETWORK_ERROR',
  'SOCKET_TIMEOUT',
  'NOT_ENOUGH_SPACE',
  'UNKNOWN_DATABASE',
  'UNKNOWN_TABLE',
  'KEEPER_EXCEPTION',
]);
