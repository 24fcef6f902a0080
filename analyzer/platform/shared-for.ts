/** One answer for everybody who asks within a moment. */

/** The work, done once for all who ask until `ms` after it has begun; a failure is shared by those who wait for it only. */
export function sharedFor<T>(ms: number, work: () => Promise<T>, clock: () => number = Date.now): () => Promise<T> {
  let shared: { at: number; answer: Promise<T> } | null = null;
  return () => {
    const now = clock();
    if (shared !== null && now >= shared.at && now - shared.at < ms) return shared.answer;
    const mine = { at: now, answer: work() };
    shared = mine;
    mine.answer.catch(() => {
      if (shared === mine) shared = null;
    });
    return mine.answer;
  };
}
