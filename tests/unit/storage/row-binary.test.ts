/** Values of the format RowBinary, laid out by hand as ClickHouse documents them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowBinaryReader } from '../../../analyzer/storage/facts/row-binary.ts';

const reader = (...bytes: number[]) => new RowBinaryReader(Buffer.from(bytes));
/** Length in seven bits a byte, lowest first, then the bytes. */
const written = (text: string): number[] => {
  const bytes = [...Buffer.from(text)];
  const length = bytes.length < 128 ? [bytes.length] : [(bytes.length % 128) + 128, Math.floor(bytes.length / 128)];
  return [...length, ...bytes];
};

describe('RowBinaryReader', () => {
  it('reads numbers from their lowest byte on', () => {
    const row = reader(7, 0x10, 0x27, 0, 0, 0, 0, 0x80, 0x3f);
    expect([row.byte(), row.uint32(), row.float32(), row.done]).toEqual([7, 10_000, 1, true]);
  });

  it('reads lengths of one and of several bytes', () => {
    const row = reader(5, 0xe5, 0x8e, 0x26);
    expect([row.count(), row.count()]).toEqual([5, 624_485]);
  });

  it('reads a UUID, whose halves lie backwards', () => {
    const row = reader(0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01, 0x00, 0x0f, 0x0e, 0x0d, 0x0c, 0x0b, 0x0a, 0x09, 0x08);
    expect(row.uuid()).toBe('00010203-0405-0607-0809-0a0b0c0d0e0f');
  });

  it('sees bytes that repeat, and passes over them', () => {
    const row = reader(1, 2, 1, 2, 1, 3);
    const { place } = row;
    row.skip(2);
    expect(row.repeats(place, 2)).toBe(true);
    row.skip(2);
    expect(row.repeats(place, 2)).toBe(false);
  });

  it('gives every text back, also as a word that was met before', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom('ё', 'е', 'счёт', 'счет'));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), (texts) => {
        const row = reader(...texts.flatMap(written), ...texts.flatMap(written), ...texts.flatMap(written));
        const read = [texts.map(() => row.word()), texts.map(() => row.text()), texts.map(() => row.word())];
        expect(read).toEqual([texts, texts, texts]);
      }),
      { numRuns: 500 },
    );
  });

  it('fails on an answer that was cut', () => {
    expect(() => reader(1, 2).uint32()).toThrow(RangeError);
    expect(() => reader(3, 0x61, 0x62).text()).toThrow(RangeError);
    expect(() => reader(3, 0x61, 0x62).word()).toThrow(RangeError);
  });
});
