/** Criteria of the opening. */
import { describe, expect, it } from 'vitest';
import { criterionOf, judged, outcomes } from '../../support/judge.ts';
import { spokenCall } from '../../support/spoken-call.ts';

const parts = [
  'greeting.company',
  'greeting.name',
  'greeting.salutation',
  'greeting.time_of_day',
  'greeting.offer',
] as const;
const request = 'К: Здравствуйте, мне нужна справка о задолженности.';
/** Outcomes of the five parts as one string: p passed, f failed, n not applicable. */
const greeting = (said: string, metadata: Parameters<typeof spokenCall>[1] = { company_in_ivr: false }): string => {
  const found = outcomes(spokenCall(`О: ${said}\n${request}\nО: Сейчас помогу.`, metadata), parts);
  return parts.map((id) => found[id]?.[0]).join('');
};

describe('greeting', () => {
  it.each([
    ['Расчётный центр, Марина. Добрый день! Чем могу Вам помочь?', 'ppppp'],
    ['расчётный центр полина здравствуйте чем могу помочь', 'ppppp'],
    ['Добрый день, КРЦ, меня зовут Вера, как я могу Вам помочь?', 'ppppp'],
    ['Добрый день! Надежда, расчётный центр. По какому вопросу Вы обращаетесь?', 'ppppp'],
    ['Расчётный центр, здравствуйте.', 'pfppf'],
    ['Расчётный центр, Лев, слушаю Вас.', 'ppfnf'],
    ['Да, чего Вы хотели?', 'fffnf'],
  ])('«%s» → %s', (said, expected) => expect(greeting(said)).toBe(expected));

  it('needs no company where the machine has said it', () => {
    expect(greeting('Оператор Денис, добрый день.', { company_in_ivr: true })).toBe('npppf');
    const call = spokenCall(`А: Вы позвонили в расчётный центр.\nО: Юлия, здравствуйте! Чем могу помочь?\n${request}`);
    expect(outcomes(call, ['greeting.company', 'greeting.name'])).toEqual({
      'greeting.company': 'not_applicable',
      'greeting.name': 'passed',
    });
  });
  it('does not fail the company where nobody knows what the machine says', () => {
    expect(greeting('Марина, добрый день, чем могу помочь?', {})).toBe('npppp');
  });
  it('takes the name from the roster even where it is an ordinary word', () => {
    const said = 'расчётный центр вас приветствует любовь здравствуйте';
    expect(greeting(said, { company_in_ivr: false, operator: { name: 'Любовь' } })[1]).toBe('p');
  });
  it('hears a greeting given in two breaths, but not one after the request', () => {
    const late = spokenCall(`О: Расчётный центр.\n${request}\nО: Марина, добрый день, чем могу помочь?`, {
      company_in_ivr: false,
    });
    expect(outcomes(late, parts)).toMatchObject({ 'greeting.name': 'failed', 'greeting.salutation': 'failed' });
    const split = spokenCall(
      `О: Расчётный центр.\nК: Алло, здравствуйте.\nО: Марина, добрый день, чем могу помочь?\n${request}`,
    );
    expect(outcomes(split, parts)).toMatchObject({ 'greeting.name': 'passed', 'greeting.salutation': 'passed' });
  });
});

