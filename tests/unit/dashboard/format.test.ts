/** Numbers and dates in the call centre's time zone. */
import { describe, expect, it } from 'vitest';
import { clock, formatIn } from '../../../dashboard/src/i18n/format.ts';

/** Intl separates with non-breaking spaces; their kind is not the matter here. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const russian = formatIn('ru', 'Europe/Moscow');

describe('clock', () => {
  it.each([
    [0, '0:00'],
    [9.99, '0:09'],
    [75, '1:15'],
    [3599, '59:59'],
    [3661, '1:01:01'],
    [-3, '0:00'],
  ])('%d s → %s', (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });
});

describe('formatIn', () => {
  it('shows the same instant by the clock of the call centre', () => {
    expect(plain(russian.longMoment('2026-11-22T15:00:00Z'))).toBe('22 ноября 2026 г. в 18:00');
    expect(plain(formatIn('ru', 'Asia/Vladivostok').longMoment('2026-11-22T15:00:00Z'))).toBe(
      '23 ноября 2026 г. в 01:00',
    );
  });

  it('writes numbers with a decimal comma and at most one digit after it', () => {
    expect(russian.score(87.46)).toBe('87,5');
    expect(russian.score(100)).toBe('100');
    expect(plain(russian.percent(0.085))).toBe('9 %');
  });

  it('writes lengths with tenths below a minute only', () => {
    expect(plain(russian.length(3.46))).toBe('3,5 с');
    expect(plain(russian.length(124.4))).toBe('2 мин 4 с');
    expect(plain(russian.length(120))).toBe('2 мин');
    expect(plain(russian.length(0))).toBe('0 с');
    expect(plain(russian.spokenLength(151))).toBe('2 минуты 31 секунда');
  });

  it('carries sixty seconds over to a minute', () => {
    expect(plain(russian.length(59.97))).toBe('1 мин');
  });
});
