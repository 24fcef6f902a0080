/** Lists for readers stand in the order of the Russian alphabet. */
import { expect, it } from 'vitest';
import { inRussianOrder } from '../../../api/shapes/russian-order.ts';

it('puts ё beside е, ignores the letter case, counts figures', () => {
  const names = ['Яшина', 'оператор 10', 'Ёлкина', 'Оператор 2', 'Елисеева', 'абрамова'];
  expect(names.sort(inRussianOrder)).toEqual(['абрамова', 'Елисеева', 'Ёлкина', 'Оператор 2', 'оператор 10', 'Яшина']);
});
