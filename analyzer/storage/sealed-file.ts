/**
 * Files sealed at rest: AES-256-GCM in chunks of 64 KB, so that any range opens without the rest. Header of 256 bytes: magic,
 * chunk size, two slots for the file's own data key wrapped by a master key. A new master key goes into the free slot first
 * and the old slot is wiped after: a process that dies between the two leaves a file that opens.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { KamertonError, type KeyRing, readAt, seal, sealOverhead, unseal } from '#platform';

const magic = Buffer.from('KAMSEAL1', 'latin1');
const headerBytes = 256;
const slotsAt = 16;
const idBytes = 4;
const dataKeyBytes = 32;
const slotBytes = idBytes + dataKeyBytes + sealOverhead;
const chunkBytes = 65_536;
const tagBytes = 16;
/** What a wrapped data key belongs to. */
const context = 'kamerton sealed file';

/** A file that may be sealed or from the time before: either way its plain bytes. */
export interface OpenedFile {
  /** Plain bytes. */
  bytes: number;
  sealed: boolean;
  /** Plain bytes from `start` to `end` (inclusive) as a stream; the file is closed when the stream ends. */
  read(start?: number, end?: number): Readable;
}

/** Seals what flows through it; push the result to a file. */
export function sealingStream(ring: KeyRing): Transform {
  const dataKey = randomBytes(dataKeyBytes);
  let index = 0;
  let begun = false;
  let rest: Buffer = Buffer.alloc(0);
  const begin = (stream: Transform) => {
    if (begun) return;
    begun = true;
    stream.push(header(ring, dataKey));
  };
  return new Transform({
    transform(data: Buffer, _encoding, done) {
      begin(this);
      rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
      // The last chunk carries a mark of its own, so a full one waits until more comes.
      while (rest.length > chunkBytes) {
        this.push(sealChunk(dataKey, index++, false, rest.subarray(0, chunkBytes)));
        rest = rest.subarray(chunkBytes);
      }
      done();
    },
    flush(done) {
      begin(this);
      this.push(sealChunk(dataKey, index, true, rest));
      done();
    },
  });
}

/** @throws KamertonError `bad_configuration` when the key is missing, `internal` when the header was changed */
export async function openFile(path: string, ring: KeyRing): Promise<OpenedFile> {
  const file = await open(path, 'r');
  try {
    // A player waits for each step of a busy server: what can be asked together is.
    const [{ size }, head] = await Promise.all([file.stat(), readAt(file, 0, headerBytes)]);
    if (!isSealed(head)) {
      return { bytes: size, sealed: false, read: (start = 0, end = size - 1) => plainStream(path, start, end) };
    }
    const dataKey = unwrap(head, ring);
    const chunks = Math.max(1, Math.ceil((size - headerBytes) / (chunkBytes + tagBytes)));
    const bytes = size - headerBytes - chunks * tagBytes;
    if (bytes < 0) throw damaged();
    const read = (start = 0, end = bytes - 1) => Readable.from(openRange(path, dataKey, chunks, start, end));
    return { bytes, sealed: true, read };
  } finally {
    // Nothing was written: nobody has to wait until it is closed.
    void file.close().catch(() => {});
  }
}

/** Id of the master key that a file is sealed under; null for a plain file. */
export async function sealedUnder(path: string): Promise<string | null> {
  const file = await open(path, 'r');
  try {
    const head = await readAt(file, 0, headerBytes);
    return isSealed(head) ? (slotsOf(head).find(({ id }) => id !== null)?.id ?? null) : null;
  } finally {
    await file.close();
  }
}

