/** A typed array that grows: one small number per 10 ms frame, so that hours of sound stay a few megabytes. */

type Numbers = Float32Array | Uint8Array | Int8Array;

export class Column<T extends Numbers> {
  length = 0;
  private values: T;
  private readonly make: (size: number) => T;

  constructor(make: (size: number) => T) {
    this.make = make;
    this.values = make(4096);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = this.make(this.length * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length++] = value;
  }

  /** The values so far, without copying. */
  view(): T {
    return this.values.subarray(0, this.length) as T;
  }
}
