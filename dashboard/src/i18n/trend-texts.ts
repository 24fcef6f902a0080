/** The words of trends, standard and search: they come with those pages. */
import { enTrends } from './en-trends.ts';
import { useLanguage } from './language.tsx';
import { ruTrends, type TrendTexts } from './ru-trends.ts';

export const useTrendTexts = (): TrendTexts => (useLanguage().language === 'en' ? enTrends : ruTrends);
