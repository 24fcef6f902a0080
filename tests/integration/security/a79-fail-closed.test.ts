/** A79: with no room for the log of actions nobody sees a call, takes a report or deletes; with room again all goes on. */
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import { testApp } from '../../support/test-app.ts';

const id = '00000000-0000-8000-8000-0000000000a7';

describe('a log that cannot be written', () => {
  const given = testApp();
  const ask = (role: 'supervisor' | 'administrator', method: 'GET' | 'POST', url: string, payload?: object) =>
    given.app.inject({
      method,
      url,
      headers: { cookie: given.cookies[role] },
      ...(payload === undefined ? {} : { payload }),
    });
  const statuses = async () => {
    const answers = [
      await ask('supervisor', 'GET', `/api/calls/${id}`),
      await ask('administrator', 'GET', '/api/audit/accesses.csv?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z'),
      await ask('administrator', 'POST', '/api/privacy/find', { number: '+7 912 345-67-89' }),
    ];
    return answers.map(({ statusCode, body }) => [statusCode, body.includes('секретный-номер')]);
  };

  it('A79 refuses views, reports and searches, and says nothing of what was asked for', async () => {
    await given.analyzer.ledger.receive({
      id,
      externalId: 'секретный-номер',
      source: 'upload',
      metadata: { client: { phone: '+79123456789' }, operator: { id: 'op-1' } },
      recording: null,
      recordingSha256: null,
      transcript: null,
    });
    expect(await statuses()).toEqual([
      [200, true],
      [200, false],
      [200, true],
    ]);
    const database = await openStateDatabase(join(given.folder, 'state', 'kamerton.sqlite'));
    await sql`CREATE TRIGGER no_room BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'disk full'); END`.execute(
      database,
    );
    expect(await statuses()).toEqual([
      [503, false],
      [503, false],
      [503, false],
    ]);
    await sql`DROP TRIGGER no_room`.execute(database);
    await database.destroy();
    expect((await statuses()).map(([status]) => status)).toEqual([200, 200, 200]);
    expect((await given.analyzer.audit.verify()).broken).toBeNull();
  });
});
