import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KamertonError } from '../../../analyzer/platform/errors.ts';
import { parseCall, readTranscript } from '../../../analyzer/recognition/ready-transcript.ts';

const vtt = `WEBVTT

NOTE разговор

1
00:00:00.400 --> 00:00:03.200 align:start
<v Оператор Марина>КРЦ, Марина, <b>добрый</b> день!

01:02.500 --> 01:03.000
<v.loud Клиент>Да &amp; нет</v>
`;

const srt = `1
00:00:01,000 --> 00:00:02,000
Оператор: Минуточку.

2
00:01:00,500 --> 00:01:04,500
- Клиент: Хорошо,
жду.
- Оператор: Итак,
адрес: улица Мира.
`;

/** The line for people, or the failure that nothing was refused. */
function refusal(content: string | Uint8Array, name = 'call.vtt'): string {
  try {
    readTranscript(content, name);
  } catch (error) {
    if (error instanceof KamertonError && error.code === 'bad_transcript') return error.message;
    throw error;
  }
  throw new Error('not refused');
}

describe('subtitles', () => {
  it('reads WebVTT with voices', () => {
    expect(readTranscript(vtt, 'call.vtt')).toEqual({
      metadata: {},
      segments: [
        { speaker: 'operator', start: 0.4, end: 3.2, text: 'КРЦ, Марина, добрый день!' },
        { speaker: 'client', start: 62.5, end: 63, text: 'Да & нет' },
      ],
    });
  });

  it('reads SRT with names, and shares the time of a cue by the length of the texts', () => {
    const { segments } = readTranscript(srt, 'call.srt');
    // «Хорошо, жду.» has 12 characters, «Итак, адрес: улица Мира.» has 24: 4 s are shared 1 : 2.
    expect(segments).toEqual([
      { speaker: 'operator', start: 1, end: 2, text: 'Минуточку.' },
      { speaker: 'client', start: 60.5, end: 60.5 + 4 / 3, text: 'Хорошо, жду.' },
      { speaker: 'operator', start: 60.5 + 4 / 3, end: 64.5, text: 'Итак, адрес: улица Мира.' },
    ]);
  });

  it('reads files without blank lines, with Windows line ends, a byte order mark, UTF-16 and Windows-1251', () => {
    const expected = readTranscript(srt, 'call.srt').segments;
    const dense = srt.replaceAll('\n\n', '\n');
    expect(readTranscript(dense, 'call.srt').segments).toEqual(expected);
    expect(readTranscript(`\uFEFF${srt.replaceAll('\n', '\r\n')}`, 'call.srt').segments).toEqual(expected);
    expect(readTranscript(Buffer.from(`\uFEFF${srt}`, 'utf16le'), 'call.srt').segments).toEqual(expected);
    const cp1251 = Buffer.from(
      [...srt].map((char) => (char >= 'А' && char <= 'я' ? char.charCodeAt(0) - 0x410 + 0xc0 : char.charCodeAt(0))),
    );
    expect(readTranscript(cp1251, 'call.srt').segments).toEqual(expected);
  });

  it.each([
    ['WEBVTT\n\n00:01.000 --> 00:02.000\nДобрый день', 'строка 4: не указан говорящий'],
    ['WEBVTT\n\n00:01.000 --> 00:02.000\nАдрес: улица Мира', 'строка 4: не указан говорящий'],
    ['WEBVTT\n\n00:01.000 --> 00:02.000\n<v Голос 1>Да', 'строка 4: неизвестный говорящий'],
    ['WEBVTT\n\n00:05.000 --> 00:02.000\nОператор: Да', 'строка 3: реплика кончается раньше'],
    ['WEBVTT\n\n5 s --> 6 s\nОператор: Да', 'строка 3: время реплики не читается'],
    ['WEBVTT\n', 'call.vtt: нет ни одной реплики'],
    ['просто текст', 'это не расшифровка'],
    ['  \n', 'файл пуст'],
  ])('refuses %j', (content, cause) => {
    expect(refusal(content)).toContain(cause);
  });

  it('reads or refuses any lines, but never breaks', () => {
    const line = fc.constantFrom(
      '1',
      '',
      'WEBVTT',
      '00:01.000 --> 00:02.000',
      '0:0 --> --> 1',
      'Оператор: да',
      '<v',
      '>',
      '-:',
      ':',
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        try {
          const { segments } = readTranscript(`WEBVTT\n${lines.join('\n')}`, 'x');
          expect(segments.every(({ start, end, text }) => end >= start && text !== '')).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(KamertonError);
        }
      }),
    );
  });
});

describe('JSON', () => {
  const call = { id: 'c01', direction: 'incoming', segments: [{ speaker: 'client', start: 1, end: 2, text: 'Да' }] };

  it('reads the exchange format, with or without an id, and leaves unknown fields out', () => {
    const read = readTranscript(JSON.stringify({ ...call, extra: 1 }), 'c.json');
    expect(read).toEqual({ id: 'c01', metadata: { direction: 'incoming' }, segments: call.segments });
    expect(readTranscript(JSON.stringify({ segments: call.segments }), 'c.json').id).toBeUndefined();
    expect(parseCall(JSON.stringify(call))).toEqual(call);
  });

  it('names the field or the line that is wrong', () => {
    const wrong = { ...call, segments: [call.segments[0], { ...call.segments[0], start: -1 }] };
    expect(refusal(JSON.stringify(wrong), 'c.json')).toContain('c.json: поле segments[1].start');
    expect(refusal('{\n "id": "a",\n oops\n}', 'c.json')).toBe('расшифровка c.json, строка 3: это не JSON');
    expect(refusal('[]', 'c.json')).toContain('список');
    expect(() => parseCall(JSON.stringify({ segments: [] }))).toThrow('поле id');
  });

  it('reads Whisper JSON with speakers', () => {
    const whisper = {
      text: ' Добрый день',
      language: 'ru',
      segments: [
        {
          id: 0,
          speaker: 'OPERATOR',
          start: 0.5,
          end: 1.5,
          text: ' Добрый день',
          words: [
            { word: ' Добрый', start: 0.5, end: 0.9, probability: 0.7 },
            { word: ' день', start: 0.9, end: 1.5, score: 0.6 },
            { word: ' 5' },
          ],
        },
      ],
    };
    expect(readTranscript(JSON.stringify(whisper), 'w.json').segments).toEqual([
      {
        speaker: 'operator',
        start: 0.5,
        end: 1.5,
        text: 'Добрый день',
        words: [
          { text: 'Добрый', start: 0.5, end: 0.9, confidence: 0.7 },
          { text: 'день', start: 0.9, end: 1.5, confidence: 0.6 },
        ],
      },
    ]);
  });

  it('refuses Whisper JSON without speakers, whichever program wrote it', () => {
    const openai = { language: 'ru', segments: [{ start: 0, end: 1, text: 'да' }] };
    const whisperCpp = { transcription: [{ offsets: { from: 0, to: 10 }, text: 'да' }] };
    for (const value of [openai, whisperCpp]) {
      expect(refusal(JSON.stringify(value), 'w.json')).toContain('не указано, кто говорит');
    }
  });
});
