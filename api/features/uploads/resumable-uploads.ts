/** Uploads that are taken up again where they broke off (tus 1.0): whose they are, how many and how large, and their end as calls. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { EVENTS, Server, type Upload } from '@tus/server';
import type { Account } from '#analyzer';
import { errorStatus, KamertonError } from '#platform';
import type { ApiDeps } from '../../deps.ts';
import { checkMayBringIn } from '../../intake/brought-call.ts';
import { readSentCall, type SentFields, sentFields } from './sent-call.ts';
import { type OpenUpload, yieldingUploads } from './upload-room.ts';

export type UploadDeps = Pick<
  ApiDeps,
  | 'recordings'
  | 'intake'
  | 'surroundings'
  | 'freeBytes'
  | 'audit'
  | 'uploadsFolder'
  | 'uploadLimits'
  | 'maxRecordingBytes'
>;

/** Who is asking, for the hooks of the protocol's server. */
interface Asking {
  account: Account;
  ip: string;
}

/** `offset`: bytes that have come. */
type LyingUpload = OpenUpload & { offset: number };

/** An unfinished upload is kept for so long after it was begun. */
const keptMs = 24 * 3_600_000;
/** What was granted and could not be put on the disk counts for so long. */
const grantedMs = 60_000;
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
  const pathOf = (id: string) => join(deps.uploadsFolder, id);
  const who = (): Asking => {
    const one = asking.getStore();
    if (one === undefined) throw new KamertonError('not_signed_in', 'войдите в систему');
    return one;
  };

  /** Just granted: two that ask at once must see each other before either lies on the disk. */
  const granted = new Map<string, LyingUpload>();
  const onDisk = async (id: string): Promise<LyingUpload | null> => {
    const found = await Promise.all([store.getUpload(id), stat(pathOf(id))]).catch(() => null);
    if (found === null) return null;
    const [upload, file] = found;
    const owner = upload.metadata?.owner ?? '';
    return { id, owner, bytes: upload.size ?? 0, offset: upload.offset, touchedMs: file.mtimeMs };
  };

  const begin = async (upload: Upload): Promise<{ metadata: Upload['metadata'] }> => {
    const { account } = who();
    const fields = checkedFields(upload, deps.maxRecordingBytes);
    checkMayBringIn(account, fields.metadata);
    await deps.surroundings.admit();
    const early = [...granted.values()];
    const ids = (await readdir(deps.uploadsFolder)).filter((name) => uploadId.test(name));
    const lying = (await Promise.all(ids.map(onDisk))).filter((one) => one !== null);
    const free = await deps.freeBytes();

    // From here to the grant nothing is awaited.
    const nowMs = Date.now();
    for (const [id, { touchedMs }] of granted) if (nowMs - touchedMs > grantedMs) granted.delete(id);
    // By the id: one may be granted and lie there already, or have come to lie there while we looked.
    const known = new Map([...early, ...granted.values(), ...lying].map((one) => [one.id, one]));
    const mine = { owner: account.id, bytes: fields.bytes };
    const yielding = yieldingUploads([...known.values()], mine, deps.uploadLimits, nowMs);
    const promised = [...known.values()].reduce((sum, { bytes, offset }) => sum + bytes - offset, 0);
    // The recording lies here and, for a moment, in its place too.
    if (free < promised + 2 * fields.bytes)
      throw new KamertonError('no_room', 'на диске сервера не хватит места для этой записи');
    granted.set(upload.id, { ...mine, id: upload.id, offset: 0, touchedMs: nowMs });
    for (const id of yielding) await store.remove(id).catch(() => {});
    return { metadata: { ...upload.metadata, owner: account.id } };
  };

  /** A foreign upload and none at all look the same. */
  const checkOwner = async (method: string, id: string): Promise<void> => {
    if (method === 'POST') return;
    const upload = uploadId.test(id) ? await store.getUpload(id).catch(() => null) : null;
    if (upload?.metadata?.owner !== who().account.id)
      throw new KamertonError('not_found', 'такой загрузки нет: начните её заново');
  };

  const receive = async (upload: Upload): Promise<{ id: string; duplicate: boolean }> => {
    const { account, ip } = who();
    const call = await readSentCall(pathOf(upload.id), sentFields(upload), deps.recordings);
    // What the transcript says of the operator is known only now.
    checkMayBringIn(account, call.metadata);
    const receipt = await deps.intake.receive(call);
    await deps.audit.record({
      action: 'call.uploaded',
      actorId: account.id,
      actorLogin: account.login === '' ? account.name : account.login,
      ip,
      objectId: receipt.id,
      result: 'done',
      details: { duplicate: receipt.duplicate, resumable: true },
    });
    return receipt;
  };

  const remove = (id: string) => store.remove(id).catch(() => {});
  const finish = async (method: string, upload: Upload) => {
    try {
      const body = JSON.stringify(await receive(upload));
      const headers = { 'content-type': 'application/json' };
      if (method === 'POST') return { headers, body };
      await remove(upload.id);
      return { status_code: 200, headers, body };
    } catch (error) {
      await remove(upload.id);
      throw error;
    }
  };

  const server = new Server({
    path,
    datastore: store,
    relativeLocation: true,
    allowedOrigins: () => false,
    namingFunction: () => randomUUID(),
    onIncomingRequest: (request, id) => inProtocol(checkOwner(request.method, id)),
    onUploadCreate: (_request, upload) => inProtocol(begin(upload)),
    onUploadFinish: (request, upload) => inProtocol(finish(request.method, upload)),
    onResponseError: (_request, error) =>
      'status_code' in error ? undefined : { status_code: 500, body: 'внутренняя ошибка' },
  });
  server.on(EVENTS.POST_CREATE, (_request: unknown, upload: Upload) => void granted.delete(upload.id));
  // An upload that came whole with its creation is looked at once more by the protocol's server after its end.
  server.on(EVENTS.POST_FINISH, (request: { method: string }, _response: unknown, upload: Upload) => {
    if (request.method === 'POST') void remove(upload.id);
  });

  return {
    handle: (one, request, response) => asking.run(one, () => server.handle(request, response)),
    async cleanUp() {
      await server.cleanUpExpiredUploads();
    },
  };
}

/** The fields of a new upload. @throws KamertonError what cannot become a call is refused before anything is sent */
function checkedFields(upload: Upload, maxRecordingBytes: number): SentFields {
  const fields = sentFields(upload);
  if (fields.bytes - fields.transcriptBytes > maxRecordingBytes)
    throw new KamertonError('too_large', `запись больше ${Math.floor(maxRecordingBytes / 1_048_576)} МБ; сожмите её`);
  return fields;
}

/** Our refusals in the protocol's words. */
async function inProtocol<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!(error instanceof KamertonError)) throw error;
    throw { status_code: errorStatus[error.code], body: JSON.stringify({ code: error.code, message: error.message }) };
  });
}
