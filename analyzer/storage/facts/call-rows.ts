/** The one border between analysed calls and ClickHouse rows: each table's row, written and read back. */
import { z } from 'zod';
import { hashPlain } from '#platform';
import type { Segment } from '../../domain/call.ts';
import { type CallMetadata, droppedWordSchema, speakerSchema } from '../../domain/call.ts';
import { type Criterion, evidenceSchema, type Outcome, outcomeSchema } from '../../domain/criterion.ts';
import { type Finding, ruleNameSchema } from '../../domain/finding.ts';
import { type AnalyzedCall, complianceSchema, measuresSchema } from '../../domain/scored-call.ts';
import { type SoundReport, soundReportSchema } from '../../domain/sound-report.ts';
import { wordsSaid } from './words-by-call.ts';

/** What all rows of one run of a call share. */
export interface RunKey {
  day: string;
  call_id: string;
  analysis_id: string;
  version: number;
}

const toMs = (seconds: number) => Math.round(seconds * 1000);
const toSeconds = (ms: number) => ms / 1000;

export function segmentRow(key: RunKey, seq: number, segment: Segment) {
  const words = segment.words ?? [];
  return {
    ...key,
    seq,
    speaker: segment.speaker,
    start_ms: toMs(segment.start),
    end_ms: toMs(segment.end),
    text: segment.text,
    word_text: words.map((word) => word.text),
    word_start_ms: words.map((word) => toMs(word.start)),
    word_end_ms: words.map((word) => toMs(word.end)),
    word_confidence: words.map((word) => word.confidence ?? -1),
  };
}

/** The words of all segments of a transcript, for the search. */
export const saidRow = (key: RunKey, segments: readonly Segment[]) => ({ ...key, words: wordsSaid(segments) });

export const segmentRowSchema = z
  .object({
    speaker: speakerSchema,
    start_ms: z.number(),
    end_ms: z.number(),
    text: z.string(),
    word_text: z.array(z.string()),
    word_start_ms: z.array(z.number()),
    word_end_ms: z.array(z.number()),
    word_confidence: z.array(z.number()),
  })
  .transform((row): Segment => {
    const segment = {
      speaker: row.speaker,
      start: toSeconds(row.start_ms),
      end: toSeconds(row.end_ms),
      text: row.text,
    };
    if (row.word_text.length === 0) return segment;
    const words = row.word_text.map((text, i) => {
      const confidence = row.word_confidence[i] ?? -1;
      return {
        text,
        start: toSeconds(row.word_start_ms[i] ?? row.start_ms),
        end: toSeconds(row.word_end_ms[i] ?? row.end_ms),
        // Float32 keeps 7 digits: 0.97 comes back as 0.9700000286
        ...(confidence < 0 ? {} : { confidence: Math.round(confidence * 1e6) / 1e6 }),
      };
    });
    return { ...segment, words };
  });

export function findingRow(key: RunKey, n: number, operatorId: string, finding: Finding) {
  const { start, end, ...rest } = finding;
  return { ...key, n, operator_id: operatorId, ...rest, start_ms: toMs(start), end_ms: toMs(end) };
}

export const findingRowSchema = z
  .object({
    rule: ruleNameSchema,
    segment: z.number(),
    text: z.string(),
    start_ms: z.number(),
    end_ms: z.number(),
    speaker: speakerSchema,
    section: z.string(),
    replacement: z.string(),
    entry: z.string(),
    certain: z.boolean(),
    reason: z.string(),
  })
  .transform(
    ({ start_ms, end_ms, ...row }): Finding => ({ ...row, start: toSeconds(start_ms), end: toSeconds(end_ms) }),
  );

export function criterionRow(key: RunKey, n: number, operatorId: string, criterion: Criterion) {
  const { id, evidence, share = criterion.outcome === 'passed' ? 1 : 0, ...rest } = criterion;
  return { ...key, n, operator_id: operatorId, criterion: id, ...rest, share, evidence: JSON.stringify(evidence) };
}

export const criterionRowSchema = z
  .object({
    criterion: z.string(),
    title: z.string(),
    outcome: outcomeSchema,
    section: z.string(),
    weight: z.number(),
    earned: z.number(),
    share: z.number(),
    fatal: z.boolean(),
    findings: z.array(z.number()),
    evidence: z.string(),
    reason: z.string(),
  })
  .transform(
    ({ criterion, evidence, share, ...row }): Criterion => ({
      ...row,
      ...(share > 0 && share < 1 ? { share } : {}),
      id: criterion,
      evidence: evidenceSchema.array().parse(JSON.parse(evidence)),
    }),
  );

