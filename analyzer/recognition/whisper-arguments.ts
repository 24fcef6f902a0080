/** The argument list of whisper.cpp's program. Pure. */

/** How Whisper decodes; the reason of each value is in docs/recognition.md. */
export interface WhisperSettings {
  threads: number;
  /** Hypotheses of the beam search; 1 is greedy. */
  beam: number;
  entropy: number;
  logprob: number;
  /** Tokens of earlier text that a pass sees. */
  context: number;
  /** Text that nudges the model, for example towards fillers; empty = none. */
  prompt: string;
}

export const callSettings: WhisperSettings = {
  threads: 2,
  beam: 5,
  entropy: 2.8,
  logprob: -1.25,
  context: 0,
  prompt: '',
};

/** A prompt needs some room to be heard at all, tokens. */
const promptRoom = 64;

/**
 * Arguments for files `0.wav`, `1.wav` … and the model `model.bin` of the working folder; answers go to `0.json`, `1.json` …
 * @param knows flags that this program's help names: newer versions have more of them
 */
export function whisperArguments(
  settings: WhisperSettings,
  job: { language: string; windows: number },
  knows: ReadonlySet<string>,
): string[] {
  const { prompt, beam } = settings;
  const context = prompt === '' ? settings.context : Math.max(settings.context, promptRoom);
  const indexes = Array.from({ length: job.windows }, (_, i) => i);
  return [
    ...['-m', 'model.bin'],
    ...['-t', String(settings.threads)],
    // Without a language 1.5 takes English.
    ...['-l', job.language],
    // No text is carried from one pass to the next: an invented phrase does not spread.
    ...['-mc', String(context)],
    // Retried at a higher temperature early: invented tails fell from 2.25 % to 0.06 %.
    ...['-et', String(settings.entropy), '-lpt', String(settings.logprob)],
    ...['-bs', String(beam), '-bo', String(beam)],
    // No notes, brackets and other signs that nobody says.
    ...(knows.has('-sns') ? ['-sns'] : []),
    ...(prompt === '' ? [] : ['--prompt', prompt]),
    ...(prompt !== '' && knows.has('--carry-initial-prompt') ? ['--carry-initial-prompt'] : []),
    // JSON with every token, and progress on standard error.
    ...['-ojf', '-pp'],
    ...indexes.flatMap((i) => ['-of', String(i)]),
    ...indexes.map((i) => `${i}.wav`),
  ];
}

/** Flags that a line of the program's help names: «  -sns,  --suppress-nst  [false] …». */
export function flagsOfHelp(line: string): string[] {
  return /^\s+-/.test(line) ? [...line.matchAll(/(?<=^\s+|,\s+)--?[a-z][a-z-]*/g)].map((match) => match[0]) : [];
}
