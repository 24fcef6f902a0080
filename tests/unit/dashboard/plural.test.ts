/** Words that agree with numbers: the forms a Russian reader expects. */
import { describe, expect, it } from 'vitest';
import { lengthAfterOf, pluralEn, pluralRu } from '../../../dashboard/src/i18n/plural.ts';
import { ru } from '../../../dashboard/src/i18n/ru.ts';
import { ruTrends } from '../../../dashboard/src/i18n/ru-trends.ts';

describe('pluralRu', () => {
  it.each([
    [0, 'звонков'],
    [1, 'звонок'],
    [2, 'звонка'],
    [4, 'звонка'],
    [5, 'звонков'],
    [11, 'звонков'],
    [12, 'звонков'],
    [21, 'звонок'],
    [22, 'звонка'],
    [111, 'звонков'],
    [1.5, 'звонка'],
  ])('%d → %s', (count, form) => {
    expect(pluralRu(count, 'звонок', 'звонка', 'звонков')).toBe(form);
  });
});

it('pluralEn knows one and other', () => {
  expect([0, 1, 2, 21].map((count) => pluralEn(count, 'call', 'calls'))).toEqual(['calls', 'call', 'calls', 'calls']);
});

it('the verb agrees too', () => {
  expect(ru.list.inProgress(1)).toBe('Обрабатывается 1 звонок');
  expect(ru.list.inProgress(3)).toBe('Обрабатываются 3 звонка');
  expect(ru.list.inProgress(5)).toBe('Обрабатывается 5 звонков');
});

it.each([
  [0, '0 секунд'],
  [21, '21 секунды'],
  [60, '1 минуты'],
  [480, '8 минут'],
  [88.8, '1 минуты 29 секунд'],
])('after «из» %d s are «%s»', (seconds, text) => {
  expect(lengthAfterOf(seconds)).toBe(text);
});

describe('how often a rule was found', () => {
  it.each([
    [0, 0, 0, 'за период не найдено'],
    [1, 0, 1, '1 нарушение в 1 звонке'],
    [3, 0, 2, '3 нарушения в 2 звонках'],
    [1, 3, 4, '1 нарушение и 3 вопроса в 4 звонках'],
    [0, 5, 21, '5 вопросов в 21 звонке'],
  ])('%d certain, %d unsure, %d calls: «%s»', (found, unsure, calls, text) => {
    expect(ruTrends.standard.foundIn(found, unsure, calls)).toBe(text);
  });
});
