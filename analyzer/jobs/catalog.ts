/** The jobs of the product: name, payload schema, attempts and pauses. Payloads carry ids, never data. */
import { z } from 'zod';

export const analyzeCallJob = {
  name: 'call.analyze',
  payload: z.strictObject({ callId: z.uuid(), run: z.number().int().min(1) }),
  /** After so many passing faults a call is «failed» and waits for a person; it never blocks the queue. */
  attempts: 4,
  /** First pause between attempts, doubled each time. */
  backoffMs: 2_000,
} as const;
export type AnalyzeCall = z.infer<typeof analyzeCallJob.payload>;

export const lexiconRunJob = {
  name: 'lexicon.run',
  payload: z.strictObject({ runId: z.uuid() }),
  /** After so many passing faults a run is «failed» and waits for a person. */
  attempts: 4,
  backoffMs: 2_000,
} as const;
export type LexiconRunJob = z.infer<typeof lexiconRunJob.payload>;
