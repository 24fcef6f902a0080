/** How far rules and entries can be trusted: what people said of their findings, and the bar that they must reach. */
import { z } from 'zod';

/** A share with its 95 % Wilson interval; nulls without cases. */
const provenShareSchema = z.object({
  /** Cases that it is of, and those among them that count. */
  n: z.number().int(),
  hits: z.number().int(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type ProvenShare = z.infer<typeof provenShareSchema>;

const severities = ['minor', 'major', 'fatal'] as const;
export type Severity = (typeof severities)[number];

const barSchema = z.number().min(0.05).max(0.99);

/** When a rule or an entry stops to count by itself. */
export const trustSettingsSchema = z.strictObject({
  /** Least precision, 0…1, by how much a finding costs. */
  bars: z.strictObject({ minor: barSchema, major: barSchema, fatal: barSchema }),
  /** Fewer decided findings prove nothing. */
  leastDecided: z.number().int().min(5).max(500),
  /** False: figures are shown, nothing is taken out of the score by itself. */
  automatic: z.boolean(),
});
export type TrustSettings = z.infer<typeof trustSettingsSchema>;

export const usualTrustSettings: TrustSettings = {
  bars: { minor: 0.7, major: 0.8, fatal: 0.9 },
  leastDecided: 20,
  automatic: true,
};

/** What is known of a rule («filler») or an entry («filler/nu»). */
export const trustFiguresSchema = z.object({
  key: z.string(),
  /** Share of its findings in drawn calls that people confirmed. */
  precision: provenShareSchema,
  /** Share of what people hold for findings of the rule that the machine had found; for rules only. */
  recall: provenShareSchema.nullable(),
  /** Share of its decided disputes that were accepted. */
  overturned: provenShareSchema,
  severity: z.enum(severities),
  bar: z.number(),
  /** The whole interval lies under the bar, with enough decisions. */
  belowBar: z.boolean(),
});
export type TrustFigures = z.infer<typeof trustFiguresSchema>;
