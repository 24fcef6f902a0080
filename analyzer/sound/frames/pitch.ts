/** Pitch of the voice by autocorrelation at 4 kHz: 62…400 Hz, where the sound repeats itself well enough to be voiced. */

const rate = 4_000;
const shortestLag = 10;
const longestLag = 64;
/** Samples compared at every lag: 32 ms. */
const compared = 64;
const voicedAbove = 0.55;

/** Mean of so many 8 kHz samples: the first zero at 1 kHz leaves the pitch and takes the formants, which mislead. */
const smoothed = 8;

/** Samples (8 kHz) that `pitchOf` needs: the compared stretch and the longest lag, at two samples each. */
export const pitchSamples = (compared + longestLag + 2) * 2 + smoothed;

const half = new Float64Array(compared + longestLag + 2);
const similarity = new Float64Array(longestLag + 2);

/** Pitch in Hz of the first `pitchSamples` samples of 8 kHz sound, or 0 where they are not voiced. */
export function pitchOf(samples: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < smoothed; i++) sum += samples[i] ?? 0;
  for (let i = 0; i < half.length; i++) {
    half[i] = sum;
    for (let at = 2 * i; at < 2 * i + 2; at++) sum += (samples[at + smoothed] ?? 0) - (samples[at] ?? 0);
  }
  let own = 1e-12;
  for (let i = 0; i < compared; i++) own += (half[i] ?? 0) ** 2;
  let shifted = 1e-12;
  for (let i = shortestLag - 1; i < shortestLag - 1 + compared; i++) shifted += (half[i] ?? 0) ** 2;
  let best = 0;
  for (let lag = shortestLag - 1; lag <= longestLag + 1 && lag + compared <= half.length; lag++) {
    let product = 0;
    for (let i = 0; i < compared; i++) product += (half[i] ?? 0) * (half[i + lag] ?? 0);
    similarity[lag] = product / Math.sqrt(own * shifted);
    if (lag >= shortestLag && lag <= longestLag) best = Math.max(best, similarity[lag] ?? 0);
    shifted += (half[lag + compared] ?? 0) ** 2 - (half[lag] ?? 0) ** 2;
  }
  if (best < voicedAbove) return 0;
  // The first maximum nearly as good as the best: multiples of the period repeat as well and would halve the pitch.
  for (let lag = shortestLag; lag <= longestLag; lag++) {
    const [a, b, c] = [similarity[lag - 1] ?? 0, similarity[lag] ?? 0, similarity[lag + 1] ?? 0];
    if (b < best * 0.94 || b < a || b < c) continue;
    const bend = a - 2 * b + c;
    return rate / (lag + (bend === 0 ? 0 : (a - c) / (2 * bend)));
  }
  return 0;
}
