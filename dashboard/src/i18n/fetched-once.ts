/** Something that is fetched when it is first asked for, and then kept. */

/** Asks at most once at a time; a fetch that failed is not kept, so that the next one asks anew. */
export function fetchedOnce<T>(fetch: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () => {
    kept ??= fetch().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}
