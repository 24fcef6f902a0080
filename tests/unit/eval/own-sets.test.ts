/** Our own labelled utterances: written before the rules were run on them, then mended for general causes. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Labelled, labelledSchema, measureLabelled, ratesOf } from '../../../analyzer/rules/measure-labelled.ts';
import { rulebook } from '../../support/rules.ts';

const read = (name: string): Labelled[] =>
  readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => labelledSchema.parse(JSON.parse(line)));

/** As a recogniser writes it: lower case, no punctuation, «е» for «ё». */
const raw = (item: Labelled): Labelled => ({
  ...item,
  text: item.text
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replace(/\s-+\s|\s+/g, ' ')
    .trim(),
});

describe('own labelled utterances', () => {
  it.each([
    ['utterances.jsonl', 0.99, 0.99],
    ['conduct.jsonl', 0.99, 0.99],
  ])('%s as written', (name, precision, recall) => {
    const { rules, errors } = measureLabelled(read(name), rulebook);
    const rates = ratesOf(rules);
    console.log([name, JSON.stringify(rates), ...errors.map((error) => JSON.stringify(error))].join('\n  '));
    expect(rates.precision).toBeGreaterThanOrEqual(precision);
    expect(rates.recall).toBeGreaterThanOrEqual(recall);
  });

  it.each([
    ['utterances.jsonl', 0.95, 0.95],
    ['conduct.jsonl', 0.95, 0.9],
  ])('%s as a recogniser writes it', (name, precision, recall) => {
    const { rules, errors } = measureLabelled(read(name).map(raw), rulebook);
    const rates = ratesOf(rules);
    console.log([name, JSON.stringify(rates), ...errors.map((error) => JSON.stringify(error))].join('\n  '));
    expect(rates.precision).toBeGreaterThanOrEqual(precision);
    expect(rates.recall).toBeGreaterThanOrEqual(recall);
  });

  it('counts right, false, missed and doubtful findings', () => {
    const item = { speaker: 'operator', position: 'middle', direction: 'incoming', before: '' } as const;
    const { rules, errors } = measureLabelled(
      [
        { ...item, id: 'a', text: 'Секундочку, ну да.', hits: [['diminutive', 'секундочку']] },
        { ...item, id: 'b', text: 'Ваш адрес записан.', hits: [['diminutive', 'адрес']] },
        { ...item, id: 'c', text: 'Минуточку.', hits: [['diminutive', 'минуточку', 'optional']] },
        { ...item, id: 'd', text: 'Справочку, пожалуйста.', hits: [] },
        { ...item, id: 'e', text: 'Нужен способик.', hits: [] },
      ],
      rulebook,
    );
    expect(rules).toEqual([{ rule: 'diminutive', right: 1, falseCount: 1, missed: 1, doubtful: 1 }]);
    expect(errors.map(({ kind, id }) => [kind, id])).toEqual([
      ['missed', 'b'],
      ['false', 'd'],
      ['doubtful', 'e'],
    ]);
    expect(ratesOf(rules)).toEqual({ precision: 0.5, recall: 0.5 });
  });
});
