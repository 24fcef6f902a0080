/** Keys of machines: made by an administrator, limited in scope and time, ended at once; stored as SHA-256 only. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { hashPlain, KamertonError, randomToken } from '#platform';
import type { StateDatabase } from './database.ts';
import type { ApiKeysTable } from './tables/api-keys-table.ts';

/** A key as administrators see it: the key itself is shown once and kept nowhere. */
export interface ApiKey {
  id: string;
  name: string;
  scopes: string[];
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

/** Every key begins with it, so that leaked keys can be searched for. */
const prefix = 'kamerton_';

export type ApiKeys = ReturnType<typeof apiKeys>;

/** Keys over an open state database. */
export function apiKeys(database: StateDatabase, clock: () => Date = () => new Date()) {
  const now = () => clock().toISOString();
  return {
    /**
     * Makes a key; `secret` is the only time it can be read. The same id again is the same key: its secret, which may not have
     * arrived, is made anew and the one before opens nothing any more (`again`).
     * @throws KamertonError `conflict` when the key of this id is another one, in use or ended: its secret has arrived
     */
    async create(key: { id?: string; name: string; scopes: readonly string[]; expiresAt: string; createdBy: string }) {
      const secret = `${prefix}${randomToken()}`;
      const row: ApiKeysTable = {
        id: key.id ?? randomUUID(),
        name: key.name,
        key_hash: hashPlain(secret),
        scopes: JSON.stringify(key.scopes),
        created_by: key.createdBy,
        created_at: now(),
        expires_at: key.expiresAt,
        last_used_at: null,
        revoked_at: null,
      };
      const made = await database
        .insertInto('api_keys')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (made !== undefined) return { key: toKey(row), secret, again: false };
      const known = await database
        .updateTable('api_keys')
        .set({ key_hash: row.key_hash })
        .where('id', '=', row.id)
        .where('name', '=', row.name)
        .where('scopes', '=', row.scopes)
        .where('created_by', '=', row.created_by)
        .where('last_used_at', 'is', null)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', row.created_at)
        .returningAll()
        .executeTakeFirst();
      if (known === undefined)
        throw new KamertonError(
          'conflict',
          'этот запрос уже выполнен, и ключом пользуются или он отозван; если секрета нет, отзовите ключ и выпустите другой',
        );
      return { key: toKey(known), secret, again: true };
    },

    /** All keys, newest first. */
    async list(): Promise<ApiKey[]> {
      return (await database.selectFrom('api_keys').selectAll().orderBy('created_at', 'desc').execute()).map(toKey);
    },

    /** The key of a secret while it is good, otherwise null. */
    async find(secret: string): Promise<ApiKey | null> {
      if (!secret.startsWith(prefix)) return null;
      const row = await database
        .selectFrom('api_keys')
        .selectAll()
        .where('key_hash', '=', hashPlain(secret))
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now())
        .executeTakeFirst();
      if (!row) return null;
      if (row.last_used_at === null || clock().getTime() - Date.parse(row.last_used_at) > 60_000)
        await database.updateTable('api_keys').set({ last_used_at: now() }).where('id', '=', row.id).execute();
      return toKey(row);
    },

    /** Ends a key; false when there is none that could be ended. */
    async revoke(id: string): Promise<boolean> {
      const result = await database
        .updateTable('api_keys')
        .set({ revoked_at: now() })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return Number(result.numUpdatedRows) > 0;
    },
  };
}

const toKey = (row: ApiKeysTable): ApiKey => ({
  id: row.id,
  name: row.name,
  scopes: z.array(z.string()).parse(JSON.parse(row.scopes)),
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
  revokedAt: row.revoked_at,
});
