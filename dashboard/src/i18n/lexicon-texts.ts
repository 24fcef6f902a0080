/** The words of the trainer's workbench: they come with its pages. */
import { enLexicons } from './en-lexicons.ts';
import { useLanguage } from './language.tsx';
import { type LexiconTexts, ruLexicons } from './ru-lexicons.ts';

export const useLexiconTexts = (): LexiconTexts => (useLanguage().language === 'en' ? enLexicons : ruLexicons);
