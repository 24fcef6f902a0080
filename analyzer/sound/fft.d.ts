/** Types of fft.js (the package brings none). */
declare module 'fft.js' {
  class FFT {
    constructor(size: number);
    createComplexArray(): number[];
    /** Half spectrum of real input: interleaved re, im for bins 0…size/2 − 1. */
    realTransform(out: ArrayLike<number>, data: ArrayLike<number>): void;
  }
  export = FFT;
}