/** The call's own row: identity, versions, score and measures. */
export function callRow(
  key: RunKey,
  facts: {
    transcriptId?: string | undefined;
    externalId: string;
    source?: string | undefined;
    metadata?: CallMetadata | undefined;
    startedAt: string;
    direction: string;
    operatorId: string;
    recordingSha256: string;
    analysis: AnalyzedCall;
    sound: SoundReport | null;
  },
) {
  const { analysis, metadata } = facts;
  const found = analysis.findings;
  return {
    ...key,
    transcript_id: facts.transcriptId ?? key.analysis_id,
    external_id: facts.externalId,
    source: facts.source ?? '',
    started_at: facts.startedAt,
    direction: facts.direction,
    operator_id: facts.operatorId,
    operator_name: metadata?.operator?.name ?? '',
    recording_sha256: facts.recordingSha256,
    duration: facts.sound?.duration ?? metadata?.duration ?? analysis.segments.at(-1)?.end ?? null,
    ring_seconds: metadata?.ring_seconds ?? null,
    queue_seconds: metadata?.queue_seconds ?? null,
    wrap_up_seconds: metadata?.wrap_up_seconds ?? null,
    engine_name: analysis.engine.name,
    engine_model: analysis.engine.model,
    engine_version: analysis.versions.engine,
    lexicon_version: analysis.versions.lexicon,
    scorecard_version: analysis.versions.scorecard,
    score: analysis.score,
    quality: analysis.quality,
    compliance: analysis.compliance,
    fatal: analysis.fatal,
    findings: found.filter((finding) => finding.certain).length,
    unsure: found.filter((finding) => !finding.certain).length,
    found_rules: found.map((finding) => finding.rule),
    found_entries: found.map((finding) => finding.entry),
    found_phrases: found.map((finding) => finding.text.toLowerCase()),
    found_certain: found.map((finding) => finding.certain),
    passed: withOutcome(analysis.criteria, 'passed'),
    failed: withOutcome(analysis.criteria, 'failed'),
    not_sure: withOutcome(analysis.criteria, 'not_sure'),
    operator_words: countOperatorWords(analysis.segments),
    ...analysis.measures,
    sound: facts.sound === null ? '' : JSON.stringify(facts.sound),
    dropped: analysis.dropped === undefined ? '' : JSON.stringify(analysis.dropped),
    digest: judgementDigest(analysis),
  };
}

const withOutcome = (criteria: readonly Criterion[], outcome: Outcome) =>
  criteria.filter((criterion) => criterion.outcome === outcome).map(({ id }) => id);

/**
 * Equal for two judgements that found and decided the same, whatever versions they were made by. The first half is of what was
 * judged from words and sound, the second of what the scorecard makes of it (`weighedDigest`).
 */
export function judgementDigest(analysis: AnalyzedCall): string {
  const { findings, criteria, measures } = analysis;
  // The order of the lines is the scorecard's.
  const judged = criteria
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((line) => [line.id, line.outcome, line.share, line.findings, line.evidence, line.reason]);
  return `${halfDigest([findings, judged, measures])}.${weighedDigest(analysis)}`;
}

/** The half of the digest that a change of weights changes. */
export function weighedDigest({ score, quality, compliance, fatal, criteria }: WeighedCall): string {
  const lines = criteria.map((line) => [line.id, line.title, line.section, line.weight, line.earned, line.fatal]);
  return halfDigest([score, quality, compliance, fatal, lines]);
}

/** What a scorecard makes of a judged call. */
export interface WeighedCall extends Pick<AnalyzedCall, 'score' | 'quality' | 'compliance' | 'fatal'> {
  criteria: readonly Pick<Criterion, 'id' | 'title' | 'section' | 'weight' | 'earned' | 'fatal'>[];
}

const halfDigest = (content: unknown) => hashPlain(JSON.stringify(content)).slice(0, 16);

const countOperatorWords = (segments: readonly Segment[]) =>
  segments
    .filter((segment) => segment.speaker === 'operator')
    .reduce((sum, segment) => sum + segment.text.split(/\s+/).filter(Boolean).length, 0);

/** Float32 keeps 7 digits: 87.3 comes back as 87.300003. */
const twoDecimals = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100);

export const callRowSchema = z
  .object({
    version: z.number(),
    analysis_id: z.string(),
    transcript_id: z.string(),
    engine_name: z.string(),
    engine_model: z.string(),
    engine_version: z.string(),
    lexicon_version: z.string(),
    scorecard_version: z.string(),
    score: z.number().nullable(),
    quality: z.number().nullable(),
    compliance: complianceSchema,
    fatal: z.array(z.string()),
    sound: z.string(),
    dropped: z.string(),
    ...measuresSchema.shape,
  })
  .transform((row) => ({
    run: row.version,
    analysisId: row.analysis_id,
    transcriptId: row.transcript_id,
    score: twoDecimals(row.score),
    quality: twoDecimals(row.quality),
    compliance: row.compliance,
    fatal: row.fatal,
    measures: measuresSchema.strip().parse(row),
    versions: { engine: row.engine_version, lexicon: row.lexicon_version, scorecard: row.scorecard_version },
    engine: { name: row.engine_name, model: row.engine_model },
    sound: row.sound === '' ? null : soundReportSchema.parse(JSON.parse(row.sound)),
    dropped: row.dropped === '' ? [] : droppedWordSchema.array().parse(JSON.parse(row.dropped)),
  }));
