/** Files that a person chose become calls: a recording and the transcript of the same name belong together. */

export interface CallFiles<F> {
  /** Shown to the person: the recording's name, or the transcript's when there is no recording. */
  name: string;
  recording: F | null;
  transcript: F | null;
}

const transcriptName = /\.(json|vtt|srt)$/i;

/** The name without its extension; «call.transcript.json» belongs to «call.wav». */
const baseOf = (name: string): string =>
  name
    .replace(/\.[^.]+$/, '')
    .replace(/\.transcript$/i, '')
    .toLowerCase();

/**
 * In the order of the files given. A transcript goes with the first recording of its name that has none yet; a
 * transcript without a recording is a call of its own, and so is every recording.
 */
export function pairFiles<F extends { name: string }>(files: readonly F[]): CallFiles<F>[] {
  const calls: CallFiles<F>[] = [];
  for (const recording of files.filter(({ name }) => !transcriptName.test(name))) {
    calls.push({ name: recording.name, recording, transcript: null });
  }
  for (const transcript of files.filter(({ name }) => transcriptName.test(name))) {
    const base = baseOf(transcript.name);
    const call = calls.find(({ name, recording, transcript: taken }) => recording && !taken && baseOf(name) === base);
    if (call) call.transcript = transcript;
    else calls.push({ name: transcript.name, recording: null, transcript });
  }
  return calls;
}
