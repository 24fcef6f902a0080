/** Keys of the query cache that the live connection refreshes without loading the workbench. */

/** Everything of the workbench. */
export const lexiconsKey = ['lexicons'] as const;

/** A run over past calls. */
export const runKey = (id: string) => [...lexiconsKey, 'run', id] as const;
