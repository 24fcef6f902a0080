/** Recognition of one call: its channels' speech is cut into windows, recognised, and the words put back on the call's time. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DroppedWord, Segment, Speaker, Word } from '../domain/call.ts';
import type { ChannelReport, SoundReport } from '../domain/sound-report.ts';
import { type GuardedWords, guardWords } from '../recognition/guards.ts';
import { joinSegments } from '../recognition/join-segments.ts';
import type { RecognizedWord, Recognizer } from '../recognition/recognizer.ts';
import { cutSpeech } from '../sound/cut-speech.ts';
import { packRegions, regionsInWindow, type SpeechWindow, timeInRecording } from '../sound/pack-regions.ts';
import type { RecordingHeader } from '../sound/recording-header.ts';

/** On a mono recording nobody knows who spoke: the words go to the operator and the call is marked `roles_uncertain`. */
const speakerOf: Record<ChannelReport['role'], Speaker> = { operator: 'operator', client: 'client', mixed: 'operator' };

/** What was heard: the words that are judged, and those that the guards set apart, in the order of time. */
export interface HeardCall {
  segments: Segment[];
  dropped: DroppedWord[];
}

/**
 * Recognises the speech of every channel in one job, so that an engine loads its model once. Hold music, tones and silence never
 * reach the engine: only `speech` does. `onProgress` gets the share of windows done, 0…1. Temporary files hold speech and are gone when this returns or throws.
 */
export async function recognizeCall(
  recording: { path: string; header: RecordingHeader; report: SoundReport },
  recognizer: Recognizer,
  tempFolder: string,
  control: { signal?: AbortSignal | undefined; onProgress: (fraction: number) => void },
): Promise<HeardCall> {
  await mkdir(tempFolder, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(tempFolder, 'speech-'));
  try {
    const { channels } = recording.report;
    const windows = channels.map(({ speech }) => packRegions(speech));
    const paths = await cutSpeech(recording.path, recording.header, windows, folder, control.signal);
    const wavPaths = paths.flat();
    const heard = wavPaths.length === 0 ? [] : await recognizer.recognize({ wavPaths, language: 'ru' }, control);
    const spoken: { speaker: Speaker; words: Word[] }[] = [];
    const dropped: DroppedWord[] = [];
    let taken = 0;
    for (const [index, { role }] of channels.entries()) {
      const own = windows[index] ?? [];
      const words = guardChannel(own, heard.slice(taken, taken + own.length), recognizer.prompt);
      taken += own.length;
      spoken.push({ speaker: speakerOf[role], words: words.kept });
      dropped.push(...words.dropped.map((word) => ({ ...word, speaker: speakerOf[role] })));
    }
    return { segments: joinSegments(spoken), dropped: dropped.sort((a, b) => a.start - b.start) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The words of one channel on the recording's time, and those that the guards set apart. */
function guardChannel(
  windows: readonly SpeechWindow[],
  heard: readonly RecognizedWord[][],
  prompt: string | undefined,
): GuardedWords {
  const guarded = windows.map((window, i) => {
    // Guarded on the window's own time: words invented in the padding would otherwise land on the last region's edge.
    const { kept, dropped } = guardWords(heard[i] ?? [], regionsInWindow(window), prompt);
    const inRecording = <T extends Word>(word: T): T => ({
      ...word,
      start: timeInRecording(window, word.start),
      end: timeInRecording(window, word.end),
    });
    return { kept: kept.map(inRecording), dropped: dropped.map(inRecording) };
  });
  return { kept: guarded.flatMap(({ kept }) => kept), dropped: guarded.flatMap(({ dropped }) => dropped) };
}
