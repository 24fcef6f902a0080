/** Masks calls that were stored before masking was, or by an older masking: words, quotes and sound. May be killed and repeated. */
import { droppedWordSchema, type Segment } from '../domain/call.ts';
import { evidenceSchema } from '../domain/criterion.ts';
import type { Morphology } from '../language/morphology.ts';
import { closeEnvelope, type KeyRing, openEnvelope } from '../platform/index.ts';
import { keepBeeped } from '../player-files.ts';
import { findPersonalData } from '../privacy/find-personal-data.ts';
import { maskDropped, maskSegments, quoteMasker } from '../privacy/mask-analysis.ts';
import { maskingVersion, readOriginalWords, restoreSegments, writeOriginalWords } from '../privacy/original-words.ts';
import type { PersonalSpan } from '../privacy/personal-span.ts';
import { inspectRecording } from '../sound/inspect-recording.ts';
import { saidRow, segmentRow, segmentRowSchema } from '../storage/facts/call-rows.ts';
import type { StoredRow, UnmaskedRows } from '../storage/facts/unmasked-rows.ts';
import type { Recordings } from '../storage/recordings.ts';
import type { CallLedger } from '../storage/state/call-ledger.ts';
import type { Copying } from '../storage/state/leases.ts';

export interface MaskingParts {
  rows: UnmaskedRows;
  ledger: Pick<CallLedger, 'find'>;
  recordings: Recordings;
  morphology: Morphology;
  privacyKeys: KeyRing;
  tempFolder: string;
  copying: Copying;
}

/** Words of one run with what is personal in them. */
interface Transcript {
  key: StoredRow;
  /** As they lie in the store, perhaps masked by an older masking. */
  stored: Segment[];
  segments: Segment[];
  spans: PersonalSpan[];
  masked: Segment[];
}

/** Masks every call that needs it; returns how many calls and how many places. */
export async function maskHistory(
  parts: MaskingParts,
  onProgress: (calls: number) => void = () => {},
): Promise<{ calls: number; masks: number }> {
  const count = { calls: 0, masks: 0 };
  for await (const page of parts.rows.calls(maskingVersion)) {
    await parts.copying(async () => {
      for (const call of page) {
        count.masks += await maskCall(call, parts);
        count.calls += 1;
        onProgress(count.calls);
      }
    });
  }
  // Also when there was nothing left to mask: a run before may have ended before this.
  await parts.rows.forgetReplaced(['segments', 'said_words', 'findings', 'criteria', 'calls', 'originals']);
  return count;
}