/** Puts a sealed file under the ring's current key without touching its content. */
export async function rewrapFile(path: string, ring: KeyRing): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const head = await readAt(file, 0, headerBytes);
    const dataKey = unwrap(head, ring);
    const { id, key } = ring.current();
    const slots = slotsOf(head);
    let own = slots.findIndex((slot) => slot.id === id);
    if (own === -1) {
      // The slot that does not open (or is empty) is free.
      const used = slots.findIndex((slot) => slot.id !== null && opens(slot, ring));
      own = used === 0 ? 1 : 0;
      await file.write(slot(id, seal(key, dataKey, context)), 0, slotBytes, slotsAt + own * slotBytes);
      await file.sync();
    }
    await file.write(Buffer.alloc(slotBytes), 0, slotBytes, slotsAt + (1 - own) * slotBytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function header(ring: KeyRing, dataKey: Buffer): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  magic.copy(bytes);
  bytes.writeUInt32BE(chunkBytes, 8);
  const { id, key } = ring.current();
  slot(id, seal(key, dataKey, context)).copy(bytes, slotsAt);
  return bytes;
}

const slot = (id: string, wrapped: Buffer): Buffer => Buffer.concat([Buffer.from(id, 'hex'), wrapped]);
const isSealed = (head: Buffer): boolean => head.length === headerBytes && head.subarray(0, magic.length).equals(magic);

interface Slot {
  id: string | null;
  wrapped: Buffer;
}

function slotsOf(head: Buffer): Slot[] {
  return [0, 1].map((n) => {
    const bytes = head.subarray(slotsAt + n * slotBytes, slotsAt + (n + 1) * slotBytes);
    return {
      id: bytes.some((byte) => byte !== 0) ? bytes.subarray(0, idBytes).toString('hex') : null,
      wrapped: bytes.subarray(idBytes),
    };
  });
}

function opens({ id, wrapped }: Slot, ring: KeyRing): Buffer | null {
  const key = id === null ? null : ring.get(id);
  if (key === null) return null;
  try {
    return unseal(key, wrapped, context);
  } catch {
    // A slot that was being written when its process died; the other one is whole.
    return null;
  }
}

function unwrap(head: Buffer, ring: KeyRing): Buffer {
  for (const one of slotsOf(head)) {
    const dataKey = opens(one, ring);
    if (dataKey !== null) return dataKey;
  }
  throw new KamertonError(
    'bad_configuration',
    `запись зашифрована ключом, которого нет в ${ring.path}: верните прежний файл ключей из резервной копии`,
  );
}

/** The number of the chunk and the mark of the last one: chunks cannot be swapped and a cut file does not open. */
function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt8(last ? 1 : 0, 7);
  nonce.writeUInt32BE(index, 8);
  return nonce;
}

function sealChunk(key: Buffer, index: number, last: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, last));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

async function* openRange(
  path: string,
  key: Buffer,
  chunks: number,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  if (end < start) return;
  const file = await open(path, 'r');
  try {
    const lastWanted = Math.floor(end / chunkBytes);
    for (let index = Math.floor(start / chunkBytes); index <= lastWanted; index += 1) {
      const stored = await readAt(file, headerBytes + index * (chunkBytes + tagBytes), chunkBytes + tagBytes);
      const plain = openChunk(key, index, index === chunks - 1, stored);
      const from = index * chunkBytes;
      yield plain.subarray(Math.max(0, start - from), Math.min(plain.length, end - from + 1));
    }
  } finally {
    await file.close();
  }
}

function openChunk(key: Buffer, index: number, last: boolean, stored: Buffer): Buffer {
  if (stored.length < tagBytes) throw damaged();
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, last));
    decipher.setAuthTag(stored.subarray(stored.length - tagBytes));
    return Buffer.concat([decipher.update(stored.subarray(0, stored.length - tagBytes)), decipher.final()]);
  } catch {
    throw damaged();
  }
}

const damaged = () =>
  new KamertonError('internal', 'файл записи повреждён или изменён: верните его из резервной копии');

function plainStream(path: string, start: number, end: number): Readable {
  if (end < start) return Readable.from([]);
  return Readable.from(
    (async function* () {
      const file = await open(path, 'r');
      try {
        for (let at = start; at <= end; at += chunkBytes) {
          const part = await readAt(file, at, Math.min(chunkBytes, end - at + 1));
          if (part.length === 0) return;
          yield part;
        }
      } finally {
        await file.close();
      }
    })(),
  );
}
