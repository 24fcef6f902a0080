/** Sealed texts that carry their own data key, wrapped by a key of a ring: a new master key re-wraps them without opening them. */
import { randomBytes } from 'node:crypto';
import { KamertonError } from './errors.ts';
import type { KeyRing } from './key-ring.ts';
import { seal, sealOverhead, unseal } from './sealed.ts';

const mark = 'kam1.';
const idBytes = 4;
const dataKeyBytes = 32;
const wrappedBytes = dataKeyBytes + sealOverhead;

/** True for what `closeEnvelope` made. */
export const isEnvelope = (text: string): boolean => text.startsWith(mark);

/** Seals `plain` under a data key of its own; it opens only with the same `context` (the id of what it belongs to). */
export function closeEnvelope(ring: KeyRing, plain: Uint8Array, context: string): string {
  const dataKey = randomBytes(dataKeyBytes);
  const master = ring.current();
  return written(master.id, seal(master.key, dataKey, context), seal(dataKey, plain, context));
}

/** @throws KamertonError `internal` when it was changed or belongs elsewhere, `bad_configuration` when its key is not in the ring */
export function openEnvelope(ring: KeyRing, text: string, context: string): Buffer {
  const { id, wrapped, sealed } = readEnvelope(text);
  return unseal(unseal(masterKey(ring, id), wrapped, context), sealed, context);
}

/** Id of the master key that an envelope needs. */
export const keyOfEnvelope = (text: string): string => readEnvelope(text).id;

/** The same envelope under the ring's current key. */
export function rewrapEnvelope(ring: KeyRing, text: string, context: string): string {
  const { id, wrapped, sealed } = readEnvelope(text);
  const master = ring.current();
  if (id === master.id) return text;
  return written(master.id, seal(master.key, unseal(masterKey(ring, id), wrapped, context), context), sealed);
}

const written = (id: string, wrapped: Uint8Array, sealed: Uint8Array): string =>
  mark + Buffer.concat([Buffer.from(id, 'hex'), wrapped, sealed]).toString('base64');

function readEnvelope(text: string): { id: string; wrapped: Buffer; sealed: Buffer } {
  const bytes = Buffer.from(text.slice(mark.length), 'base64');
  if (!isEnvelope(text) || bytes.length < idBytes + wrappedBytes + sealOverhead) {
    throw new KamertonError('internal', 'зашифрованные данные повреждены: это не запись Kamerton');
  }
  return {
    id: bytes.subarray(0, idBytes).toString('hex'),
    wrapped: bytes.subarray(idBytes, idBytes + wrappedBytes),
    sealed: bytes.subarray(idBytes + wrappedBytes),
  };
}

function masterKey(ring: KeyRing, id: string): Buffer {
  const key = ring.get(id);
  if (key !== null) return key;
  throw new KamertonError(
    'bad_configuration',
    `в файле ключей ${ring.path} нет ключа ${id}: верните прежний файл из резервной копии`,
  );
}
