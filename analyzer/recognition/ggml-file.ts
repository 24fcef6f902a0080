/** Walks a Whisper model file in ggml format from head to tail: what it is, and whether it is whole. */
import { type FileHandle, open } from 'node:fs/promises';

/** «ggml» of the old single-file format, the one that whisper.cpp reads (notes, recognition §9). */
const magic = 0x67676d6c;
/** Smallest vocabulary of a model that knows Russian; English-only models have 51,864. */
const multilingualVocabulary = 51_865;

/** Bytes and values of one block, by ggml's type number. */
const tensorTypes: ReadonlyMap<number, { name: string; bytes: number; values: number }> = new Map([
  [0, { name: 'f32', bytes: 4, values: 1 }],
  [1, { name: 'f16', bytes: 2, values: 1 }],
  [2, { name: 'q4_0', bytes: 18, values: 32 }],
  [3, { name: 'q4_1', bytes: 20, values: 32 }],
  [6, { name: 'q5_0', bytes: 22, values: 32 }],
  [7, { name: 'q5_1', bytes: 24, values: 32 }],
  [8, { name: 'q8_0', bytes: 34, values: 32 }],
  [10, { name: 'q2_K', bytes: 84, values: 256 }],
  [11, { name: 'q3_K', bytes: 110, values: 256 }],
  [12, { name: 'q4_K', bytes: 144, values: 256 }],
  [13, { name: 'q5_K', bytes: 176, values: 256 }],
  [14, { name: 'q6_K', bytes: 210, values: 256 }],
]);

export interface GgmlModel {
  audioLayers: number;
  textLayers: number;
  width: number;
  vocabulary: number;
  /** Type of most weights: `f16`, `q5_0`, … */
  weights: string;
  tensors: number;
}

/** Why a file cannot be used; one Russian clause. */
export type GgmlProblem = { problem: string };

const damaged: GgmlProblem = { problem: 'файл повреждён или загружен не до конца' };
const foreign: GgmlProblem = { problem: 'это не модель Whisper в формате ggml' };

/** Reads the description of a model; a missing or unreadable file rejects with the system's error. */
export async function readGgmlModel(path: string): Promise<GgmlModel | GgmlProblem> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await walk(file, size);
  } catch (error) {
    if (error instanceof RangeError) return damaged;
    throw error;
  } finally {
    await file.close();
  }
}

/** Little-endian integers from a place in the file; a RangeError where the file ends too early. */
async function integers(file: FileHandle, at: number, count: number): Promise<number[]> {
  const buffer = Buffer.alloc(count * 4);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
  if (bytesRead < buffer.length) throw new RangeError('the file ends too early');
  return Array.from({ length: count }, (_, i) => buffer.readInt32LE(i * 4));
}

async function walk(file: FileHandle, size: number): Promise<GgmlModel | GgmlProblem> {
  const [head = 0] = size < 4 ? [] : await integers(file, 0, 1);
  if (head !== magic) return foreign;
  const [vocabulary = 0, audioContext = 0, width = 0, heads = 0, audioLayers = 0, , , , textLayers = 0, mels = 0] =
    await integers(file, 4, 11);
  // Other programs use the same first four bytes (the voice detector of whisper.cpp is one).
  if (audioContext !== 1500 || width < 1 || width > 8192 || (mels !== 80 && mels !== 128)) return foreign;
  if (vocabulary < multilingualVocabulary) return { problem: 'модель знает только английский язык' };
  // whisper.cpp 1.5 crashes on a single attention head.
  if (heads < 2) return { problem: 'модель с одной головой внимания не поддерживается' };
  let at = 48;
  const [filterRows = 0, filterColumns = 0] = await integers(file, at, 2);
  at += 8 + filterRows * filterColumns * 4;
  at = await skipVocabulary(file, at);
  return walkTensors(file, at, size, { audioLayers, textLayers, width, vocabulary });
}

/** Place after the vocabulary, which is read in big pieces: it has up to 51,866 entries of a few bytes. */
async function skipVocabulary(file: FileHandle, start: number): Promise<number> {
  const [entries = 0] = await integers(file, start, 1);
  const piece = Buffer.alloc(1 << 20);
  let pieceAt = -1;
  let at = start + 4;
  for (let i = 0; i < entries; i++) {
    if (pieceAt < 0 || at + 4 > pieceAt + piece.length) {
      await file.read(piece, 0, piece.length, at);
      pieceAt = at;
    }
    const length = piece.readInt32LE(at - pieceAt);
    if (length < 0 || length > 1024) throw new RangeError('no vocabulary entry');
    at += 4 + length;
  }
  return at;
}

async function walkTensors(
  file: FileHandle,
  start: number,
  size: number,
  shape: Omit<GgmlModel, 'weights' | 'tensors'>,
): Promise<GgmlModel | GgmlProblem> {
  const valuesOfType = new Map<string, number>();
  let tensors = 0;
  let at = start;
  while (at < size) {
    const [dimensions = 0, nameLength = 0, typeNumber = 0] = await integers(file, at, 3);
    const type = tensorTypes.get(typeNumber);
    if (dimensions < 1 || dimensions > 4 || nameLength < 1 || nameLength > 256) return damaged;
    if (type === undefined) return { problem: `веса неизвестного вида (${typeNumber})` };
    const sizes = await integers(file, at + 12, dimensions);
    const values = sizes.reduce((product, one) => product * one, 1);
    if (values <= 0 || values % type.values !== 0) return damaged;
    at += 12 + dimensions * 4 + nameLength + (values / type.values) * type.bytes;
    valuesOfType.set(type.name, (valuesOfType.get(type.name) ?? 0) + values);
    tensors += 1;
  }
  if (at !== size || tensors === 0) return damaged;
  const [weights = ''] = [...valuesOfType].sort((a, b) => b[1] - a[1])[0] ?? [];
  return { ...shape, weights, tensors };
}
