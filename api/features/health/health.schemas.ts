/** Shape of the health page: each part of the product with its state and the way out when it is not well. */
import { z } from 'zod';

export const healthSchema = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  parts: z.array(
    z.object({
      name: z.enum(['store', 'queue', 'state', 'recogniser', 'ffmpeg', 'disk', 'clock', 'outbox']),
      ok: z.boolean(),
      /** One Russian line. */
      detail: z.string(),
    }),
  ),
});
export type Health = z.infer<typeof healthSchema>;
