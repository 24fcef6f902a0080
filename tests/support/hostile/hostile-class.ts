/** A class of broken or hostile recordings: twelve files of each, the same ones in every run. */
import type { Buffer } from 'node:buffer';

export interface HostileFile {
  /** Name of the file; absent: made of the class and the number. */
  name?: string;
  bytes: Uint8Array;
  /** Grows the file to this size with nothing in it (a sparse file). */
  sparseTo?: number;
}

export interface HostileClass {
  name: string;
  /** `refused`: nothing of it may be taken; `taken`: harmless, must be processed; `defined`: either, in one clear line. */
  expect: 'refused' | 'taken' | 'defined';
  /** File number `i`, 0…11; `random` gives 0…1 by the class and the number. */
  make(i: number, random: () => number): HostileFile;
}

export const filesOfClass = 12;

/** A class whose files are listed by one parameter each. */
export const listed = <T>(
  name: string,
  expect: HostileClass['expect'],
  values: readonly T[],
  make: (value: T, random: () => number) => Uint8Array | HostileFile,
): HostileClass => ({
  name,
  expect,
  make: (i, random) => {
    const value = values[i % values.length];
    if (value === undefined) throw new Error(`no value in ${name}`);
    const made = make(value, random);
    return 'bytes' in made ? made : { bytes: made };
  },
});

/** Twelve steps, 0…1. */
export const steps: readonly number[] = Array.from({ length: filesOfClass }, (_, i) => i / (filesOfClass - 1));

/** Numbers that programs stumble over. */
export const oddNumbers = [0, 1, 2, 3, 7, 255, 256, 32_767, 65_535, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1] as const;

/** The first `share` of some bytes. */
export const cutAt = (bytes: Buffer | Uint8Array, share: number): Uint8Array =>
  bytes.subarray(0, Math.round(bytes.length * share));

/** Some bytes with `count` of them changed. */
export function flipped(bytes: Uint8Array, count: number, random: () => number, within = bytes.length): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let n = 0; n < count; n += 1) copy[Math.floor(random() * within)] = Math.floor(random() * 256);
  return copy;
}
