/** The words of trends, standard and search: they come with those pages, the English ones when they are asked for. */
import { use } from 'react';
import { useLanguage } from './language.tsx';
import { ruTrends, type TrendTexts } from './ru-trends.ts';

let english: Promise<TrendTexts> | undefined;

export function useTrendTexts(): TrendTexts {
  const { language } = useLanguage();
  if (language !== 'en') return ruTrends;
  english ??= import('./en-trends.ts').then(({ enTrends }) => enTrends);
  return use(english);
}
