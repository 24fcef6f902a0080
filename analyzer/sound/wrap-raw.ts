/** Sound without any header, as Asterisk writes it: only the name of the file says what it is. It gets a WAV header in a copy. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

interface RawKind {
  /** Format tag of WAV. */
  tag: number;
  sampleRate: number;
  bits: number;
}

const kinds: Record<string, RawKind> = {
  ulaw: { tag: 7, sampleRate: 8_000, bits: 8 },
  ul: { tag: 7, sampleRate: 8_000, bits: 8 },
  pcm: { tag: 7, sampleRate: 8_000, bits: 8 },
  alaw: { tag: 6, sampleRate: 8_000, bits: 8 },
  al: { tag: 6, sampleRate: 8_000, bits: 8 },
  sln: { tag: 1, sampleRate: 8_000, bits: 16 },
  sln16: { tag: 1, sampleRate: 16_000, bits: 16 },
  g722: { tag: 0x28f, sampleRate: 16_000, bits: 4 },
};

/** What the ending of a name says; null when it is no raw sound. */
export const rawKindOf = (name: string): RawKind | null => {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(kinds, ending) ? (kinds[ending] ?? null) : null;
};

/** Copies the mono sound of `path` to `target` behind a WAV header. A link is not followed. */
export async function wrapRaw(path: string, kind: RawKind, target: string): Promise<void> {
  const source = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const out = await open(target, 'wx', 0o600);
    try {
      await out.write(headerOf(kind, (await source.stat()).size));
      for await (const chunk of source.createReadStream({ autoClose: false })) await out.write(chunk as Buffer);
    } finally {
      await out.close();
    }
  } finally {
    await source.close();
  }
}

function headerOf({ tag, sampleRate, bits }: RawKind, bytes: number): Buffer {
  const header = Buffer.alloc(46);
  const block = Math.max(1, bits / 8);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(Math.min(38 + bytes, 0xffff_ffff), 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(18, 16);
  header.writeUInt16LE(tag, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE((sampleRate * bits) / 8, 28);
  header.writeUInt16LE(block, 32);
  header.writeUInt16LE(bits, 34);
  header.write('data', 38, 'latin1');
  header.writeUInt32LE(Math.min(bytes, 0xffff_ffff), 42);
  return header;
}
