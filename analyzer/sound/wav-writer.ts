/** The header of the WAV files that we write ourselves: 16-bit PCM. */

/** The 44 bytes before `samples` samples (per channel) of 16-bit sound. */
export function wavHeader(samples: number, sampleRate: number, channels = 1): Buffer {
  const header = Buffer.alloc(44);
  const bytes = samples * channels * 2;
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(bytes, 40);
  return header;
}
