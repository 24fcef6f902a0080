/** Keys of the query cache that the live connection refreshes without loading the review desk. */

/** Everything of the queue. */
export const queueKey = ['queue'] as const;

/** Who reviews a call. */
export const claimKey = (callId: string) => ['claim', callId] as const;
