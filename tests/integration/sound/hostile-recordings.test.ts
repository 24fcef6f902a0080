/** Hostile files: one clear line each, nothing of another call comes out, nothing hangs and no process stays behind. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KamertonError } from '#platform';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { decodeRecording } from '../../../analyzer/sound/decode.ts';
import { inspectRecording, shownName } from '../../../analyzer/sound/inspect-recording.ts';
import { checkedHeader, type RecordingHeader } from '../../../analyzer/sound/recording-header.ts';
import { wavHeader } from '../../../analyzer/sound/wav-writer.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder();
const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const tone = (seconds: number): Buffer => {
  const samples = Int16Array.from({ length: seconds * 8000 }, (_, i) => 8000 * Math.sin(i));
  return Buffer.concat([wavHeader(samples.length, 8000), Buffer.from(samples.buffer)]);
};
put('victim.wav', tone(5));

/** The header that a file of this kind would have had, as if the inspection had been fooled. */
const forged = (container: RecordingHeader['container']): RecordingHeader =>
  checkedHeader({ container, codec: 'pcm', channels: 1, sampleRate: 8000, duration: null, bytes: 100 });

async function bytesDecoded(path: string, header: RecordingHeader): Promise<number> {
  let bytes = 0;
  try {
    for await (const chunk of decodeRecording(path, header, { sampleRate: 8000 })) bytes += chunk[0]?.byteLength ?? 0;
  } catch (error) {
    expect(error).toBeInstanceOf(KamertonError);
  }
  return bytes;
}

async function refusal(path: string, label?: string): Promise<string> {
  try {
    await inspectRecording(path, { label });
  } catch (error) {
    expect(error).toBeInstanceOf(KamertonError);
    const line = (error as KamertonError).message;
    expect(line).not.toContain('\n');
    expect(line).not.toContain(folder);
    return line;
  }
  throw new Error('accepted');
}

