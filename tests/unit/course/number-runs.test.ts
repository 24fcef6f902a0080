/** Runs of spoken numbers. */
import { describe, expect, it } from 'vitest';
import { findNumberRuns } from '../../../analyzer/course/number-runs.ts';
import { tokenizeCall } from '../../../analyzer/language/tokens.ts';

const runs = (text: string) =>
  findNumberRuns(tokenizeCall({ segments: [{ speaker: 'operator', start: 0, end: 10, text }] })).map(({ groups }) =>
    groups.join(' '),
  );

describe('findNumberRuns', () => {
  it.each([
    ['Сорок семь ноль двадцать восемь десять', ['47 0 28 10']],
    ['сто сорок два', ['142']],
    ['двести, сорок, два', ['242']],
    ['семь ноль один, двадцать четыре, пятьсот шестнадцать', ['7 0 1 24 516']],
    ['шестьсот двадцать пять, три нуля, сто семьдесят два', ['625 000 172']],
    ['пятнадцать пять', ['15 5']],
    ['номер 47028 и 10', ['47028 10']],
    ['к оплате сто двадцать рублей', []],
    ['четыре тысячи восемьсот двадцать рублей', []],
    ['семьдесят шесть, тире, ноль ноль', ['76 0 0']],
    ['дом пять, а квартира семь', ['5', '7']],
    ['с двадцатого по двадцать пятое', ['20']],
    ['', []],
  ])('«%s»', (text, expected) => expect(runs(text)).toEqual(expected));
});
