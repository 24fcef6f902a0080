/** Small courtesies: invitation, thanks for waiting, announced holds, pauses while dictating. */
import { describe, expect, it } from 'vitest';
import type { Call, Word } from '../../../analyzer/domain/call.ts';
import type { ScoredCall } from '../../../analyzer/domain/scored-call.ts';
import type { SoundReport } from '../../../analyzer/domain/sound-report.ts';
import { judged } from '../../support/judge.ts';
import { spokenCall } from '../../support/spoken-call.ts';

const hello = 'О: Расчётный центр, Марина. Здравствуйте! Чем могу Вам помочь?';
const criterion = ({ criteria }: ScoredCall, id: string) => criteria.find((candidate) => candidate.id === id);
const outcome = (script: string, id: string) => criterion(judged(spokenCall(script)), id)?.outcome;

describe('invitation to call again', () => {
  const closing = (words: string) =>
    outcome(`${hello}\nК: Где ваш офис?\nО: На Кирова, пять.\nО: ${words}`, 'closing.invitation');
  it('is credited, its absence is no fault', () => {
    expect(closing('Если возникнут вопросы, пожалуйста, обращайтесь. Всего доброго!')).toBe('passed');
    expect(closing('Звоните нам в любое время, до свидания!')).toBe('passed');
    expect(closing('Всего доброго!')).toBe('not_applicable');
    expect(closing('Жалуйтесь, пишите куда хотите.')).toBe('not_applicable');
    expect(closing('Звоните в жилинспекцию, до свидания!')).toBe('not_applicable');
    expect(closing('Обращайтесь туда утром, всего доброго!')).toBe('not_applicable');
  });
});

describe('thanks for waiting', () => {
  const search = (seconds: number, back: string) =>
    outcome(
      `${hello}\nК: Дошёл ли платёж?\nО: Минуту, пожалуйста, посмотрю.\n…${seconds}\nО: ${back}\nК: Хорошо.`,
      'hold.thanks',
    );
  it('are due after a quarter of a minute', () => {
    expect(search(16, 'Спасибо за ожидание. Дошёл.')).toBe('passed');
    expect(search(16, 'Дошёл, вчера.')).toBe('failed');
    expect(search(14, 'Дошёл, вчера.')).toBe('not_applicable');
  });
  const transfer = (...back: string[]) =>
    outcome(
      `${hello}\nК: Соедините с бухгалтером.\nО: Сейчас переведу Ваш звонок. Минуту, пожалуйста.\n…20\n${back.join('\n')}`,
      'transfer.thanks',
    );
  it('are due from the operator who returns, not from the specialist', () => {
    expect(transfer('О: Спасибо, что подождали. Соединяю Вас с бухгалтером.', 'С: Слушаю Вас.')).toBe('passed');
    expect(transfer('О: Соединяю Вас с бухгалтером.', 'С: Здравствуйте.')).toBe('failed');
    expect(transfer('С: Здравствуйте, бухгалтерия.')).toBe('not_applicable');
  });
  it('cost a point of the transfer only', () => {
    const scored = judged(spokenCall(`${hello}\nК: Дошёл ли платёж?\nО: Минуту, посмотрю.\n…16\nО: Дошёл.`));
    expect(criterion(scored, 'hold.thanks')).toMatchObject({ outcome: 'failed', weight: 0 });
  });
});

describe('hold music', () => {
  const call = spokenCall(`${hello}\nК: Дошёл ли платёж?\nО: Так.\n…30\nО: Дошёл.`);
  const sound = (music: { start: number; end: number }[]): SoundReport => {
    const channel = { level: -27, rings: [] };
    const speech = (speaker: string) => call.segments.filter((segment) => segment.speaker === speaker);
    return {
      duration: 60,
      channels: [
        { role: 'operator', ...channel, music, speech: speech('operator').map(({ start, end }) => ({ start, end })) },
        { role: 'client', ...channel, music: [], speech: speech('client').map(({ start, end }) => ({ start, end })) },
      ],
      overlaps: [],
      dead_air: [],
    };
  };
  it('that nobody announced is pointed at; without music there is nothing to announce', () => {
    const said = call.segments[2];
    if (!said) throw new Error('no segment');
    const unannounced = judged(call, sound([{ start: said.end + 1, end: said.end + 25 }]));
    expect(criterion(unannounced, 'hold.announced')).toMatchObject({ outcome: 'failed', weight: 0 });
    expect(criterion(judged(call, sound([])), 'hold.announced')?.outcome).toBe('not_applicable');
    expect(criterion(judged(call), 'hold.announced')?.outcome).toBe('not_applicable');
  });
});

describe('digits dictated', () => {
  /** Every word lasts 0.3 s; a word that ends with «|» is followed by a pause. */
  const dictated = (text: string, pause: number): Call => {
    const call = spokenCall(`${hello}\nК: Продиктуйте телефон.\nО: Записывайте.\nО: ${text.replaceAll('|', '')}`);
    const last = call.segments.at(-1);
    if (!last) throw new Error('no segment');
    let at = last.start;
    const words = text.split(' ').map((word): Word => {
      const start = at;
      at = start + 0.3 + (word.endsWith('|') ? pause : 0);
      return { text: word.replace('|', ''), start, end: start + 0.3 };
    });
    return { ...call, segments: [...call.segments.slice(0, -1), { ...last, end: at, words }] };
  };
  // 911 420 32 18: ten digits; «девятьсот одиннадцать» is 911.
  const number = 'девятьсот одиннадцать| четыреста двадцать| тридцать два| восемнадцать';
  const pauses = (call: Call) => criterion(judged(call), 'dictation.pauses')?.outcome;
  it('need pauses between groups, where the times of the words are known', () => {
    expect(pauses(dictated(number, 0.4))).toBe('passed');
    expect(pauses(dictated(number, 0.1))).toBe('not_sure');
    const untimed = dictated(number, 0.1);
    const segments = untimed.segments.map(({ words: _, ...segment }) => segment);
    expect(pauses({ ...untimed, segments })).toBe('not_applicable');
  });
});
