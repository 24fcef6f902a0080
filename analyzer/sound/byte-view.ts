/** Bounded reading of numbers and tags from the bytes of a header: past the end is a refusal, never a RangeError. */
import { KamertonError } from '#platform';

/** The refusal for a header that ends before what it promises. */
function headerEnds(): KamertonError {
  return new KamertonError('bad_recording', 'файл обрывается внутри заголовка – загрузите запись заново целиком');
}

/** Read-only view of bytes; every read outside of them throws KamertonError('bad_recording'). */
export class ByteView {
  readonly length: number;
  private readonly bytes: Uint8Array;
  private readonly data: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.length = bytes.byteLength;
    this.data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  private check(at: number, size: number): number {
    if (!Number.isSafeInteger(at) || at < 0 || at + size > this.length) throw headerEnds();
    return at;
  }

  u8(at: number): number {
    return this.data.getUint8(this.check(at, 1));
  }
  u16le(at: number): number {
    return this.data.getUint16(this.check(at, 2), true);
  }
  u16be(at: number): number {
    return this.data.getUint16(this.check(at, 2));
  }
  u32le(at: number): number {
    return this.data.getUint32(this.check(at, 4), true);
  }
  u32be(at: number): number {
    return this.data.getUint32(this.check(at, 4));
  }
  /** 64-bit values as doubles: exact to 2^53, and every limit we compare with is far below. */
  u64le(at: number): number {
    return this.u32le(at) + this.u32le(at + 4) * 2 ** 32;
  }
  u64be(at: number): number {
    return this.u32be(at) * 2 ** 32 + this.u32be(at + 4);
  }
  f32be(at: number): number {
    return this.data.getFloat32(this.check(at, 4));
  }
  f64be(at: number): number {
    return this.data.getFloat64(this.check(at, 8));
  }
  /** `size` bytes as Latin-1 text (tags are ASCII; anything else simply does not match). */
  tag(at: number, size: number): string {
    this.check(at, size);
    return String.fromCharCode(...this.bytes.subarray(at, at + size));
  }
  /** True when the bytes at `at` are this ASCII text; false past the end. */
  has(at: number, text: string): boolean {
    return at >= 0 && at + text.length <= this.length && this.tag(at, text.length) === text;
  }
  slice(at: number, end: number): ByteView {
    return new ByteView(this.bytes.subarray(Math.max(0, at), Math.max(0, Math.min(end, this.length))));
  }
}
