/** A call of an hour with nine thousand words: a sample's sound over and over, and a transcript made up for it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { samplesFolder } from '../../analyzer/demo/demo.ts';
import type { Product } from './product.ts';

export const longCall = { name: 'час разговора', words: 9_000, wordsOfSegment: 15, secondsOfSegment: 6 };

/** 46 times 78.7 s at 32 kbit/s: 14.5 MB. Frames of MP3 stand one behind the other, whatever they come from. */
function hourOfSound(folder: string): Buffer {
  const once = join(folder, 'once.mp3');
  const source = join(samplesFolder, '05_conflict_bad.wav');
  const how = ['-codec:a', 'libmp3lame', '-b:a', '32k', '-write_xing', '0', '-id3v2_version', '0'];
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', '-i', source, ...how, `file:${once}`]);
  const sound = readFileSync(once);
  return Buffer.concat(Array.from({ length: 46 }, () => sound));
}

const vocabulary = 'оплата квитанция за прошлый месяц пришла на другой адрес и сумма в ней выше чем раньше была'.split(
  ' ',
);

/** Segments follow each other without a gap; the words of a segment end 0.3 s before it does. */
function wordsOfAnHour() {
  const { words, wordsOfSegment, secondsOfSegment } = longCall;
  const step = (secondsOfSegment - 0.3) / wordsOfSegment;
  const round = (seconds: number) => Math.round(seconds * 1000) / 1000;
  const segments = Array.from({ length: words / wordsOfSegment }, (_, at) => {
    const start = at * secondsOfSegment;
    const said = Array.from({ length: wordsOfSegment }, (_, n) => ({
      // A fault now and then, so that there is something to go through.
      text: at % 60 === 2 && n === 3 ? 'секундочку' : (vocabulary[(at + n) % vocabulary.length] ?? ''),
      start: round(start + n * step),
      end: round(start + (n + 1) * step),
      confidence: 0.95,
    }));
    const speaker = at % 2 === 0 ? ('operator' as const) : ('client' as const);
    return { speaker, start, end: start + secondsOfSegment, text: said.map(({ text }) => text).join(' '), words: said };
  });
  return { id: longCall.name, segments };
}

/** Sends it in; returns the id of the call. */
export async function sendLongCall(product: Product, folder: string, cookie: string): Promise<string> {
  const form = new FormData();
  form.append('transcript', new File([JSON.stringify(wordsOfAnHour())], `${longCall.name}.json`));
  form.append('recording', new File([new Uint8Array(hourOfSound(folder))], `${longCall.name}.mp3`));
  const answer = await fetch(`${product.url}/api/calls`, { method: 'POST', headers: { cookie }, body: form });
  if (!answer.ok) throw new Error(`not taken: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}
