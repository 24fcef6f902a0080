/** How English texts say how many there are. */
import { pluralEn } from './plural.ts';

export const number = (count: number) => count.toLocaleString('en');
export const calls = (count: number) => `${number(count)} ${pluralEn(count, 'call', 'calls')}`;
