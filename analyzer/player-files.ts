/** What the page plays and draws of a recording, made once beside it: wave forms, a copy for browsers, a copy without personal data. */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Segment } from './domain/call.ts';
import type { MeasuredRecording } from './pipeline/analyze-call.ts';
import { beepStretches } from './privacy/beep-stretches.ts';
import type { PersonalSpan } from './privacy/personal-span.ts';
import { makeBeepedCopy } from './sound/beeped-copy.ts';
import { type Peaks, peaksToJson } from './sound/peaks.ts';
import { makePlaybackCopy } from './sound/playback-copy.ts';
import type { Recordings } from './storage/recordings.ts';

interface Places {
  recordings: Recordings;
  /** Where plain sound lies while it is worked on; emptied at every start. */
  tempFolder: string;
}

/** Keeps the wave form and, where browsers do not play the recording itself, a copy that they do. */
export async function keepForPlayer(
  recording: string,
  { path, header, peaks }: MeasuredRecording,
  { recordings, tempFolder }: Places,
): Promise<void> {
  await keepPeaks(`${recording}.peaks`, peaks, recordings);
  if (header.browserCanPlay || (await recordings.has(`${recording}.play`))) return;
  const copy = join(tempFolder, `${recording}.play`);
  await makePlaybackCopy(path, header, copy);
  await recordings.keep(`${recording}.play`, copy);
}

/** Keeps the copy for those who may not hear personal data: a tone at the times of the masks. Nothing where there are none. */
export async function keepBeeped(
  recording: string,
  { path, header }: Pick<MeasuredRecording, 'path' | 'header'>,
  { segments, spans }: { segments: readonly Segment[]; spans: readonly PersonalSpan[] },
  { recordings, tempFolder }: Places,
): Promise<void> {
  if (spans.length === 0) return;
  const copy = join(tempFolder, `${recording}.beep`);
  const peaks = await makeBeepedCopy(path, header, copy, beepStretches(segments, spans));
  await recordings.keep(`${recording}.beep`, copy);
  await keepPeaks(`${recording}.beep.peaks`, peaks, recordings);
}

async function keepPeaks(name: string, made: Peaks, recordings: Recordings): Promise<void> {
  const path = recordings.path(name);
  const { duration, peaks: channels } = peaksToJson(made);
  await writeFile(`${path}.part`, JSON.stringify({ duration, channels }), { mode: 0o600 });
  await rename(`${path}.part`, path);
}
