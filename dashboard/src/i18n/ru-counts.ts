/** How Russian texts say how many there are. */
import { pluralRu } from './plural.ts';

export const number = (count: number) => count.toLocaleString('ru');
export const calls = (count: number) => `${number(count)} ${pluralRu(count, 'звонок', 'звонка', 'звонков')}`;
/** As it stands after «в». */
export const inCalls = (count: number) => `${number(count)} ${pluralRu(count, 'звонке', 'звонках', 'звонках')}`;
/** As it stands after «из». */
export const ofCalls = (count: number) => `${number(count)} ${pluralRu(count, 'звонка', 'звонков', 'звонков')}`;
