/** Criteria of time and sound, from segments and from a sound report. */
import { describe, expect, it } from 'vitest';
import type { Interval, SoundReport } from '../../../analyzer/domain/sound-report.ts';
import { criterionOf, judged, outcomes } from '../../support/judge.ts';
import { spokenCall } from '../../support/spoken-call.ts';

const hello = 'О: Расчётный центр, Марина. Здравствуйте! Чем могу Вам помочь?';
const ask = 'К: Здравствуйте, дошёл ли мой платёж за январь?';

describe('holds, from the transcript', () => {
  const search = (seconds: number) =>
    criterionOf(
      judged(
        spokenCall(`${hello}\n${ask}\nО: Минуту, пожалуйста, я посмотрю.\n…${seconds}\nО: Спасибо за ожидание. Дошёл.`),
      ),
      'time.search_hold',
    );
  it.each([
    [2, 'not_applicable', 0],
    [25, 'passed', 3],
    [35, 'passed', 2.25],
    [45, 'passed', 1.5],
    [46, 'failed', 0],
  ])('%d s: %s, %d points of 3', (seconds, outcome, earned) => {
    expect(search(seconds)).toMatchObject({ outcome, earned });
  });
  it('of the specialist is a connection: 40 s', () => {
    const connect = (seconds: number) => {
      const call = spokenCall(
        `${hello}\nК: Соедините с бухгалтером.\nО: Сейчас соединю, оставайтесь на линии.\n…${seconds}\nС: Бухгалтерия, слушаю Вас.`,
      );
      return outcomes(call, ['time.connect', 'time.search_hold']);
    };
    expect(connect(40)).toEqual({ 'time.connect': 'passed', 'time.search_hold': 'not_applicable' });
    expect(connect(41)).toEqual({ 'time.connect': 'failed', 'time.search_hold': 'not_applicable' });
  });
  it('announced is a hold, unannounced is dead air', () => {
    const call = (said: string) => judged(spokenCall(`${hello}\n${ask}\nО: ${said}\n…24\nО: Дошёл.`));
    const held = call('Минуту, пожалуйста.');
    expect(held.measures).toMatchObject({ hold: 24, dead_air_over_20s: 0 });
    const silent = call('Так, платёж за январь.');
    expect(silent.measures).toMatchObject({ hold: 0, dead_air_over_20s: 1, longest_silence: 24 });
    expect(criterionOf(silent, 'sound.dead_air').outcome).toBe('failed');
    expect(criterionOf(held, 'sound.dead_air').outcome).toBe('passed');
  });
});

describe('telephony', () => {
  const ids = ['time.answer', 'time.queue', 'time.wrap_up'] as const;
  const given = (metadata: object) => Object.values(outcomes(spokenCall(`${hello}\n${ask}`, metadata), ids));
  it('is judged where it is given', () => {
    expect(given({})).toEqual(['not_applicable', 'not_applicable', 'not_applicable']);
    expect(given({ ring_seconds: 12, queue_seconds: 300, wrap_up_seconds: 300 })).toEqual([
      'passed',
      'passed',
      'passed',
    ]);
    expect(given({ ring_seconds: 12.1, queue_seconds: 301, wrap_up_seconds: 301 })).toEqual([
      'failed',
      'failed',
      'failed',
    ]);
    expect(given({ ring_seconds: 30, direction: 'outgoing' })[0]).toBe('not_applicable');
  });
});

describe('information', () => {
  const long = (minutes: number) =>
    criterionOf(
      judged(
        spokenCall(
          `${hello}\n${ask}\n${'О: Платёж поступил в банк и ждёт зачисления по реестру, это займёт время, порядок такой.\nК: Так, а дальше что?\n'.repeat(minutes * 7)}О: Остались ли у Вас вопросы?`,
        ),
      ),
      'time.information',
    );
  // One round is 87 and 21 letters at 14 a second and two gaps of 0.6: about 8.9 s; 7 rounds are about a minute.
  it('beyond five minutes fails', () => {
    expect(long(4).outcome).toBe('passed');
    expect(long(6).outcome).toBe('failed');
  });
});

describe('information begins', () => {
  it('after the hold in which it was looked for', () => {
    const call = spokenCall(
      `${hello}\n${ask}\nО: Мне потребуется около тридцати секунд, чтобы открыть Ваш счёт. Оставайтесь, пожалуйста, на линии.\n…20\nО: Дошёл, вчера.\nО: Остались ли у Вас вопросы?`,
    );
    // «Дошёл, вчера.» has 13 letters and signs: 0.93 s.
    expect(criterionOf(judged(call), 'time.information').reason).toContain('– 1 с:');
  });
});

describe('interruptions, from the transcript', () => {
  const over = (client: string, seconds: number, operator: string) =>
    judged(spokenCall(`${hello}\nК: Здравствуйте.\nК: ${client}\nО<${seconds}: ${operator}\nК: Так.\nК: Ясно.`))
      .measures.interruptions;
  const long = 'Я звоню по поводу начислений за воду, у меня в квитанции две суммы';
  it.each([
    [`${long}.`, 0.9, 'Назовите, пожалуйста, адрес.', 1],
    [`${long}.`, 0.4, 'Назовите, пожалуйста, адрес.', 0],
    [`${long} —`, 0.4, 'Назовите, пожалуйста, адрес.', 1],
    [`${long}.`, 0.9, 'Угу.', 0],
    [`${long}.`, 0, 'Назовите, пожалуйста, адрес.', 0],
  ])('«%s» − %d s «%s»: %d', (client, seconds, operator, count) => expect(over(client, seconds, operator)).toBe(count));
});

