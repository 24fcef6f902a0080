/** The Russian words of «Стандарт». */
import { pluralRu } from './plural.ts';
import { inCalls, number } from './ru-counts.ts';

export const ruStandard = {
  title: 'Стандарт',
  intro:
    'Каждое требование стандарта: чем оно проверяется и как часто выполняется за период. «Человек» – программа об этом судить не может.',
  sectionsLabel: 'Разделы стандарта',
  how: {
    checked: 'проверяет программа',
    partly: 'отчасти, остальное – человек',
    person: 'только человек',
    setup: 'один раз при настройке',
  },
  onlyMachine: 'Только то, что проверяет программа',
  requirement: 'Требование',
  judgedBy: 'Чем проверяется',
  rate: 'Выполняется',
  kinds: { binary: 'есть или нет', count: 'сколько раз', density: 'на 100 слов', time: 'время' },
  hint: 'подсказка, в оценку не входит',
  weight: (weight: number) => `вес ${weight.toLocaleString('ru')}`,
  fatal: 'грубое нарушение',
  rule: (name: string, entries: number) =>
    `${name}: ${number(entries)} ${pluralRu(entries, 'запись', 'записи', 'записей')}`,
  foundIn: (found: number, unsure: number, count: number) => {
    if (count === 0) return 'за период не найдено';
    const certain = `${number(found)} ${pluralRu(found, 'нарушение', 'нарушения', 'нарушений')}`;
    const asked = `${number(unsure)} ${pluralRu(unsure, 'вопрос', 'вопроса', 'вопросов')}`;
    const both = [...(found > 0 ? [certain] : []), ...(unsure > 0 ? [asked] : [])];
    return `${both.join(' и ')} в ${inCalls(count)}`;
  },
  entriesOf: (rule: string) => `Записи правила «${rule}»`,
  examples: 'Примеры',
  examplesOf: (examples: string, title: string) => `${examples}: ${title} – не выполнено`,
  trust: 'Насколько правилам можно доверять',
  notSure: (count: number) => `под вопросом: ${number(count)}`,
  better: 'Лучше сказать',
  found: 'Нарушений',
  unsure: 'Вопросов',
  calls: 'Звонков',
  entry: 'Запись',
  noEntries: 'У этого правила нет записей словаря: оно судит не по словам.',
};
