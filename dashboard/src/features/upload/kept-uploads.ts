/** The list of uploads as it is kept in this tab: a page that is loaded anew goes on showing it. Files are not kept. */
import * as z from 'zod/mini';
import { ApiError } from '../../api/api-error.ts';
import { isOnTheWay, type Upload } from './uploads.ts';

const keptSchema = z.array(
  z.object({
    name: z.string(),
    state: z.enum(['accepted', 'duplicate', 'failed', 'cancelled', 'interrupted']),
    callId: z.nullable(z.string()),
    error: z.nullable(z.object({ code: z.string(), status: z.number(), message: z.string() })),
  }),
);
type Kept = z.infer<typeof keptSchema>[number];

/** What to write down; whatever was not at its end is interrupted by the time it is read. */
export function writeUploads(uploads: readonly Upload<unknown>[]): string {
  const kept = uploads.map(({ name, state, callId, error }): Kept => {
    const why = error instanceof ApiError ? { code: error.code, status: error.status, message: error.message } : null;
    return { name, state: isOnTheWay(state) ? 'interrupted' : state, callId, error: state === 'failed' ? why : null };
  });
  return JSON.stringify(kept);
}

/** What was written down; empty when nothing, or nothing of ours, was. */
export function readUploads(text: string | null): Upload<never>[] {
  let raw: unknown = null;
  try {
    raw = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  const kept = keptSchema.safeParse(raw);
  return (kept.data ?? []).map(({ name, state, callId, error }, index) => ({
    key: index + 1,
    name,
    state,
    callId,
    recording: null,
    transcript: null,
    share: state === 'accepted' || state === 'duplicate' ? 1 : 0,
    error: error && new ApiError(error.code, error.status, error.message),
  }));
}
