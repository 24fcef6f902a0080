/** Uploads that are taken up again where they broke off (tus 1.0): whose they are, how many and how large, and their end as calls. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server, type Upload } from '@tus/server';
import { type Account, type CallMetadata, callMetadataSchema } from '#analyzer';
import { errorStatus, KamertonError } from '#platform';
import { mayBringIn } from '../../access/scope.ts';
import type { ApiDeps } from '../../deps.ts';

export type UploadDeps = Pick<
  ApiDeps,
  'recordings' | 'intake' | 'surroundings' | 'freeBytes' | 'audit' | 'uploadsFolder' | 'maxRecordingBytes'
>;

/** Who is asking, for the hooks of the protocol's server. */
interface Asking {
  account: Account;
  ip: string;
}

/** An unfinished upload is kept for so long after it was begun. */
const keptMs = 24 * 3_600_000;
/** Uploads that one person or key may have open. */
const mostOpen = 20;
const uploadId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface ResumableUploads {
  handle(asking: Asking, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Removes what was begun long ago and never finished. */
  cleanUp(): Promise<void>;
}

/** Opens the protocol's server over a folder of its own. */
export function resumableUploads(deps: UploadDeps, path: string): ResumableUploads {
  mkdirSync(deps.uploadsFolder, { recursive: true, mode: 0o700 });
  const asking = new AsyncLocalStorage<Asking>();
  const store = new FileStore({ directory: deps.uploadsFolder, expirationPeriodInMilliseconds: keptMs });
  const who = (): Asking => {
    const one = asking.getStore();
    if (one === undefined) throw new KamertonError('not_signed_in', 'войдите в систему');
    return one;
  };

  /** Uploads of a person that are not finished, and the bytes that they will all need. */
  const open = async (owner: string) => {
    const ids = (await readdir(deps.uploadsFolder)).filter((name) => uploadId.test(name));
    const uploads = await Promise.all(ids.map((id) => store.getUpload(id).catch(() => null)));
    const all = uploads.filter((upload) => upload !== null);
    return {
      own: all.filter((upload) => upload.metadata?.owner === owner).length,
      promised: all.reduce((sum, upload) => sum + (upload.size ?? 0) - upload.offset, 0),
    };
  };

  const begin = async (upload: Upload): Promise<{ metadata: Upload['metadata'] }> => {
    const { account } = who();
    await deps.surroundings.admit();
    const { own, promised } = await open(account.id);
    if (own >= mostOpen)
      throw new KamertonError('too_many_requests', `незаконченных загрузок уже ${own}: закончите или отмените их`);
    // The recording lies here and, for a moment, in its place too.
    if ((await deps.freeBytes()) < promised + 2 * (upload.size ?? 0))
      throw new KamertonError('no_room', 'на диске сервера не хватит места для этой записи');
    const metadata = metadataOf(upload);
    if (!mayBringIn(account, metadata.operator?.id ?? null))
      throw new KamertonError(
        'forbidden',
        'можно загружать звонки операторов своих групп: укажите оператора в сведениях о звонке',
      );
    return { metadata: { ...upload.metadata, owner: account.id } };
  };

  /** A foreign upload and none at all look the same. */
  const checkOwner = async (method: string, id: string): Promise<void> => {
    if (method === 'POST') return;
    const upload = uploadId.test(id) ? await store.getUpload(id).catch(() => null) : null;
    if (upload?.metadata?.owner !== who().account.id)
      throw new KamertonError('not_found', 'такой загрузки нет: начните её заново');
  };

  const finish = async (
    upload: Upload,
  ): Promise<{ status_code: number; headers: Record<string, string>; body: string }> => {
    const { account, ip } = who();
    try {
      const recording = await deps.recordings.take(createReadStream(join(deps.uploadsFolder, upload.id)));
      const receipt = await deps.intake.receive({
        ...{ source: 'upload', externalId: nameOf(upload), metadata: metadataOf(upload), recording: recording.name },
        transcript: null,
      });
      await deps.audit.record({
        ...{
          action: 'call.uploaded',
          actorId: account.id,
          actorLogin: account.login === '' ? account.name : account.login,
          ip,
        },
        ...{ objectId: receipt.id, result: 'done', details: { duplicate: receipt.duplicate, resumable: true } },
      });
      return { status_code: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(receipt) };
    } finally {
      await store.remove(upload.id).catch(() => {});
    }
  };

  const server = new Server({
    path,
    datastore: store,
    maxSize: deps.maxRecordingBytes,
    relativeLocation: true,
    allowedOrigins: () => false,
    namingFunction: () => randomUUID(),
    onIncomingRequest: (request, id) => inProtocol(checkOwner(request.method, id)),
    onUploadCreate: (_request, upload) => inProtocol(begin(upload)),
    onUploadFinish: (_request, upload) => inProtocol(finish(upload)),
    onResponseError: (_request, error) =>
      'status_code' in error ? undefined : { status_code: 500, body: 'внутренняя ошибка' },
  });

  return {
    handle: (one, request, response) => asking.run(one, () => server.handle(request, response)),
    async cleanUp() {
      await server.cleanUpExpiredUploads();
    },
  };
}

/** Our refusals in the protocol's words. */
async function inProtocol<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!(error instanceof KamertonError)) throw error;
    throw { status_code: errorStatus[error.code], body: JSON.stringify({ code: error.code, message: error.message }) };
  });
}

/** What is known of the call: the field `metadata` of the upload, JSON. */
function metadataOf(upload: Upload): CallMetadata {
  const text = upload.metadata?.metadata;
  if (text === undefined || text === null || text === '') return {};
  try {
    return callMetadataSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new KamertonError('bad_input', 'поле metadata не читается: ожидается JSON со сведениями о звонке', { cause });
  }
}

/** The name people know the file by; control and direction characters must not reach a screen or a log. */
function nameOf(upload: Upload): string {
  const clean = (upload.metadata?.filename ?? '').replace(/[\p{C}]/gu, '').replace(/\.[^.]{1,5}$/, '');
  return clean.slice(0, 120) || 'запись';
}