/** The seal first and its mark last: at no moment are words neither sealed nor readable. */
async function maskCall(call: { day: string; call_id: string }, parts: MaskingParts): Promise<number> {
  const { rows } = parts;
  const transcripts = await readTranscripts(call, parts);
  const [first] = transcripts;
  // Erased since the page was read.
  if (first === undefined) return 0;
  const calls = await rows.read('calls', call);
  const dropped = droppedOf(calls);
  for (const transcript of transcripts) {
    // What an older masking hid and this one does not will be in no seal: it goes back to its place before the seal is replaced.
    const { stored, masked, segments } = transcript;
    const shown = (seq: number) => masked[seq] === segments[seq] && segments[seq] !== stored[seq];
    await rows.write('segments', segmentRows(transcript, shown));
  }
  const sealed = transcripts.map(({ key, segments, spans }) => ({
    day: key.day,
    call_id: key.call_id,
    analysis_id: key.analysis_id,
    version: key.version,
    masks: spans.length,
    masking: '',
    sealed:
      spans.length === 0
        ? ''
        : closeEnvelope(parts.privacyKeys, Buffer.from(writeOriginalWords(segments, spans, dropped)), key.call_id),
  }));
  await rows.write('originals', sealed);
  const newest = transcripts.reduce((a, b) => (b.key.version > a.key.version ? b : a), first);
  const quotes = quoteMasker(newest.segments, newest.spans);
  const findings = (await rows.read('findings', call)).map((row) => ({
    ...row,
    text: quotes.mask(String(row.text), Number(row.segment)),
    reason: quotes.mask(String(row.reason)),
  }));
  await rows.write('findings', findings);
  const criteria = (await rows.read('criteria', call)).map((row) => ({
    ...row,
    reason: quotes.mask(String(row.reason)),
    evidence: JSON.stringify(
      evidenceSchema
        .array()
        .parse(JSON.parse(String(row.evidence)))
        .map((one) => ({ ...one, text: quotes.mask(one.text, one.segment) })),
    ),
  }));
  await rows.write('criteria', criteria);
  await rows.write(
    'calls',
    calls.map((row) => ({
      ...row,
      dropped: dropped === null ? row.dropped : JSON.stringify(maskDropped(dropped, newest.spans)),
      found_phrases: Array.isArray(row.found_phrases)
        ? row.found_phrases.map((phrase) => quotes.mask(String(phrase)).toLowerCase())
        : [],
    })),
  );
  await keepCopy(call.call_id, newest, parts);
  for (const transcript of transcripts) {
    const { masked, segments } = transcript;
    await rows.write(
      'segments',
      segmentRows(transcript, (seq) => masked[seq] !== segments[seq]),
    );
    await rows.write('said_words', [saidRow(runKeyOf(transcript), masked)]);
  }
  await rows.write(
    'originals',
    sealed.map((row) => ({ ...row, masking: maskingVersion })),
  );
  return newest.spans.length;
}

const runKeyOf = ({ key }: Transcript) => ({
  day: key.day,
  call_id: key.call_id,
  analysis_id: key.analysis_id,
  version: key.version,
});

const segmentRows = (transcript: Transcript, which: (seq: number) => boolean) =>
  transcript.masked.flatMap((segment, seq) => (which(seq) ? [segmentRow(runKeyOf(transcript), seq, segment)] : []));

async function readTranscripts(call: { day: string; call_id: string }, parts: MaskingParts): Promise<Transcript[]> {
  const groups = new Map<string, StoredRow[]>();
  for (const row of await parts.rows.read('segments', call)) {
    groups.set(row.analysis_id, [...(groups.get(row.analysis_id) ?? []), row]);
  }
  const seals = new Map((await parts.rows.read('originals', call)).map((row) => [row.analysis_id, String(row.sealed)]));
  return [...groups].flatMap(([analysisId, rows]) => {
    const [key] = rows;
    if (key === undefined) return [];
    const stored = rows.map((row) => segmentRowSchema.parse(row));
    const seal = seals.get(analysisId) ?? '';
    const segments =
      seal === ''
        ? stored
        : restoreSegments(
            stored,
            readOriginalWords(openEnvelope(parts.privacyKeys, seal, key.call_id).toString('utf8')),
          );
    const spans = findPersonalData({ segments }, parts.morphology);
    return [{ key, stored, segments, spans, masked: maskSegments(segments, spans) }];
  });
}

function droppedOf(calls: readonly StoredRow[]) {
  const text = String(calls.at(-1)?.dropped ?? '');
  return text === '' ? null : droppedWordSchema.array().parse(JSON.parse(text));
}

/** A call whose recording is gone has nothing to be heard. */
async function keepCopy(id: string, transcript: Transcript, parts: MaskingParts): Promise<void> {
  const { recordings, tempFolder } = parts;
  const recording = (await parts.ledger.find(id))?.recording ?? null;
  if (transcript.spans.length === 0 || recording === null || !(await recordings.has(recording))) return;
  const plain = await recordings.plainCopy(recording, tempFolder);
  try {
    const header = await inspectRecording(plain.path);
    await keepBeeped(recording, { path: plain.path, header }, transcript, parts);
  } finally {
    await plain.release();
  }
}
