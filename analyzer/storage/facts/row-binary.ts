/** Reads an answer of ClickHouse in the format RowBinary, value by value: several times cheaper than JSON for long rows. */

/** Spellings are short; longer texts are decoded without being remembered. */
const longestRemembered = 40;
const cacheLimit = 200_000;

interface Spelling {
  bytes: Uint8Array;
  text: string;
  next: Spelling | undefined;
}
/** Texts that come again and again (words) are decoded once: their bytes lead to the same string. */
let spellings = new Map<number, Spelling>();
let remembered = 0;

/** Walks through the rows from the first byte; the caller knows the columns and reads them in their order. */
export class RowBinaryReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Where the next value begins: for looking at it again. */
  get place(): number {
    return this.#at;
  }

  /** Whether the next bytes are the same as those at an earlier place. */
  repeats(place: number, length: number): boolean {
    const bytes = this.#bytes;
    for (let i = 0; i < length; i += 1) if (bytes[this.#at + i] !== bytes[place + i]) return false;
    return true;
  }

  skip(length: number): void {
    this.#at += length;
  }

  byte(): number {
    const value = this.#bytes.readUInt8(this.#at);
    this.#at += 1;
    return value;
  }

  uint32(): number {
    const value = this.#bytes.readUInt32LE(this.#at);
    this.#at += 4;
    return value;
  }

  float32(): number {
    const value = this.#bytes.readFloatLE(this.#at);
    this.#at += 4;
    return value;
  }

  float64(): number {
    const value = this.#bytes.readDoubleLE(this.#at);
    this.#at += 8;
    return value;
  }

  /** Two little-endian halves. */
  uuid(): string {
    const half = (at: number) => this.#bytes.readBigUInt64LE(at).toString(16).padStart(16, '0');
    const hex = half(this.#at) + half(this.#at + 8);
    this.#at += 16;
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** Length of a string or of an array that follows (LEB128). */
  count(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const next = this.byte();
      value += (next & 0x7f) * unit;
      if (next < 0x80) return value;
    }
  }

  text(): string {
    const from = this.#take(this.count());
    return this.#bytes.toString('utf8', from, this.#at);
  }

  /** The same for a text that is probably a word. */
  word(): string {
    const length = this.count();
    const from = this.#take(length);
    if (length > longestRemembered) return this.#bytes.toString('utf8', from, this.#at);
    const bytes = this.#bytes;
    // FNV-1a
    let hash = 0x81_1c_9d_c5;
    for (let i = from; i < this.#at; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01_00_01_93);
    for (let known = spellings.get(hash); known !== undefined; known = known.next) {
      if (known.bytes.length === length && this.#holds(known.bytes, from)) return known.text;
    }
    const text = bytes.toString('utf8', from, this.#at);
    if (remembered >= cacheLimit) {
      spellings = new Map();
      remembered = 0;
    }
    // A copy: a part of the answer would keep the whole of it.
    spellings.set(hash, { bytes: Uint8Array.from(bytes.subarray(from, this.#at)), text, next: spellings.get(hash) });
    remembered += 1;
    return text;
  }

  /** Passes over the bytes and says where they begin; an answer that was cut must not look like a shorter text. */
  #take(length: number): number {
    const from = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new RangeError('the answer ends in the middle of a text');
    return from;
  }

  #holds(expected: Uint8Array, from: number): boolean {
    for (let i = 0; i < expected.length; i += 1) if (this.#bytes[from + i] !== expected[i]) return false;
    return true;
  }
}
