/** The language of the interface: Russian first, English second; the choice is remembered. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { en } from './en.ts';
import { ru, type Texts } from './ru.ts';

export const languages = { ru: 'Русский', en: 'English' } as const;
export type Language = keyof typeof languages;

const dictionaries: Record<Language, Texts> = { ru, en };
const rememberedAs = 'kamerton.language';

interface LanguageChoice {
  language: Language;
  choose(language: Language): void;
}

const LanguageContext = createContext<LanguageChoice>({ language: 'ru', choose: () => {} });

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (localStorage.getItem(rememberedAs) === 'en' ? 'en' : 'ru'));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = (next: Language) => {
    localStorage.setItem(rememberedAs, next);
    setLanguage(next);
  };
  return <LanguageContext value={{ language, choose }}>{children}</LanguageContext>;
}

export const useLanguage = (): LanguageChoice => useContext(LanguageContext);

/** The words of the chosen language. */
export const useTexts = (): Texts => dictionaries[useContext(LanguageContext).language];