const report = (
  parts: { operator: Interval[]; client: Interval[]; rings?: Interval[]; music?: Interval[] } & Partial<SoundReport>,
): SoundReport => {
  const { operator, client, rings = [], music = [], ...rest } = parts;
  return {
    duration: 60,
    channels: [
      { role: 'operator', speech: operator, level: -27, music, rings },
      { role: 'client', speech: client, level: -27, music: [], rings: [] },
    ],
    overlaps: [],
    dead_air: [],
    ...rest,
  };
};
const at = (start: number, end: number): Interval => ({ start, end });

describe('with the sound', () => {
  const call = {
    id: 'c',
    segments: [
      { speaker: 'ivr' as const, start: 0, end: 4, text: 'Вы позвонили в расчётный центр.' },
      { speaker: 'operator' as const, start: 30, end: 33, text: 'Юлия, здравствуйте! Чем могу помочь?' },
      { speaker: 'client' as const, start: 34, end: 38, text: 'Где моя справка, я её жду с' },
      { speaker: 'operator' as const, start: 37.5, end: 40, text: 'Минуту, пожалуйста.' },
      { speaker: 'operator' as const, start: 50, end: 52, text: 'Справка готова.' },
      { speaker: 'client' as const, start: 53, end: 54, text: 'Спасибо.' },
    ],
  };
  const rings = (count: number): Interval[] =>
    Array.from({ length: count }, (_, i) => at(29 - 5 * (count - i), 30 - 5 * (count - i)));
  const speech = { operator: [at(0, 4), at(30, 33), at(37.6, 39), at(49, 52)], client: [at(34, 38), at(53, 54)] };

  it('counts the rings before the operator, not those before the machine', () => {
    const answer = (count: number) =>
      outcomes(call, ['time.answer'], report({ ...speech, rings: rings(count) }))['time.answer'];
    expect(answer(3)).toBe('passed');
    expect(answer(4)).toBe('failed');
    const early = report({ ...speech, rings: [at(4.5, 5.5)] });
    expect(outcomes(call, ['time.answer'], early)['time.answer']).toBe('not_applicable');
  });
  it('measures the hold on the sound, and leaves the machine’s words out of the talk time', () => {
    const { measures } = judged(call, report(speech));
    // Speech of the operator 3 + 1.4 + 3; the announcement's 4 s are the machine's. Hold from 39 to 49.
    expect(measures).toMatchObject({ operator_talk: 7.4, client_talk: 5, hold: 10, overlap: 0.4 });
  });
  it('takes music that nobody announced for a hold', () => {
    const silent = { ...call, segments: call.segments.map((s, i) => (i === 3 ? { ...s, text: 'Понятно, да.' } : s)) };
    expect(judged(silent, report(speech)).measures.hold).toBe(0);
    expect(judged(silent, report({ ...speech, music: [at(40, 48)] })).measures.hold).toBe(9);
  });
  it('blames an overlap only when the client’s phrase was cut', () => {
    const overlaps = [{ ...at(37.6, 38), by: 'operator' as const, interruption: true }];
    expect(judged(call, report({ ...speech, overlaps })).measures.interruptions).toBe(1);
    const finished = {
      ...call,
      segments: call.segments.map((s, i) => (i === 2 ? { ...s, text: 'Где моя справка?' } : s)),
    };
    expect(judged(finished, report({ ...speech, overlaps })).measures.interruptions).toBe(0);
    const byClient = overlaps.map((overlap) => ({ ...overlap, by: 'client' as const }));
    expect(judged(call, report({ ...speech, overlaps: byClient })).measures.interruptions).toBe(0);
  });
  it('accuses nobody on one channel', () => {
    const mono: SoundReport = {
      duration: 60,
      channels: [{ role: 'mixed', speech: [at(30, 54)], level: -27, music: [], rings: [] }],
      overlaps: [{ ...at(37, 39), by: 'operator', interruption: true }],
      dead_air: [],
    };
    expect(outcomes(call, ['sound.interruption', 'sound.speech_rate'], mono)).toEqual({
      'sound.interruption': 'not_applicable',
      'sound.speech_rate': 'not_applicable',
    });
    expect(judged(call, mono).measures.interruptions).toBe(0);
  });
  it('does not judge words recognised in music', () => {
    const music = report({ operator: [at(30, 33)], client: speech.client, music: [at(49, 53)] });
    const invented = {
      ...call,
      segments: call.segments.map((s, i) => (i === 4 ? { ...s, text: 'Секундочку, ну вот.' } : s)),
    };
    expect(judged(invented, music).findings).toEqual([]);
    expect(judged(invented, report(speech)).findings.length).toBeGreaterThan(0);
  });
  it('hears a raised voice: 4 dB and 1.8 semitones above the operator’s own quiet speech, 2 s in all', () => {
    const stretch = (start: number, level: number, pitch: number) => ({ ...at(start, start + 2), level, pitch });
    const calm = [30, 33, 36, 39, 42, 45].map((start) => stretch(start, -26, 200));
    const loudness = (last: object) =>
      outcomes(call, ['sound.loudness'], report({ operator: [...calm, last as Interval], client: [] }))[
        'sound.loudness'
      ];
    // 200 Hz × 2^(1.8/12) = 221.9 Hz
    expect(loudness(stretch(50, -22, 222))).toBe('failed');
    expect(loudness(stretch(50, -22, 221))).toBe('passed');
    expect(loudness(stretch(50, -22.1, 222))).toBe('passed');
  });
});
