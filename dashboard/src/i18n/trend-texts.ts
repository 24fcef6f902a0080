/** The words of trends, standard and search: they come with those pages, the English ones when they are asked for. */
import { use } from 'react';
import { fetchedOnce } from './fetched-once.ts';
import { useLanguage } from './language.tsx';
import { ruTrends, type TrendTexts } from './ru-trends.ts';

const english = fetchedOnce(async (): Promise<TrendTexts> => (await import('./en-trends.ts')).enTrends);

export function useTrendTexts(): TrendTexts {
  const { language } = useLanguage();
  return language === 'en' ? use(english()) : ruTrends;
}
