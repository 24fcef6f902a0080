import { expect, it } from 'vitest';
import { progressOfLines } from '../../../analyzer/recognition/whisper-progress.ts';

it('weighs windows by their length and never goes back or past the end', () => {
  const seen: number[] = [];
  // 20 and 5 s of sound.
  const read = progressOfLines([20, 5], (fraction) => seen.push(fraction));
  for (const line of [
    "main: processing '0.wav' (320000 samples, 20.0 sec), 2 threads",
    'whisper_print_progress_callback: progress =  50%',
    'whisper_print_progress_callback: progress =  20%',
    'whisper_print_progress_callback: progress = 104%',
    "main: processing '1.wav' (80000 samples, 5.0 sec), 2 threads",
    'whisper_print_progress_callback: progress =  60%',
  ]) {
    read(line);
  }
  expect(seen).toEqual([0.4, 0.8, 0.92]);
});
