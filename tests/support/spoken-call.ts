/** Writes calls as people read them: one line an utterance, times from the length of the text. */
import type { Call, Speaker } from '../../analyzer/domain/call.ts';

const speakers: Record<string, Speaker> = { О: 'operator', К: 'client', С: 'specialist', А: 'ivr' };
const lettersPerSecond = 14;
const turnGap = 0.6;

/**
 * Lines «О: текст» (О operator, К client, С specialist, А announcement machine). «…12» alone is a pause of 12 seconds.
 * «О<1.5: текст» starts 1.5 seconds before the previous utterance ends.
 */
export function spokenCall(script: string, metadata: Partial<Omit<Call, 'segments'>> = {}): Call {
  const segments: Call['segments'] = [];
  let time = 0.5;
  for (const line of script.split('\n').map((text) => text.trim())) {
    if (line === '') continue;
    const pause = /^…(\d+(?:\.\d+)?)$/.exec(line)?.[1];
    if (pause !== undefined) {
      time += Number(pause) - turnGap;
      continue;
    }
    const [, who = '', over, text = ''] = /^([ОКСА])(?:<(\d+(?:\.\d+)?))?: (.*)$/.exec(line) ?? [];
    const speaker = speakers[who];
    if (!speaker) throw new Error(`bad line: ${line}`);
    const start = over === undefined ? time : time - turnGap - Number(over);
    const end = start + Math.max(0.5, text.length / lettersPerSecond);
    segments.push({ speaker, start: hundredths(start), end: hundredths(end), text });
    time = Math.max(time - turnGap, end) + turnGap;
  }
  return { id: 'call', direction: 'incoming', started_at: '2026-03-11T13:00:00+03:00', segments, ...metadata };
}

const hundredths = (seconds: number): number => Math.round(seconds * 100) / 100;
