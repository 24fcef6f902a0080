/** Writes a tiny Whisper model with random weights in ggml format: it understands nothing and runs through all real code. */
import { writeFileSync } from 'node:fs';

interface ModelShape {
  width: number;
  heads: number;
  audioLayers: number;
  textLayers: number;
}

/** The smallest shape that whisper.cpp 1.5 and newer both accept (notes, recognition §9). */
const smallestShape: ModelShape = { width: 64, heads: 2, audioLayers: 2, textLayers: 1 };
/** The shape of Whisper tiny: the lightest engine that anybody uses. */
export const tinyShape: ModelShape = { width: 384, heads: 6, audioLayers: 4, textLayers: 4 };
const audioContext = 1500;
const textContext = 448;
const vocabularySize = 51_865;
const mels = 80;
const spectrum = 201;

/** Deterministic noise, so that every run of a test sees the same model (mulberry32). */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 - 0.5;
  };
}

/** Names and shapes of all tensors, as OpenAI calls them. */
function shapes({ width, audioLayers, textLayers }: ModelShape): [string, number[]][] {
  const attention = (name: string): [string, number[]][] => [
    [`${name}.query.weight`, [width, width]],
    [`${name}.query.bias`, [width]],
    [`${name}.key.weight`, [width, width]],
    [`${name}.value.weight`, [width, width]],
    [`${name}.value.bias`, [width]],
    [`${name}.out.weight`, [width, width]],
    [`${name}.out.bias`, [width]],
  ];
  const norm = (name: string): [string, number[]][] => [
    [`${name}.weight`, [width]],
    [`${name}.bias`, [width]],
  ];
  const layer = (name: string, crossed: boolean): [string, number[]][] => [
    ...attention(`${name}.attn`),
    ...norm(`${name}.attn_ln`),
    ...(crossed ? [...attention(`${name}.cross_attn`), ...norm(`${name}.cross_attn_ln`)] : []),
    [`${name}.mlp.0.weight`, [4 * width, width]],
    [`${name}.mlp.0.bias`, [4 * width]],
    [`${name}.mlp.2.weight`, [width, 4 * width]],
    [`${name}.mlp.2.bias`, [width]],
    ...norm(`${name}.mlp_ln`),
  ];
  return [
    ['encoder.positional_embedding', [audioContext, width]],
    ['encoder.conv1.weight', [width, mels, 3]],
    ['encoder.conv1.bias', [width, 1]],
    ['encoder.conv2.weight', [width, width, 3]],
    ['encoder.conv2.bias', [width, 1]],
    ...Array.from({ length: audioLayers }, (_, i) => layer(`encoder.blocks.${i}`, false)).flat(),
    ...norm('encoder.ln_post'),
    ['decoder.positional_embedding', [textContext, width]],
    ['decoder.token_embedding.weight', [vocabularySize, width]],
    ...Array.from({ length: textLayers }, (_, i) => layer(`decoder.blocks.${i}`, true)).flat(),
    ...norm('decoder.ln'),
  ];
}

const keptFloat = new Set([
  'encoder.conv1.bias',
  'encoder.conv2.bias',
  'encoder.positional_embedding',
  'decoder.positional_embedding',
]);

/** Half floats of numbers in (−1, 1) that are not tiny: enough for random weights. */
function toHalf(value: number): number {
  if (Math.abs(value) < 2 ** -14) return 0;
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  const fraction = Math.min(1023, Math.round((Math.abs(value) / 2 ** exponent - 1) * 1024));
  return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | fraction;
}

const minusThirty = 0xcf80;
const endOfText = 50_257;
const firstTimeMark = 50_364;
const lastTimeMark = 51_864;
const three = 0x4200;
/** What a mute model says at the third, fourth … place of its text: from 0.00, one letter, to 30.00, the end. */
const script = [firstTimeMark, 1, lastTimeMark, endOfText];

/**
 * Ids without a piece in the vocabulary must never be chosen: one hidden dimension is made constant (weight 0, bias 1 of the last
 * norm) and their embedding has −30 there.
 */
function silenceUnused(
  name: string,
  data: Uint16Array | Float32Array,
  used: number,
  { width, mute }: ModelShape & { mute: boolean },
): void {
  if (mute && name === 'decoder.positional_embedding') {
    // The place in the text drowns everything else: each has a hidden dimension of its own.
    for (let place = 2; place < textContext; place++) data[place * width + Math.min(place - 1, script.length)] = 1000;
  }
  if (name === 'decoder.ln.weight') data[0] = 0;
  if (name === 'decoder.ln.bias') data[0] = 1;
  if (name !== 'decoder.token_embedding.weight') return;
  for (let id = 0; id < vocabularySize; id++) data[id * width] = id >= used && id < endOfText ? minusThirty : 0;
  if (!mute) return;
  for (const [i, id] of script.entries()) data[id * width + i + 1] = three;
}

const int32 = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer);

/**
 * Writes the model (about 7 MB in the smallest shape) to `path`. Its vocabulary is the Russian letters, alone and after a
 * space, byte for byte. A `mute` model says one letter for every 30 s: its cost is that of listening alone.
 */
export function writeRandomModel(path: string, seed = 1, { shape = smallestShape, mute = false } = {}): void {
  const { width, heads, audioLayers, textLayers } = shape;
  const random = noise(seed);
  const parts: Buffer[] = [
    int32(0x67676d6c, vocabularySize, audioContext, width, heads, audioLayers),
    int32(textContext, width, heads, textLayers, mels, 1),
    int32(mels, spectrum),
    Buffer.from(Float32Array.from({ length: mels * spectrum }, () => Math.abs(random()) / 50).buffer),
  ];
  const letters = 'абвгдежзийклмнопрстуфхцчшщъыьэюяё';
  // Letters cut in the middle are in it on purpose: real vocabularies have such pieces.
  const halves = [Buffer.from([0x20, 0xd0]), Buffer.from([0xbf]), Buffer.from([0xd1]), Buffer.from([0x80])];
  const vocabulary = [' ', ...letters, ...[...letters].map((letter) => ` ${letter}`)].map((text) => Buffer.from(text));
  const pieces = [...vocabulary, ...halves];
  parts.push(int32(pieces.length), ...pieces.flatMap((piece) => [int32(piece.length), piece]));
  for (const [name, dims] of shapes(shape)) {
    const values = dims.reduce((product, one) => product * one, 1);
    const half = dims.length >= 2 && !keptFloat.has(name);
    const scale = name.endsWith('embedding.weight') ? 0.1 : 2 / Math.sqrt(dims.at(-1) ?? 1);
    const next = () => (name.endsWith('ln.weight') || name.endsWith('ln_post.weight') ? 1 : random() * scale);
    const data: Uint16Array | Float32Array = half
      ? Uint16Array.from({ length: values }, () => toHalf(next()))
      : Float32Array.from({ length: values }, next);
    silenceUnused(name, data, pieces.length, { ...shape, mute });
    parts.push(int32(dims.length, Buffer.byteLength(name), half ? 1 : 0), int32(...dims.toReversed()));
    parts.push(Buffer.from(name), Buffer.from(data.buffer));
  }
  writeFileSync(path, Buffer.concat(parts));
}
