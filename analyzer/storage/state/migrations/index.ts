/**
 * Migrations of the state database by name. A published migration is never changed; a new one is added in a file of its
 * own, works on SQLite and on Postgres, and needs nothing of those with higher numbers.
 */
import type { Migration } from 'kysely';
import { accountsAndCalls } from './0001-accounts-and-calls.ts';

export const stateMigrations: Record<string, Migration> = {
  '0001_accounts_and_calls': accountsAndCalls,
};
