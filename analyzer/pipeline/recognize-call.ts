/** Recognition of one call: each channel's speech is cut into windows, recognised, and its words put back on the call's time. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DroppedWord, Segment, Speaker, Word } from '../domain/call.ts';
import type { ChannelReport, SoundReport } from '../domain/sound-report.ts';
import { type GuardedWords, guardWords } from '../recognition/guards.ts';
import { joinSegments } from '../recognition/join-segments.ts';
import type { Recognizer } from '../recognition/recognizer.ts';
import { cutSpeech } from '../sound/cut-speech.ts';
import { packRegions, regionsInWindow, timeInRecording } from '../sound/pack-regions.ts';
import type { RecordingHeader } from '../sound/recording-header.ts';

/** On a mono recording nobody knows who spoke: the words go to the operator and the call is marked `roles_uncertain`. */
const speakerOf: Record<ChannelReport['role'], Speaker> = { operator: 'operator', client: 'client', mixed: 'operator' };

/** What was heard: the words that are judged, and those that the guards set apart, in the order of time. */
export interface HeardCall {
  segments: Segment[];
  dropped: DroppedWord[];
}

/**
 * Recognises a recording channel by channel. Hold music, tones and silence never reach the engine: only `speech` does.
 * `onProgress` gets the share of windows done, 0…1. Temporary files hold speech and are gone when this returns or throws.
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
    const spoken: { speaker: Speaker; words: Word[] }[] = [];
    const dropped: DroppedWord[] = [];
    for (const [index, channel] of channels.entries()) {
      const onProgress = (fraction: number) => control.onProgress((index + fraction) / channels.length);
      const speaker = speakerOf[channel.role];
      const heard = await recognizeChannel(recording, index, channel, folder, recognizer, { ...control, onProgress });
      spoken.push({ speaker, words: heard.kept });
      dropped.push(...heard.dropped.map((word) => ({ ...word, speaker })));
    }
    return { segments: joinSegments(spoken), dropped: dropped.sort((a, b) => a.start - b.start) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function recognizeChannel(
  recording: { path: string; header: RecordingHeader },
  index: number,
  channel: ChannelReport,
  folder: string,
  recognizer: Recognizer,
  control: { signal?: AbortSignal | undefined; onProgress: (fraction: number) => void },
): Promise<GuardedWords> {
  const windows = packRegions(channel.speech);
  if (windows.length === 0) return { kept: [], dropped: [] };
  const wavPaths = await cutSpeech(recording.path, recording.header, index, windows, folder, control.signal);
  const heard = await recognizer.recognize({ wavPaths, language: 'ru' }, control);
  const guarded = heard.map((inWindow, i) => {
    const window = windows[i] ?? [];
    // Guarded on the window's own time: words invented in the padding would otherwise land on the last region's edge.
    const { kept, dropped } = guardWords(inWindow, regionsInWindow(window), recognizer.prompt);
    const inRecording = <T extends Word>(word: T): T => ({
      ...word,
      start: timeInRecording(window, word.start),
      end: timeInRecording(window, word.end),
    });
    return { kept: kept.map(inRecording), dropped: dropped.map(inRecording) };
  });
  return { kept: guarded.flatMap(({ kept }) => kept), dropped: guarded.flatMap(({ dropped }) => dropped) };
}
