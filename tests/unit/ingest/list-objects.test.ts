/** A listing that never ends: a server that repeats where to go on is told of, not listed for ever. */
import type { S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { scanBucket } from '../../../analyzer/ingest/s3/list-objects.ts';
import type { S3Source } from '../../../analyzer/ingest/source.ts';

it('ends at a page that names itself as the next one', async () => {
  let asked = 0;
  const send = async () => {
    asked += 1;
    if (asked > 10) throw new Error('listed for ever');
    return { IsTruncated: true, NextContinuationToken: 'again', CommonPrefixes: [{ Prefix: 'calls/' }] };
  };
  const source = { bucket: 'records', prefix: '', nested: false } as S3Source;
  await expect(scanBucket({ send } as unknown as S3Client, source, false)).rejects.toMatchObject({
    code: 'source_unavailable',
  });
});
