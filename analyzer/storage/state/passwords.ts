/** Hashing of passwords: argon2id, a few at a time, and the same work whether or not there is anything to compare with. */
import { hash, verify } from '@node-rs/argon2';
import { randomToken } from '#platform';

/** OWASP minimum for argon2id: 19 MiB, 2 passes, 1 lane (about 20 ms). */
const hashing = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** At most so many hashes at once: 200 parallel sign-ins must not take the machine's memory. */
const hashesAtOnce = 4;

export type Passwords = ReturnType<typeof passwords>;

/** One gate for the whole process. Passwords are compared exactly: no trimming, no folding, no cutting off. */
export function passwords() {
  const gate = limiter(hashesAtOnce);
  /** A hash of nothing anybody knows. */
  const decoy = hash(randomToken(), hashing);
  return {
    hash: (password: string): Promise<string> => gate(() => hash(password, hashing)),

    /** True when the password is that of the hash. Without a hash the answer is false and takes the same time. */
    async fits(password: string, stored: string | null): Promise<boolean> {
      const known = stored !== null && stored !== '';
      const fits = await gate(async () => verify(known ? stored : await decoy, password));
      return known && fits;
    },
  };
}

/** Runs at most `width` tasks at once, the others wait their turn. */
function limiter(width: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (running >= width) await new Promise<void>((resume) => waiting.push(resume));
    else running += 1;
    try {
      return await task();
    } finally {
      // The place is handed over: nobody comes in between.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
