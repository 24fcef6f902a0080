/** Objects of a bucket as files of a source. */
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { KamertonError } from '../../platform/errors.ts';
import { addToScan, emptyScan, fileKindOf, isComing, refusalOf } from '../file-kinds.ts';
import { doneFolder, type FoundFile, rejectedFolder, type Scan } from '../place.ts';
import type { S3Source } from '../source.ts';

/** One page of a listing. Names are asked for in the escaped form: XML cannot hold all that they may be. */
async function* pages(client: S3Client, bucket: string, prefix: string, delimiter: string | undefined) {
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        EncodingType: 'url',
        ...(delimiter === undefined ? {} : { Delimiter: delimiter }),
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    yield page;
    const next = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    // A server that says «go on here» twice would be listed for ever.
    if (next !== undefined && next === token)
      throw new KamertonError(
        'source_unavailable',
        `корзина ${bucket}: S3 повторяет одну страницу списка; проверьте сервер`,
      );
    token = next;
  } while (token !== undefined);
}

const unescaped = (text = ''): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return `${text}\ufffd`;
  }
};

/** What lies under the prefix; with `rawSound` files without a header are recordings too. */
export async function scanBucket(client: S3Client, source: S3Source, rawSound: boolean): Promise<Scan> {
  const { bucket, prefix, nested } = source;
  const scan = emptyScan();
  const folders: string[] = [];
  // The first level apart, so that what is put away is not listed again at every look.
  for await (const page of pages(client, bucket, prefix, '/')) {
    for (const { Prefix } of page.CommonPrefixes ?? []) folders.push(unescaped(Prefix));
    for (const file of filesOf(page.Contents, prefix)) if (!sort(scan, file, rawSound)) return scan;
  }
  const ours = new Set([doneFolder, rejectedFolder].map((name) => `${prefix}${name}/`));
  for (const folder of nested ? folders.filter((one) => !ours.has(one)) : []) {
    for await (const page of pages(client, bucket, folder, undefined)) {
      for (const file of filesOf(page.Contents, prefix)) if (!sort(scan, file, rawSound)) return scan;
    }
  }
  return scan;
}

type Contents = { Key?: string; Size?: number; ETag?: string; LastModified?: Date }[];

/** Objects of a page; those that stand for folders are none. Paths are told from behind `prefix`. */
function filesOf(contents: Contents | undefined, prefix: string): FoundFile[] {
  return (contents ?? []).flatMap(({ Key, Size = 0, ETag = '', LastModified }) => {
    const path = unescaped(Key).slice(prefix.length);
    if (path === '' || path.endsWith('/')) return [];
    return [{ path, size: Size, mtimeMs: LastModified?.getTime() ?? 0, version: ETag, inode: '' }];
  });
}

function sort(scan: Scan, file: FoundFile, rawSound: boolean): boolean {
  const names = file.path.split('/');
  const name = names.pop() ?? '';
  const kind = names.some(isComing) ? null : fileKindOf(name, rawSound);
  return kind === null || addToScan(scan, file, kind, refusalOf(name, kind, true));
}

/** The newest objects under a prefix (or the one object of that name), for CDR files. */
export async function newestObjects(
  client: S3Client,
  bucket: string,
  { prefix, most, isWanted }: { prefix: string; most: number; isWanted: (name: string) => boolean },
): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for await (const page of pages(client, bucket, prefix, undefined)) {
    found.push(...filesOf(page.Contents, '').filter(({ path }) => isWanted(path.split('/').at(-1) ?? '')));
    if (found.length > 10 * most) found.sort(newestFirst).splice(most);
  }
  return found.sort(newestFirst).slice(0, most);
}

const newestFirst = (a: FoundFile, b: FoundFile) => b.mtimeMs - a.mtimeMs;
