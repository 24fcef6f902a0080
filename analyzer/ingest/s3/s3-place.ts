/** A bucket as the place of a source. */
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { KamertonError } from '../../platform/errors.ts';
import { isCdrName } from '../file-kinds.ts';
import { type CdrShelf, doneFolder, type FoundFile, type Place, rejectedFolder, StillChanging } from '../place.ts';
import { type DownloadParts, download } from '../remote/download.ts';
import type { S3Source } from '../source.ts';
import { targetName } from '../target-name.ts';
import { newestObjects, scanBucket } from './list-objects.ts';
import { type S3Keys, s3Client } from './s3-client.ts';
import { isGone, type Right, s3Fault } from './s3-fault.ts';

/** Downloads under way at once. */
const lanes = 4;
/** Of CDR files in a bucket the newest count. */
const mostCdrFiles = 400;
/** An object that cannot be read without being thawed first. */
const frozen = 'InvalidObjectState';

/** The place of an S3 source; with `rawSound` files without a header are recordings too. */
export function s3Place(source: S3Source, rawSound: boolean, keys: S3Keys, parts: DownloadParts): Place {
  const { bucket, prefix } = source;
  let client: S3Client | null = null;
  /** Runs an operation; what goes wrong is told in words. */
  const ask = async <T>(right: Right, operation: (client: S3Client) => Promise<T>): Promise<T> => {
    try {
      client ??= await s3Client(source, keys);
      return await operation(client);
    } catch (error) {
      throw s3Fault(error, source, right);
    }
  };
  const exists = (key: string) =>
    ask('s3:GetObject', (s3) =>
      s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).then(
        () => true,
        (error) => {
          if (isGone(error)) return false;
          throw error;
        },
      ),
    );
  const remove = (key: string) =>
    ask('s3:DeleteObject', async (s3) => {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    });
  const put = (key: string, text: string) =>
    ask('s3:PutObject', async (s3) => {
      await s3.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: 'text/plain; charset=utf-8' }),
      );
    });

  /** Copies, then removes: a kill in between leaves both, and the next look puts the first away again. */
  const move = async (path: string, folder: string, mark: string): Promise<string> => {
    const target = `${prefix}${await targetName(`${folder}/${path}`, mark, (name) => exists(`${prefix}${name}`))}`;
    const from = [bucket, ...`${prefix}${path}`.split('/')].map(encodeURIComponent).join('/');
    const moved = await ask('s3:PutObject', (s3) =>
      s3.send(new CopyObjectCommand({ Bucket: bucket, Key: target, CopySource: from })).then(
        () => true,
        (error) => {
          if (isGone(error)) return false;
          throw error;
        },
      ),
    );
    if (moved) await remove(`${prefix}${path}`);
    return target;
  };

  const read = async (key: string, range: string | undefined): Promise<Buffer> =>
    ask('s3:GetObject', async (s3) => {
      const { Body } = await s3.send(
        new GetObjectCommand({ Bucket: bucket, Key: key, ...(range === undefined ? {} : { Range: range }) }),
        { abortSignal: AbortSignal.timeout(60_000) },
      );
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    });

  return {
    lanes,
    scan: () => ask('s3:ListBucket', (s3) => scanBucket(s3, source, rawSound)),
    beingWritten: async () => new Set(),

    fetch: (file, signal) =>
      ask('s3:GetObject', (s3) => download(file, (either) => body(s3, file, either), parts, signal)),

    async readSmall(file, mostBytes) {
      if (file.size > mostBytes)
        throw new KamertonError('bad_input', `${file.path.split('/').at(-1)}: файл слишком велик`);
      return read(`${prefix}${file.path}`, undefined);
    },

    async moveToDone(paths, mark) {
      for (const path of paths) await move(path, doneFolder, mark);
    },

    async moveToRejected(paths, reason, mark) {
      for (const [i, path] of paths.entries()) {
        const target = await move(path, rejectedFolder, mark);
        if (i === 0) await put(`${target}.reason.txt`, `${reason}\n`);
      }
    },

    async remove(paths) {
      for (const path of paths) await remove(`${prefix}${path}`);
    },

    async prune(own, before) {
      const kept = await ask('s3:ListBucket', (s3) =>
        newestObjects(s3, bucket, { prefix: `${prefix}${own}/`, most: 1_000_000, isWanted: () => true }),
      );
      // A copy has the time of its making.
      const old = kept.filter(({ mtimeMs }) => mtimeMs < before);
      for (const { path } of old) await remove(path);
      return kept.length - old.length;
    },

    cdr: source.cdr?.at_source === undefined ? null : cdrShelf(source.cdr.at_source),

    async check() {
      await this.scan();
      if (source.after === 'leave') return;
      const probe = `${prefix}${source.after === 'move' ? `${doneFolder}/` : ''}.kamerton-check`;
      await put(probe, 'kamerton\n');
      await remove(probe);
    },

    async rest() {
      // Keys and certificates may be others at the next look.
      client?.destroy();
      client = null;
    },
  };

  async function body(s3: S3Client, file: FoundFile, abortSignal: AbortSignal): Promise<NodeJS.ReadableStream> {
    const key = `${prefix}${file.path}`;
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: file.version }), {
        abortSignal,
      });
      if (Body === undefined) throw new StillChanging();
      return Body as NodeJS.ReadableStream;
    } catch (error) {
      if (isGone(error)) throw new StillChanging();
      if ((error as Error).name === frozen)
        throw new KamertonError('bad_input', 'запись лежит в архивном классе хранения; верните её в обычный');
      throw error;
    }
  }

  function cdrShelf(at: string): CdrShelf {
    return {
      label: `в корзине ${bucket}: ${at}`,
      async list() {
        const files = await ask('s3:ListBucket', (s3) =>
          newestObjects(s3, bucket, { prefix: at, most: mostCdrFiles, isWanted: isCdrName }),
        );
        return files.length === 0 ? null : files.map(({ path, size, version }) => ({ path, size, mark: version }));
      },
      async readTail({ path, size }, mostBytes) {
        const before = Math.max(0, size - mostBytes);
        return { bytes: await read(path, before > 0 ? `bytes=${before}-${size - 1}` : undefined), before };
      },
    };
  }
}
