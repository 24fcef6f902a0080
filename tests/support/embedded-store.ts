/** A migrated ClickHouse server of one test file, with a client of its own; both end with the file. */
import { afterAll, beforeAll } from 'vitest';
import { type FactsClient, openFactsClient } from '../../analyzer/storage/facts/client.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../../analyzer/storage/facts/embedded-server.ts';
import { migrateFacts } from '../../analyzer/storage/facts/migrate.ts';
import { tempFolder } from './temp-folder.ts';

export interface EmbeddedStore {
  server: EmbeddedServer;
  client: FactsClient;
  folder: string;
}

/** The fields are there once a test runs. */
export function embeddedStore(): EmbeddedStore {
  const folder = tempFolder();
  const given = { folder } as EmbeddedStore;
  beforeAll(async () => {
    given.server = await startEmbeddedServer(folder, 'kamerton');
    await migrateFacts(given.server.address);
    given.client = openFactsClient(given.server.address);
  });
  afterAll(async () => {
    await given.client?.close();
    await given.server?.stop();
  });
  return given;
}
