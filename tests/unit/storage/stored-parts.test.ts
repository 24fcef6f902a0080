/** Names of stored tables inside mutations. */
import { expect, it } from 'vitest';
import { openFactsClient } from '../../../analyzer/storage/facts/client.ts';
import { storedParts } from '../../../analyzer/storage/facts/stored-parts.ts';

const address = { url: 'http://127.0.0.1:1', user: 'any', password: '', database: 'quality' };

it('names tables of a cluster with their database inside a mutation: it runs in another one', async () => {
  const client = openFactsClient(address);
  const one = storedParts(client, address);
  expect([one.local('calls'), one.beside('calls'), one.everywhere('calls')]).toEqual(['calls', 'calls', 'calls']);
  const many = storedParts(client, { ...address, cluster: 'main' });
  expect(many.local('calls')).toBe('calls_local');
  expect(many.beside('calls')).toBe('quality.calls_local');
  expect(many.everywhere('calls')).toBe('quality.calls');
  await client.close();
});
