/** Writes tiny ONNX models that sherpa-onnx loads and runs: the format's few messages by hand, no weights of anybody. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Field = Buffer;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  do {
    const more = rest > 0x7fn;
    bytes.push(Number(rest & 0x7fn) | (more ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
}

const number = (field: number, value: number): Field => Buffer.concat([varint(field << 3), varint(value)]);
const bytes = (field: number, value: Buffer | string): Field => {
  const body = Buffer.from(value);
  return Buffer.concat([varint((field << 3) | 2), varint(body.length), body]);
};
const message = (field: number, ...parts: Field[]): Field => bytes(field, Buffer.concat(parts));

const types = { float: 1, int32: 6, int64: 7, float16: 10 } as const;
type Type = keyof typeof types;
type Shape = readonly (number | string)[];

/** A named input or output of the graph. */
const value = (field: number, name: string, type: Type, shape: Shape): Field => {
  const dims = shape.map((one) => message(1, typeof one === 'number' ? number(1, one) : bytes(2, one)));
  return message(field, bytes(1, name), message(2, message(1, number(1, types[type]), message(2, ...dims))));
};
const tensor = (name: string, type: Type, dims: readonly number[], data: Float32Array | BigInt64Array): Field =>
  message(
    5,
    ...dims.map((one) => number(1, one)),
    number(2, types[type]),
    bytes(8, name),
    bytes(9, Buffer.from(data.buffer)),
  );
const integer = (name: string, one: number): Field => message(5, bytes(1, name), number(3, one), number(20, 2));
const integers = (name: string, all: readonly number[]): Field =>
  message(5, bytes(1, name), ...all.map((one) => number(8, one)), number(20, 7));
const node = (type: string, inputs: readonly string[], output: string, ...attributes: Field[]): Field =>
  message(1, ...inputs.map((one) => bytes(1, one)), bytes(2, output), bytes(3, output), bytes(4, type), ...attributes);

function model(graph: readonly Field[], metadata: Record<string, string>): Buffer {
  const properties = Object.entries(metadata).map(([key, text]) => message(14, bytes(1, key), bytes(2, text)));
  return Buffer.concat([
    number(1, 8),
    message(7, bytes(2, 'tiny'), ...graph),
    message(8, number(2, 13)),
    ...properties,
  ]);
}

/** Reproducible weights between −1 and 1. */
const weights = (count: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * 12.9898) * ((i % 7) / 6));

const letters = [' ', ...'абвгдежзийклмнопрстуфхцчшщъыьэюя'];
const vocabulary = letters.length + 1;

function writeTokens(folder: string, space: string): void {
  const lines = letters.map((letter, i) => `${letter === ' ' ? space : letter} ${i}`);
  writeFileSync(join(folder, 'tokens.txt'), `${[...lines, `<blk> ${letters.length}`].join('\n')}\n`);
}

/** A NeMo CTC model (the kind that GigaAM CTC is): one matrix over 80 mel values of every frame. */
export function writeTinyCtc(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const graph = [
    node('Transpose', ['audio_signal'], 'frames', integers('perm', [0, 2, 1])),
    node('MatMul', ['frames', 'weight'], 'logits'),
    node('LogSoftmax', ['logits'], 'logprobs', integer('axis', 2)),
    tensor('weight', 'float', [80, vocabulary], weights(80 * vocabulary)),
    value(11, 'audio_signal', 'float', ['N', 80, 'T']),
    value(11, 'length', 'int64', ['N']),
    value(12, 'logprobs', 'float', ['N', 'T', vocabulary]),
  ];
  const metadata = {
    vocab_size: String(letters.length),
    subsampling_factor: '1',
    normalize_type: '',
    model_type: 'EncDecCTCModelBPE',
  };
  writeFileSync(join(folder, 'model.onnx'), model(graph, metadata));
  writeTokens(folder, '▁');
}

/** A streaming model of T-one's kind: 300 ms of 8 kHz sound in, ten frames out, a state that is handed on. */
export function writeTinyTone(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const graph = [
    node('Cast', ['signal'], 'samples', integer('to', types.float)),
    node('Reshape', ['samples', 'shape'], 'frames'),
    node('MatMul', ['frames', 'weight'], 'logits'),
    node('LogSoftmax', ['logits'], 'logprobs', integer('axis', 2)),
    node('Identity', ['state'], 'state_next'),
    tensor('shape', 'int64', [3], BigInt64Array.from([-1n, 10n, 240n])),
    tensor('weight', 'float', [240, vocabulary], weights(240 * vocabulary)),
    value(11, 'signal', 'int32', ['N', 2400, 1]),
    value(11, 'state', 'float16', ['N', 4]),
    value(12, 'logprobs', 'float', ['N', 10, vocabulary]),
    value(12, 'state_next', 'float16', ['N', 4]),
  ];
  const metadata = { frame_length_ms: '300', state_dim: '4', sample_rate: '8000', model_type: 't-one' };
  writeFileSync(join(folder, 'model.onnx'), model(graph, metadata));
  writeTokens(folder, ' ');
}
