/** Checks the sound that goes to an engine: 16 kHz, 16 bits, one channel; and gives an engine what it can take. */
import { open, symlink, writeFile } from 'node:fs/promises';
import { KamertonError } from '#platform';

const sampleRate = 16_000;
const headerBytes = 4096;
/** whisper.cpp 1.5 silently answers nothing for less than a second: shorter windows get silence at their end. */
const leastSeconds = 1.2;

export interface WindowSound {
  seconds: number;
  /** Place of the samples in the file. */
  dataStart: number;
  dataBytes: number;
}

/**
 * Reads the header of a window.
 * @throws KamertonError `recogniser_failed` when it is not a 16 kHz 16-bit mono WAV
 */
export async function readWindow(path: string): Promise<WindowSound> {
  const wrong = (cause?: unknown) =>
    new KamertonError('recogniser_failed', 'окно звука для распознавания – не WAV 16 кГц, 16 бит, моно', { cause });
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw wrong(cause);
  });
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(headerBytes);
    const { bytesRead } = await file.read(head, 0, headerBytes, 0);
    const window = parseHeader(head.subarray(0, bytesRead), size);
    if (window === undefined) throw wrong();
    return window;
  } finally {
    await file.close();
  }
}

function parseHeader(head: Buffer, fileBytes: number): WindowSound | undefined {
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  let formatFits = false;
  for (let at = 12; at + 8 <= head.length; ) {
    const name = head.toString('latin1', at, at + 4);
    const bytes = head.readUInt32LE(at + 4);
    const body = at + 8;
    if (name === 'fmt ' && body + 16 <= head.length) {
      formatFits =
        head.readUInt16LE(body) === 1 &&
        head.readUInt16LE(body + 2) === 1 &&
        head.readUInt32LE(body + 4) === sampleRate &&
        head.readUInt16LE(body + 14) === 16;
    }
    if (name === 'data') {
      const dataBytes = Math.min(bytes, fileBytes - body);
      return formatFits ? { seconds: dataBytes / 2 / sampleRate, dataStart: body, dataBytes } : undefined;
    }
    at = body + bytes + (bytes % 2);
  }
  return undefined;
}

/** Puts a window under a plain name: a link, or a longer copy where the engine would ignore so short a sound. */
export async function placeWindow(path: string, window: WindowSound, target: string): Promise<void> {
  if (window.seconds >= leastSeconds) return symlink(path, target);
  const bytes = Math.ceil(leastSeconds * sampleRate) * 2;
  const whole = Buffer.alloc(44 + bytes);
  whole.write('RIFF', 0, 'latin1');
  whole.writeUInt32LE(36 + bytes, 4);
  whole.write('WAVEfmt ', 8, 'latin1');
  whole.writeUInt32LE(16, 16);
  whole.writeUInt16LE(1, 20);
  whole.writeUInt16LE(1, 22);
  whole.writeUInt32LE(sampleRate, 24);
  whole.writeUInt32LE(sampleRate * 2, 28);
  whole.writeUInt16LE(2, 32);
  whole.writeUInt16LE(16, 34);
  whole.write('data', 36, 'latin1');
  whole.writeUInt32LE(bytes, 40);
  const file = await open(path, 'r');
  try {
    await file.read(whole, 44, window.dataBytes, window.dataStart);
  } finally {
    await file.close();
  }
  return writeFile(target, whole);
}
