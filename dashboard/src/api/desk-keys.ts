/** Keys of the query cache that the live connection refreshes without loading the pages of disputes and coaching. */

export const disputesKey = ['disputes'] as const;
export const coachingKey = ['coaching'] as const;
/** The lists of notices. */
export const noticesKey = ['notices'] as const;
