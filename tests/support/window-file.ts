/** Windows of sound for recognisers: real speech of a sample recording, as the product cuts it. */
import { execFileSync } from 'node:child_process';

/** Writes `seconds` of the operator's channel of a recording as 16 kHz 16-bit mono WAV. */
export function writeWindow(recording: string, seconds: number, target: string, rate = 16_000): void {
  const cut = ['-t', String(seconds), '-af', 'pan=mono|c0=c0', '-ar', String(rate), '-c:a', 'pcm_s16le'];
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-i', recording, ...cut, '-f', 'wav', `file:${target}`]);
}