describe('time of day', () => {
  const at = (time: string, said: string) =>
    outcomes(
      spokenCall(`О: Расчётный центр, Марина. ${said}!\n${request}`, { started_at: `2026-03-11T${time}:00+03:00` }),
      ['greeting.time_of_day'],
    )['greeting.time_of_day'];
  it.each([
    ['11:59', 'Доброе утро', 'passed'],
    ['12:00', 'Доброе утро', 'failed'],
    ['11:59', 'Добрый день', 'failed'],
    ['12:00', 'Добрый день', 'passed'],
    ['17:59', 'Добрый день', 'passed'],
    ['18:00', 'Добрый день', 'failed'],
    ['18:00', 'Добрый вечер', 'passed'],
    ['03:00', 'Здравствуйте', 'passed'],
    ['20:00', 'Доброго времени суток', 'passed'],
  ])('%s «%s»: %s', (time, said, outcome) => expect(at(time, said)).toBe(outcome));

  it('reads the clock of the call, not of this machine or of UTC', () => {
    const call = (started_at: string) => spokenCall(`О: Марина, добрый вечер!\n${request}`, { started_at });
    expect(outcomes(call('2026-03-11T18:30:00+10:00'), ['greeting.time_of_day'])['greeting.time_of_day']).toBe(
      'passed',
    );
    expect(outcomes(call('2026-03-11T08:30:00+00:00'), ['greeting.time_of_day'])['greeting.time_of_day']).toBe(
      'failed',
    );
  });
  it('is not judged without the time of the call', () => {
    const call = spokenCall(`О: Марина, добрый вечер!\n${request}`, { started_at: undefined });
    expect(outcomes(call, ['greeting.time_of_day'])['greeting.time_of_day']).toBe('not_applicable');
  });
});

describe('outgoing calls', () => {
  const call = spokenCall(
    'К: Алло.\nО: Да, здравствуйте, Сергей Петрович! Расчётный центр, Марина.\nК: Здравствуйте, слушаю Вас.\nО: Ваш перерасчёт готов.',
    { direction: 'outgoing' },
  );
  it('have no banned opener, no offer of help and no account check', () => {
    expect(outcomes(call, ['opener.banned', 'greeting.offer', 'account_check', 'greeting.company'])).toEqual({
      'opener.banned': 'not_applicable',
      'greeting.offer': 'not_applicable',
      account_check: 'not_applicable',
      'greeting.company': 'passed',
    });
  });
  it('do not take the client’s name for the operator’s', () => {
    const nameless = spokenCall(
      'К: Алло.\nО: Здравствуйте, Сергей Петрович! Это расчётный центр.\nК: Да, что случилось у вас?',
      {
        direction: 'outgoing',
      },
    );
    expect(outcomes(nameless, ['greeting.name'])['greeting.name']).toBe('failed');
    expect(outcomes(call, ['greeting.name'])['greeting.name']).toBe('passed');
  });
});

describe('recording notice', () => {
  const asked = (metadata: object, script = `О: Марина, здравствуйте.\n${request}`) =>
    outcomes(spokenCall(script, metadata), ['recording_notice']).recording_notice;
  it('is given by the machine or by the operator, else failed, else unknown', () => {
    expect(asked({ recording_notice_in_ivr: true })).toBe('passed');
    expect(asked({ recording_notice_in_ivr: false })).toBe('failed');
    expect(asked({})).toBe('not_applicable');
    expect(
      asked({ recording_notice_in_ivr: false }, `О: Марина, здравствуйте, разговор записывается.\n${request}`),
    ).toBe('passed');
  });
});

describe('a poorly recognised greeting', () => {
  const greeting = (confidence: number) => {
    const call = spokenCall('О: расчётный центр добрый день чем могу помочь\nК: Когда придёт квитанция?\nО: Завтра.');
    const segments = call.segments.map((segment, i) => {
      if (i > 0) return segment;
      const texts = segment.text.split(' ');
      // Three of the seven words are poorly heard.
      const words = texts.map((text, n) => ({
        text,
        start: segment.start + 0.3 * n,
        end: segment.start + 0.3 * n + 0.3,
        confidence: n < 3 ? confidence : 0.95,
      }));
      return { ...segment, words };
    });
    return judged({ ...call, segments });
  };
  it('does not prove that the operator did not name himself', () => {
    expect(criterionOf(greeting(0.9), 'greeting.name')).toMatchObject({ outcome: 'failed' });
    expect(criterionOf(greeting(0.4), 'greeting.name')).toMatchObject({ outcome: 'not_sure', earned: 0 });
    expect(criterionOf(greeting(0.4), 'greeting.name').reason).toContain('распознаны плохо');
  });
  it('is credited with what was heard all the same', () => {
    expect(criterionOf(greeting(0.4), 'greeting.salutation').outcome).toBe('passed');
  });
});