describe('playlists named .wav', () => {
  const lists = {
    hls: '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nvictim.wav\n#EXT-X-ENDLIST\n',
    ffconcat: 'ffconcat version 1.0\nfile victim.wav\n',
    sdp: 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n',
  };

  it.each(Object.entries(lists))('A44 A45 A46 A52 %s is refused by its first bytes', async (name, text) => {
    expect(await refusal(put(`${name}.wav`, text))).toMatch(/не принята: это (список|описание)/);
  });

  it.each(Object.entries(lists))(
    'A44 A45 %s gives 0 bytes of the victim even past the inspection',
    async (name, text) => {
      const path = put(`${name}-past.wav`, text);
      for (const container of ['wav', 'ogg', 'mp3', 'mp4', 'webm', 'flac'] as const) {
        expect(await bytesDecoded(path, forged(container))).toBe(0);
      }
    },
  );

  it('A46 nothing asks a server', async () => {
    let hits = 0;
    const server = createServer((_, response) => {
      hits++;
      response.end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.wav`;
      const text = `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${url}\n#EXT-X-ENDLIST\n`;
      await refusal(put('remote.wav', text));
      await bytesDecoded(put('remote-past.wav', text), forged('wav'));
      await bytesDecoded(url, forged('wav'));
      expect(hits).toBe(0);
    } finally {
      server.close();
    }
  });
});

describe('files that are no files', () => {
  it('refuses links, folders, pipes, devices and missing files', async () => {
    const link = join(folder, 'link.wav');
    symlinkSync(join(folder, 'victim.wav'), link);
    mkdirSync(join(folder, 'folder.wav'));
    const pipe = join(folder, 'pipe.wav');
    execFileSync('mkfifo', [pipe]);
    for (const path of [link, join(folder, 'folder.wav'), pipe, '/dev/zero']) {
      expect(await refusal(path)).toContain('не обычный файл');
    }
    expect(await refusal(join(folder, 'missing.wav'))).toContain('файла нет');
  });

  it('refuses a file above the limit of bytes, and an empty one', async () => {
    const big = put('big.wav', tone(2));
    truncateSync(big, 3 * 2 ** 30);
    expect(await refusal(big)).toContain('больше 2048 МБ');
    expect(await refusal(put('empty.wav', ''))).toContain('файл пуст');
  });

  it('A49 refuses 18 hours of nothing in a sparse file by arithmetic', async () => {
    const sparse = put('sparse.wav', Buffer.concat([wavHeader(0, 8000)]));
    truncateSync(sparse, 2 ** 30);
    expect(await refusal(sparse)).toContain('длиннее четырёх часов');
  });
});

describe('names', () => {
  const names = [
    '-y.wav',
    'a%03d.wav',
    '$(touch pwned).wav',
    'concat:victim.wav|victim.wav',
    'subfile,,start,0,end,100,,:victim.wav',
    '|touch pwned.wav',
    'quote\'".wav',
    'line\nbreak.wav',
    'rtl\u202egnp.wav',
    `${'д'.repeat(120)}.wav`,
  ];

  it.each(names)('A47 %j never reaches a command line as anything but a name', async (name) => {
    const path = put(name, tone(2));
    const header = await inspectRecording(path);
    expect(await bytesDecoded(path, header)).toBe(32_000);
  });

  it('are shown short and in one line', async () => {
    expect(shownName('C:\\calls\\a\u202eb\nc\u200b.wav')).toBe('abc.wav');
    expect(shownName('/var/lib/secret/call.wav')).toBe('call.wav');
    const long = shownName(`${'д'.repeat(200)}.wav`);
    expect([...long]).toHaveLength(60);
    expect(await refusal(put('junk.wav', 'junk'), '/var/lib/se\ncret/ca\u202ell.wav')).toMatch(
      /^Запись «call\.wav» не принята: /,
    );
  });
});

describe('sound that is not what its header says', () => {
  it('refuses a cut MP3 by its length', async () => {
    const whole = join(folder, 'whole.mp3');
    execFileSync('ffmpeg', ['-v', 'error', '-i', put('tone.wav', tone(10)), '-c:a', 'libmp3lame', whole]);
    const bytes = readFileSync(whole);
    const cut = put('cut.mp3', bytes.subarray(0, bytes.length / 2));
    const work = async () => {
      for await (const chunk of decodeRecording(cut, await inspectRecording(cut), { sampleRate: 8000 })) void chunk;
    };
    await expect(work()).rejects.toThrow(/а заголовок обещает 10\.\d с/);
  });

  it('refuses half of floats that are not numbers, and silences a few', async () => {
    const floats = (bad: number) => {
      const body = Float32Array.from({ length: 16_000 }, (_, i) => (i < bad ? Number.NaN : 0.1));
      const header = wavHeader(16_000, 8000);
      header.writeUInt16LE(3, 20);
      header.writeUInt32LE(32_000, 28);
      header.writeUInt16LE(4, 32);
      header.writeUInt16LE(32, 34);
      header.writeUInt32LE(64_000, 40);
      return Buffer.concat([header, Buffer.from(body.buffer)]);
    };
    const decode = async (path: string) => {
      const samples: number[] = [];
      for await (const [chunk] of decodeRecording(path, await inspectRecording(path), { sampleRate: 8000 }))
        samples.push(...(chunk ?? []));
      return samples;
    };
    await expect(decode(put('half-nan.wav', floats(8000)))).rejects.toThrow('нечисловые');
    const samples = await decode(put('few-nan.wav', floats(10)));
    expect(samples.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 0));
    expect(samples[100]).toBe(3277);
  });

  it('decodes a recording whose sizes were never written', async () => {
    const bytes = tone(3);
    bytes.writeUInt32LE(0, 40);
    const path = put('unfinished.wav', Buffer.concat([bytes, Buffer.from([1])]));
    const header = await inspectRecording(path);
    expect(header.unfinished).toBe(true);
    expect(await bytesDecoded(path, header)).toBe(48_000);
  });

  it('refuses AMR without sox in one line, never decodes it wrongly', async () => {
    const frames = Array.from({ length: 100 }, () => Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31)]));
    const path = put('call.amr', Buffer.concat([Buffer.from('#!AMR\n'), ...frames]));
    const header = await inspectRecording(path);
    let samples = 0;
    let line = '';
    try {
      for await (const chunk of decodeRecording(path, header, { sampleRate: 8000 })) samples += chunk[0]?.length ?? 0;
    } catch (error) {
      line = (error as KamertonError).message;
    }
    // With sox: two seconds. Without: told what to install.
    if (line) expect(line).toMatch(/^нет программы sox/);
    else expect(samples).toBe(16_000);
  });
});

describe('the decoder process', () => {
  const children = () => readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim();

  it('is gone after an early return, an abort and an error', async () => {
    const path = put('long.wav', tone(600));
    const header = await inspectRecording(path);
    const before = children();
    for await (const chunk of decodeRecording(path, header, { sampleRate: 8000 })) {
      void chunk;
      break;
    }
    expect(children()).toBe(before);
    const stop = new AbortController();
    const work = async () => {
      for await (const chunk of decodeRecording(path, header, { sampleRate: 8000, signal: stop.signal })) {
        void chunk;
        stop.abort(new Error('stopped'));
      }
    };
    await expect(work()).rejects.toThrow('stopped');
    expect(children()).toBe(before);
  });
});

describe('junk after the last frame of an MP3', () => {
  it('is passed over: tags of players and cut last frames are common', async () => {
    const mp3 = readFileSync(join(samplesFolder, '11_mono.mp3'));
    const whole = put('whole.mp3', mp3);
    const length = await bytesDecoded(whole, await inspectRecording(whole));
    const tails = [Buffer.from([0]), Buffer.from(`TAG${'x'.repeat(125)}`), mp3.subarray(2_000, 2_050)];
    for (const [i, tail] of tails.entries()) {
      const path = put(`tail-${i}.mp3`, Buffer.concat([mp3, tail]));
      expect(await bytesDecoded(path, await inspectRecording(path))).toBe(length);
    }
  });
});
