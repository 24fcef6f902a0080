import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOfWhisperJson } from '../../../analyzer/recognition/whisper-json.ts';

interface Token {
  bytes: Buffer;
  id?: number;
  p?: number | string;
  from?: number;
  to?: number;
}

/** The bytes that whisper.cpp 1.5 would write: pieces of letters stay pieces, nothing but quotes and backslashes is escaped. */
function output(segments: { from: number; to: number; tokens: Token[] }[], modelName = 'model.bin'): Buffer {
  const quoted = (bytes: Buffer) =>
    Buffer.from(`"${bytes.toString('latin1').replace(/["\\]/g, (char) => `\\${char}`)}"`, 'latin1');
  const parts: Buffer[] = [Buffer.from(`{"params": {"model": "${modelName}"}, "transcription": [`)];
  segments.forEach(({ from, to, tokens }, i) => {
    parts.push(Buffer.from(`${i ? ',' : ''}{"offsets": {"from": ${from}, "to": ${to}}, "text": "", "tokens": [`));
    tokens.forEach((token, j) => {
      const offsets = token.from === undefined ? '' : `"offsets": {"from": ${token.from}, "to": ${token.to}},`;
      parts.push(Buffer.from(`${j ? ',' : ''}{"text": `), quoted(token.bytes));
      parts.push(Buffer.from(`, ${offsets} "id": ${token.id ?? 300}, "p": ${token.p ?? 0.9}}`));
    });
    parts.push(Buffer.from(']}'));
  });
  return Buffer.concat([...parts, Buffer.from(']}')]);
}

const token = (text: string, rest: Omit<Token, 'bytes'> = {}): Token => ({ bytes: Buffer.from(text), ...rest });

describe('words of the JSON of whisper.cpp', () => {
  it('joins tokens to words, with the least of their probabilities and the times of first and last', () => {
    const tokens = [
      token('[_BEG_]', { id: 50_364 }),
      token(' Доб', { p: 0.8, from: 100, to: 300 }),
      token('рый', { p: 0.6, from: 300, to: 520 }),
      token(' день', { p: 0.95, from: 560, to: 900 }),
      token('!', { p: 0.4, from: 900, to: 920 }),
      token('[_TT_46]', { id: 50_410 }),
    ];
    expect(wordsOfWhisperJson(output([{ from: 0, to: 1000, tokens }]))).toEqual([
      { text: 'Добрый', start: 0.1, end: 0.52, confidence: 0.6 },
      { text: 'день!', start: 0.56, end: 0.92, confidence: 0.4 },
    ]);
  });

  it('restores a letter that a token border cuts in two', () => {
    // «п» is d0 bf, «я» is d1 8f.
    const tokens = [
      { bytes: Buffer.from([0x20, 0xd0]) },
      { bytes: Buffer.from([0xbf, 0xd1]) },
      { bytes: Buffer.from([0x8f]) },
    ];
    const [word] = wordsOfWhisperJson(output([{ from: 500, to: 800, tokens }]));
    expect(word).toEqual({ text: 'пя', start: 0.5, end: 0.8, confidence: 0.9 });
  });

  it('restores any Russian words from any cut into bytes', () => {
    const word = fc.string({ unit: fc.constantFrom(...'абвгдежзийклмнопрстуфхцчшщъыьэюяёАЯ"\\'), minLength: 1 });
    const words = fc.array(
      word.map((text) => `ж${text}`),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(words, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (expected, cuts) => {
        const tokens: Token[] = [];
        let used = 0;
        for (const text of expected) {
          const bytes = Buffer.from(` ${text}`);
          for (let at = 0; at < bytes.length; ) {
            const length = cuts[used++ % cuts.length] ?? 1;
            tokens.push({ bytes: bytes.subarray(at, at + length) });
            at += length;
          }
        }
        expect(wordsOfWhisperJson(output([{ from: 0, to: 9, tokens }])).map((one) => one.text)).toEqual(expected);
      }),
    );
  });

  it('drops what is no word and bytes that make no letter', () => {
    const unfinished = Buffer.concat([Buffer.from([0x20, 0xd0]), Buffer.from('[_TT_120]')]);
    const tokens = [
      token(' –'),
      token(' да'),
      { bytes: Buffer.from([0x20, 0xd0]) },
      { bytes: unfinished },
      token(' ...'),
    ];
    expect(wordsOfWhisperJson(output([{ from: 0, to: 9, tokens }])).map((one) => one.text)).toEqual(['да']);
  });

  it('reads what is almost JSON: line ends inside strings, nan and inf outside of them', () => {
    const tokens = [token(' дом\n', { p: 'nan' }), token(' nan', { p: '-inf' })];
    expect(wordsOfWhisperJson(output([{ from: 0, to: 9, tokens }], 'line\nend\t.bin'))).toEqual([
      { text: 'дом', start: 0, end: 0.009, confidence: 0 },
      { text: 'nan', start: 0, end: 0.009, confidence: 0 },
    ]);
  });

  it('never gives a word that ends before it begins', () => {
    const tokens = [token(' да', { from: 700, to: 300 }), token(' нет', { from: -20, to: -10 })];
    const times = wordsOfWhisperJson(output([{ from: 0, to: 9, tokens }])).map(({ start, end }) => [start, end]);
    expect(times).toEqual([
      [0.7, 0.7],
      [0, 0],
    ]);
  });

  it.each(['', '{', '[]', '{"transcription": 5}', '{"transcription": [{"text": "да"}]}'])('refuses %j', (text) => {
    expect(() => wordsOfWhisperJson(Buffer.from(text))).toThrow();
  });
});
