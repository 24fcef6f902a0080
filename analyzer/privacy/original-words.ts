/** What masking takes away, so that a call can be judged again and shown to those who may see it. */
import { z } from 'zod';
import { type DroppedWord, droppedWordSchema, type Segment } from '../domain/call.ts';
import { type PersonalKind, type PersonalSpan, personalKinds } from './personal-span.ts';

/** Grows when masking finds other things than before: calls masked by an older one are masked again by `kamerton privacy apply`. */
export const maskingVersion = '1';

/** The segments that have masks, as they were, with the places that were masked. */
export interface OriginalWords {
  segments: ReadonlyMap<number, Segment>;
  spans: PersonalSpan[];
  /** Dropped words as they were; null when none of them is masked. */
  dropped: DroppedWord[] | null;
}

const kindSchema = z.enum(personalKinds as [PersonalKind, ...PersonalKind[]]);
const spanSchema = z.tuple([kindSchema, z.number(), z.number(), z.number(), z.number(), z.number()]);
const wordsSchema = z.object({
  /** Written and sealed by ourselves; an envelope that opens holds every byte of it. */
  segments: z.array(z.custom<[number, Segment]>((pair) => Array.isArray(pair) && typeof pair[0] === 'number')),
  spans: z.array(spanSchema),
  dropped: droppedWordSchema.array().nullable(),
});

export function writeOriginalWords(
  segments: readonly Segment[],
  spans: readonly PersonalSpan[],
  dropped: DroppedWord[] | null,
): string {
  const kept = [...new Set(spans.map(({ segment }) => segment))].flatMap((i) => {
    const segment = segments[i];
    return segment ? [[i, segment] as const] : [];
  });
  return JSON.stringify({
    segments: kept,
    spans: spans.map(({ kind, segment, from, to, start, end }) => [kind, segment, from, to, start, end]),
    dropped,
  });
}

export function readOriginalWords(text: string): OriginalWords {
  const { segments, spans, dropped } = wordsSchema.parse(JSON.parse(text));
  return {
    segments: new Map(segments),
    spans: spans.map(([kind, segment, from, to, start, end]) => ({ kind, segment, from, to, start, end })),
    dropped,
  };
}

/** The call's segments with the original ones put back. */
export const restoreSegments = (masked: readonly Segment[], { segments }: OriginalWords): Segment[] =>
  masked.map((segment, i) => segments.get(i) ?? segment);
